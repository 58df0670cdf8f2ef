"""
A good file, spoiled in every way we can think of, is refused or read as if nothing had happened.

EVERY_BYTE=1 flips every byte of the larger files too, in every way.
"""

import csv
import io
import os
import struct
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from bansos.imports import reading
from tests.imports.reading import builders as b
from tests.imports.reading.corpus import PLAIN, good
from tests.imports.reading.old_corpus import OLD_ROWS, book
from tests.imports.reading.readers import read_here, shown

EVERY = "EVERY_BYTE" in os.environ
MASKS = [0xFF, 0x01, 0x80, 0x20] if EVERY else [0xFF]
some = settings(max_examples=2_000 if EVERY else 60, deadline=None)


def outcome(data, name="data.xlsx"):
    """The rows, or None for a refusal."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            return shown(read_here(Path(folder), data, name))
        except reading.Unreadable:
            return None


def flipped(data, stride=1):
    for mask in MASKS:
        for place in range(0, len(data), 1 if EVERY else stride):
            changed = bytearray(data)
            changed[place] ^= mask
            yield place, bytes(changed)


def small_ods():
    return b.ods(b.table(b.line(b.cell("Nama"), b.cell("NIK"))))


@pytest.mark.parametrize(("make", "expected"), [(good, PLAIN), (small_ods, PLAIN[:1])])
def test_a_flipped_byte_of_a_zip_is_noticed_or_means_nothing(make, expected):
    for place, changed in flipped(make(), stride=3):
        assert outcome(changed) in (None, expected), f"byte {place}"


def test_a_flipped_byte_of_an_old_workbook_breaks_nothing():
    for _, changed in flipped(book(OLD_ROWS)[: 512 + 512 + 512 + 400], stride=4):
        outcome(changed, "data.xls")


def test_a_file_cut_short_anywhere_is_refused():
    for data in (good(), small_ods(), b.small_compound(b.biff(OLD_ROWS))):
        for length in range(0, len(data) - 512, 7):
            assert outcome(data[:length]) is None


@some
@given(data=st.data())
def test_bytes_put_in_or_taken_out_of_a_zip_are_noticed(data):
    whole = good()
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    inserted = data.draw(st.binary(max_size=40))
    changed = whole[:start] + inserted + whole[start + length :]
    assert outcome(changed) in ([None] if changed != whole else [PLAIN])


@some
@given(
    field=st.sampled_from(
        [(6, "H"), (8, "H"), (14, "I"), (18, "I"), (22, "I"), (26, "H"), (28, "H")]
    ),
    value=st.integers(0, 2**32 - 1),
    entry=st.integers(0, 6),
)
def test_a_header_of_an_entry_that_lies_is_noticed(field, value, entry):
    whole = bytearray(good())
    at = [place for place in range(len(whole)) if whole[place : place + 4] == b"PK\3\4"][entry]
    offset, size = field
    struct.pack_into(f"<{size}", whole, at + offset, value % (1 << 8 * struct.calcsize(size)))
    # A size of 2^32 - 1 says that it is told elsewhere, which it is.
    assert outcome(bytes(whole)) in (None, PLAIN)


@some
@given(
    rows=st.lists(st.tuples(st.integers(1, 9), st.lists(st.integers(1, 9), max_size=4)), max_size=6)
)
def test_rows_and_cells_in_any_order_are_refused_or_where_they_say(rows):
    xml = "".join(
        f'<row r="{number}">'
        + "".join(f'<c r="{chr(64 + column)}{number}"><v>{column}</v></c>' for column in columns)
        + "</row>"
        for number, columns in rows
    )
    found = outcome(b.xlsx(b.sheet(xml)))
    numbers = [number for number, _ in rows]
    rising = [numbers, *[columns for _, columns in rows]]
    if any(each != sorted(set(each)) for each in rising):
        assert found is None
    else:
        cells = {
            (row + 1, column + 1): text
            for row, line in enumerate(found)
            for column, text in enumerate(line)
            if text
        }
        assert cells == {(n, c): f"NUMBER:{c}" for n, columns in rows for c in columns}


@some
@given(cells=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=8))
def test_old_records_in_any_order_are_refused_or_where_they_say(cells):
    found = outcome(book(b"".join(b.real(row, column, 7) for row, column in cells)), "data.xls")
    if len(set(cells)) < len(cells):
        assert found is None
    else:
        assert sum(bool(text) for row in found for text in row) == len(cells)
        assert all(found[row][column] == "NUMBER:7" for row, column in cells)


CELLS = [0x0006, 0x0203, 0x0204, 0x0207, 0x0208, 0x027E, 0x00BD, 0x00FD, 0x00E5, 0x0221]
OTHERS = [0x0085, 0x00FC, 0x003C, 0x0809, 0x000A, 0x041E, 0x00E0, 0x0022]
RECORD = st.tuples(st.sampled_from(CELLS + OTHERS), st.binary(max_size=30))


@some
@given(records=st.lists(RECORD, max_size=5))
def test_any_old_records_break_nothing(records):
    outcome(book(b"".join(b.record(*each) for each in records)), "data.xls")


XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="￾￿"))
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="￾￿"), max_size=20)


def filled(row):
    """A row without the blank cells at its end, which nobody sees."""
    while row and not row[-1]:
        row = row[:-1]
    return row


def trimmed(rows):
    """The rows to the last that shows anything; those that show nothing are blank."""
    rows = [filled(row) if any(map(str.strip, row)) else [] for row in rows]
    while rows and not rows[-1]:
        rows.pop()
    return rows


@some
@given(rows=st.lists(st.lists(ANY_TEXT, max_size=4), max_size=5))
def test_any_text_comes_back_from_excel(rows):
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = workbook.add_worksheet()
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    workbook.close()
    assert outcome(out.getvalue()) == trimmed(rows)


@some
@given(rows=st.lists(st.lists(XML_TEXT, max_size=4), max_size=5))
def test_any_text_comes_back_from_libreoffice(rows):
    lines = (
        b.line(*(b.cell(escape(text).replace(" ", "<text:s/>")) for text in row)) for row in rows
    )
    found = outcome(b.ods(b.table("".join(lines))), "data.ods")
    assert [filled(row) for row in found] == trimmed(rows)


@some
@given(
    rows=st.lists(st.lists(ANY_TEXT, min_size=3, max_size=3), min_size=1, max_size=5),
    separator=st.sampled_from(";,\t|"),
    coding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_text_comes_back_from_a_text_file(rows, separator, coding):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])
    found = outcome(out.getvalue().encode(coding), "data.csv")
    if found is not None:
        plain = [[text.removeprefix("FORMULA:") for text in filled(row)] for row in found]
        assert plain == trimmed([["a", "b", "c"], *rows])
    else:
        odd = [
            sign for row in rows for text in row for sign in text if sign < " " or sign == "\x7f"
        ]
        assert len(odd) > 8
