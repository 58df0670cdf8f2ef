"""Files that open rightly, and in which no text does anything."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from bansos.indonesia import spreadsheets
from bansos.indonesia.spreadsheets import Format, guard, unguard, write

FORMULAS = ["=1+1", "+62812", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1+1", "'=1", "''-2"]
PLAIN = ["", "Dewi", "'Aisyah", "63.01", "A=B", "2024-12-24", "0812"]


def written(rows, form, titles=("Nama", "Jumlah")):
    file = io.BytesIO()
    write(rows, titles=list(titles), form=form, file=file)
    return file.getvalue()


def cells_of(content, form, sheet=0):
    if form is Format.CSV:
        text = content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(sheet).to_python()


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_like_a_formula_stands_behind_an_apostrophe(text):
    assert guard(text) == f"'{text}"
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", PLAIN)
def test_any_other_text_is_left_alone(text):
    assert guard(text) == text
    assert unguard(text) == text


def test_a_long_number_is_kept_from_being_rounded():
    assert guard("6301994107900001") == "'6301994107900001"
    assert unguard("'6301994107900001") == "6301994107900001"


@given(st.text())
def test_what_is_guarded_comes_back_as_it_was(text):
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in set("=+-@\t\r\n")


@pytest.mark.parametrize("form", Format)
def test_titles_come_first_and_numbers_stay_numbers(form):
    content = written([["Dewi", 5], ["Sari", -2]], form)

    head, *rows = cells_of(content, form)
    assert head == ["Nama", "Jumlah"]
    assert [[name, int(count)] for name, count in rows] == [["Dewi", 5], ["Sari", -2]]


def test_a_csv_says_that_it_is_utf_8_and_uses_semicolons():
    content = written([["Séri; Contoh", 1]], Format.CSV)

    assert content.startswith(b"\xef\xbb\xbfNama;Jumlah\r\n")
    assert '"Séri; Contoh";1'.encode() in content


@pytest.mark.parametrize("text", [*FORMULAS, "6301994107900001", "http://contoh.invalid", "1e5"])
def test_in_a_workbook_every_text_is_a_text(text):
    content = written([[text, 1]], Format.XLSX)

    assert unguard(cells_of(content, Format.XLSX)[1][0]).strip() == text.strip()
    assert b"<f>" not in content


@pytest.mark.parametrize("form", Format)
def test_signs_that_no_file_can_hold_are_seen_as_missing(form):
    content = written([["a\0b\x0bc\ud800d\uffffe", None]], form)

    assert cells_of(content, form)[1][0] == "a\ufffdb\ufffdc\ufffdd\ufffde"


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(spreadsheets, "ROWS_PER_SHEET", 3)

    content = written(([f"Keluarga {n}", n] for n in range(5)), Format.XLSX)

    names = [[row[0] for row in cells_of(content, Format.XLSX, sheet)] for sheet in range(3)]
    assert names == [
        ["Nama", "Keluarga 0", "Keluarga 1"],
        ["Nama", "Keluarga 2", "Keluarga 3"],
        ["Nama", "Keluarga 4"],
    ]


@pytest.mark.parametrize("form", Format)
def test_an_empty_list_is_a_file_of_titles(form):
    assert cells_of(written([], form), form) == [["Nama", "Jumlah"]]
