"""Tables as files that an Indonesian Excel opens rightly; no text in them becomes a formula."""

import csv
import io
import re
import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import chain, islice

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

Cell = str | int | Decimal | date | None
"""A moment is written as the clock of its own zone shows it; its title says which."""

SEPARATOR = ";"
"""Where the comma is in decimals, it cannot be between columns."""

FIRST_SIGNS = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
OPENS_A_FORMULA = re.compile(f"'*[{FIRST_SIGNS}]")
GUARDED = re.compile(f"'+[{FIRST_SIGNS}]")
TOO_LONG_FOR_A_NUMBER = re.compile("[0-9]{12,}")

ROWS_PER_SHEET = 1_048_576
LONGEST = 32_000
UNSEEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
WIDTHS = {"alamat": 48, "keterangan": 32, "nama": 28, "no": 6, "l/p": 6, "uraian": 48, "waktu": 22}
NARROW = {"No", "L/P"}
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Rupiah(Decimal):
    """An amount of money, written as one."""


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


def write(rows: Iterable[list[Cell]], *, titles: list[str], form: Format, file, totals=()) -> None:
    """
    Write a table into a binary file, row by row; how many there are costs no memory.

    :param totals: titles of columns that a workbook adds up below, by a formula of ours.
    """
    if form is Format.CSV:
        _write_csv(rows, titles, file)
    else:
        _write_xlsx(rows, titles, file, [place for place, t in enumerate(titles) if t in totals])


def _write_csv(rows, titles, file):
    # The mark at the start tells Excel that it is UTF-8.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=SEPARATOR)
    writer.writerow(titles)
    for row in rows:
        writer.writerow(_as_csv(cell) for cell in row)
    text.flush()
    text.detach()


def _as_csv(cell):
    if isinstance(cell, str):
        return guard(_clean(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H.%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return f"{cell:f}".replace(".", ",") if isinstance(cell, Decimal) else cell


def _write_xlsx(rows, titles, file, totals):
    remaining = iter(rows)
    with (
        tempfile.TemporaryDirectory() as folder,
        xlsxwriter.Workbook(file, {**OPTIONS, "tmpdir": folder}) as book,
    ):
        looks = _looks(book)
        first = next(remaining, None)
        while True:
            here = [] if first is None else chain([first], islice(remaining, ROWS_PER_SHEET - 2))
            _fill(book.add_worksheet(), titles, here, looks, totals)
            first = next(remaining, None)
            if first is None:
                return


def _looks(book) -> dict:
    """How cells of each kind look."""
    formats = {"text": "@", "day": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh.mm"}
    formats |= {"rupiah": '"Rp"#,##0.00', "decimal": "General"}
    looks = {name: book.add_format({"num_format": code}) for name, code in formats.items()}
    bold = {"bold": True, "top": 1}
    looks |= {
        "head": book.add_format({"num_format": "@", "bold": True, "bottom": 1}),
        "total": book.add_format(bold | {"num_format": "#,##0"}),
        "total rupiah": book.add_format(bold | {"num_format": formats["rupiah"]}),
        "label": book.add_format(bold | {"num_format": "@"}),
    }
    return looks


def _fill(sheet, titles, rows, looks, totals):
    _set_up(sheet, titles, looks)
    sums: dict[int, Decimal | int] = dict.fromkeys(totals, 0)
    number = 0
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            _put(sheet, number, place, cell, looks)
            if place in sums and cell is not None:
                sums[place] = type(cell)(sums[place] + cell)
    if number and totals:
        _add_up(sheet, number, sums, looks)


def _set_up(sheet, titles, looks):
    """Across the page, all columns on it, the head on each."""
    for place, title in enumerate(titles):
        sheet.set_column(place, place, _width(title), looks["text"])
        sheet.write_string(0, place, title, looks["head"])
    sheet.freeze_panes(1, 0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&CHalaman &P dari &N")


def _width(title) -> int:
    """In signs, of what usually stands under such a title."""
    usual = WIDTHS.get(title.partition(" ")[0].casefold(), 14)
    return max(usual, 0 if title in NARROW else len(title) + 4)


def _put(sheet, row, column, cell, looks):
    if isinstance(cell, str):
        if cell:
            sheet.write_string(row, column, _as_text(_clean(cell)), looks["text"])
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell.replace(tzinfo=None), looks["moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, looks["day"])
    elif isinstance(cell, Rupiah):
        sheet.write_number(row, column, cell, looks["rupiah"])
    elif isinstance(cell, Decimal):
        sheet.write_number(row, column, cell, looks["decimal"])
    elif cell is not None:
        sheet.write_number(row, column, cell)


def _add_up(sheet, last, sums, looks):
    """The only formulas there are: written here, of nothing but cells above them."""
    for place, value in sums.items():
        column = xl_col_to_name(place)
        look = looks["total rupiah" if isinstance(value, Rupiah) else "total"]
        sheet.write_formula(
            last + 1, place, f"=SUM({column}2:{column}{last + 1})", look, float(value)
        )
    if 0 not in sums:
        sheet.write_string(last + 1, 0, "Jumlah", looks["label"])


def _clean(text) -> str:
    """Without what a file of this kind has no room for."""
    return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)[:LONGEST]
