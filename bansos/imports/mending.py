"""The rows to be mended as a workbook: the file's own columns in their own order, and one more."""

from io import BytesIO

import xlsxwriter

from .models import Verdict
from .presenting import Presenter, clean

TITLE = "Yang perlu diperbaiki"
LARGEST_CHUNK = 2000
WIDEST = 60
LONGEST_CELL = 32_000


def book_of(imported) -> bytes:
    """The workbook; mended and uploaded again, its rows go on where these stopped."""
    file = BytesIO()
    # Strings stay strings: what begins with = in somebody's cell is not a formula in ours.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        _fill(book, imported)
    return file.getvalue()


def _fill(book, imported):
    sheet = book.add_worksheet("Perbaiki")
    text = book.add_format({"num_format": "@"})
    head = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
    bad = book.add_format({"num_format": "@", "bg_color": "#FBE3E0"})
    red = book.add_format({"font_color": "#A3231C", "bold": True, "text_wrap": True})
    red_head = book.add_format({"font_color": "#FFFFFF", "bg_color": "#A3231C", "bold": True})
    titles = imported.title_list
    # Their own file may be one of ours that came back.
    places = [place for place, title in enumerate(titles) if title.strip() != TITLE]
    last = len(places)
    sheet.set_column(0, max(last - 1, 0), 20, text)
    sheet.set_column(last, last, WIDEST)
    sheet.freeze_panes(1, 0)
    for column, place in enumerate(places):
        sheet.write_string(0, column, titles[place], head)
    sheet.write_string(0, last, TITLE, red_head)
    presenter = Presenter(imported)
    for row, line in enumerate(_lines(imported), start=1):
        content = line.content
        cells, faults = content.get("cells", []), content.get("faults", [])
        blamed = {place for _, place, _, _ in faults}
        for column, place in enumerate(places):
            value = clean(cells[place])[:LONGEST_CELL] if place < len(cells) else ""
            form = bad if place in blamed else text
            if value:
                sheet.write_string(row, column, value, form)
            else:
                sheet.write_blank(row, column, None, form)
        told = [f"{m.column}: {m.advice}" if m.column else m.advice for m in _told(presenter, line)]
        sheet.write_string(row, last, "\n".join(told), red)


def _told(presenter, line):
    return presenter.show(line).mendings


def _lines(imported):
    return imported.lines.filter(verdict=Verdict.TO_MEND).order_by("number").iterator(LARGEST_CHUNK)
