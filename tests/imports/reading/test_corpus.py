"""Each file of the corpus is refused with a sentence or read exactly right."""

import pytest

from bansos.imports import reading
from tests.imports.reading.corpus import ODS, XLSX, ZIPS
from tests.imports.reading.old_corpus import TEXTS, XLS
from tests.imports.reading.readers import read_aside, read_here, shown

CORPUS = [*XLSX, *ZIPS, *ODS, *XLS, *TEXTS]
REFUSED = [case for case in CORPUS if case.refused]
WELCOME = [case for case in CORPUS if not case.refused]

# What is heavy or odd enough to be tried as it really goes: through the child process.
ASIDE = {
    "a bomb",
    "a bomb that calls itself small",
    "a billion laughs",
    "a million empty rows",
    "a sheet in UTF-16",
    "2^32 tables of tables",
    "every kind of cell of Excel 97",
    "repeats, gaps, merged and hidden ones",
    "Windows letters",
    "UTF-16 without a mark",
    "nothing",
}


def read(tmp_path, case):
    way = read_aside if case.name in ASIDE else read_here
    return way(tmp_path, case.make(), case.file_name)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_is_refused_with_a_sentence(tmp_path, case):
    with pytest.raises(reading.Unreadable) as refusal:
        read(tmp_path, case)
    assert case.refused in refusal.value.sentence
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize("case", WELCOME, ids=lambda case: case.name)
def test_is_read_right(tmp_path, case):
    table = read(tmp_path, case)
    assert shown(table) == case.rows
    if case.sheets:
        assert [(sheet.name, sheet.is_hidden, sheet.rows) for sheet in table.sheets] == case.sheets


def test_the_corpus_names_what_it_tries_aside():
    assert {case.name for case in CORPUS} >= ASIDE
    assert len({case.name for case in CORPUS}) == len(CORPUS) > 40
