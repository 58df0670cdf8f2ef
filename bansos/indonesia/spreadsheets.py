"""Tables as files that an Indonesian Excel opens rightly; no text in them becomes a formula."""

import csv
import io
import re
import tempfile
from collections.abc import Iterable
from enum import StrEnum
from itertools import chain, islice

import xlsxwriter

Cell = str | int | None

SEPARATOR = ";"
"""Where the comma is in decimals, it cannot be between columns."""

FIRST_SIGNS = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
OPENS_A_FORMULA = re.compile(f"'*[{FIRST_SIGNS}]")
GUARDED = re.compile(f"'+[{FIRST_SIGNS}]")
TOO_LONG_FOR_A_NUMBER = re.compile("[0-9]{12,}")

ROWS_PER_SHEET = 1_048_576
LONGEST = 32_000
UNSEEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Format(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        if self is Format.CSV:
            return "text/csv; charset=utf-8"
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def guard(text: str) -> str:
    """
    A text behind an apostrophe, where it would be taken for a formula or rounded as a number.

    `unguard` gives it back, so nothing is lost on the way there and home.
    """
    is_risky = OPENS_A_FORMULA.match(text) or TOO_LONG_FOR_A_NUMBER.fullmatch(text)
    return f"'{text}" if is_risky else text


def unguard(text: str) -> str:
    """The text that was meant, without the apostrophe of a guard."""
    if text[:1] != "'":
        return text
    is_guarded = GUARDED.match(text) or TOO_LONG_FOR_A_NUMBER.fullmatch(text[1:])
    return text[1:] if is_guarded else text


def _as_text(text: str) -> str:
    """In a cell that says itself that it is text, only what looks guarded already needs a guard."""
    return text if unguard(text) == text else f"'{text}"


def write(rows: Iterable[list[Cell]], *, titles: list[str], form: Format, file) -> None:
    """Write a table into a binary file, row by row; how many there are costs no memory."""
    if form is Format.CSV:
        _write_csv(rows, titles, file)
    else:
        _write_xlsx(rows, titles, file)


def _write_csv(rows, titles, file):
    # The mark at the start tells Excel that it is UTF-8.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=SEPARATOR)
    writer.writerow(titles)
    for row in rows:
        writer.writerow(guard(_clean(cell)) if isinstance(cell, str) else cell for cell in row)
    text.flush()
    text.detach()


def _write_xlsx(rows, titles, file):
    remaining = iter(rows)
    with (
        tempfile.TemporaryDirectory() as folder,
        xlsxwriter.Workbook(file, {**OPTIONS, "tmpdir": folder}) as book,
    ):
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        first = next(remaining, None)
        while True:
            here = [] if first is None else chain([first], islice(remaining, ROWS_PER_SHEET - 2))
            _fill(book.add_worksheet(), titles, here, text, head)
            first = next(remaining, None)
            if first is None:
                return


def _fill(sheet, titles, rows, text, head):
    for place, title in enumerate(titles):
        sheet.set_column(place, place, max(14, len(title) + 4), text)
        sheet.write_string(0, place, title, head)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, place, cell)
            elif cell:
                sheet.write_string(number, place, _as_text(_clean(cell)), text)


def _clean(text) -> str:
    """Without what a file of this kind has no room for."""
    return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)[:LONGEST]
