"""One sheet of an .xlsx, cell by cell, as its XML comes in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import escapes, markup, values
from .namespaces import MAIN
from .output import SheetRows, letters
from .refusals import MAX_CHARACTERS, TOO_LONG, Unreadable, broken

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
COLUMNS = {letters(column): column for column in range(1, LAST_COLUMN + 1)}
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)
DIGITS = "0123456789"
ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?", re.ASCII)
TRUTHS = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}
BLANK = ("-", "")
SKIPPED = "skipped"
MAX_WRITTEN = MAX_CHARACTERS * 8  # each may be written as _x0000_


def _named(table: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {
        place: {f"{uri}}}{name}": inner for name, inner in names.items() for uri in MAIN}
        for place, names in table.items()
    }


# What may stand where. In these places nothing else may, so that no row hides in an element which
# is passed over.
CLOSED = _named(
    {
        "document": {"worksheet": "sheet"},
        "data": {"row": "row"},
        "row": {"c": "cell", "extLst": SKIPPED},
        "cell": {"v": "value", "f": "formula", "is": "inline", "extLst": SKIPPED},
        "value": {},
        "formula": {},
    }
)
PLACES = CLOSED | _named(
    {
        "sheet": {"sheetData": "data", "mergeCells": "merges"},
        "merges": {"mergeCell": "merge"},
        "inline": {"t": "text", "r": "run"},
        "run": {"t": "text"},
        "text": {},
        "merge": {},
        SKIPPED: {},
    }
)


@dataclass
class Workbook:
    """What every sheet of a workbook shares."""

    is_1904: bool = False
    strings: list[str] = field(default_factory=list)
    formats: list[str | None] = field(default_factory=list)  # per cell style: day, hour or neither


class Worksheet:
    """The cells of one sheet. What it declares of its own size is not read."""

    def __init__(self, workbook: Workbook, rows: SheetRows):
        self.workbook = workbook
        self.rows = rows
        self.place = "document"
        self.outer: list[str] = []
        self.has_data = False
        self.row = 0
        self.row_name = "0"
        self.column = 0
        self.is_hidden = False
        self.kinds: list[str] = []
        self.texts: list[str] = []
        self.cell: dict[str, str] = {}
        self.value: str | None = None
        self.inline: str | None = None
        self.is_formula = False
        self.on_start = {
            "data": self._start_data,
            "row": self._start_row,
            "cell": self._start_cell,
            "value": self._start_value,
            "inline": self._start_inline,
            "formula": self._start_formula,
            "merge": self._start_merge,
        }
        self.on_end = {"row": self._end_row, "cell": self._end_cell}

    def read(self, chunks: Iterator[bytes]) -> None:
        """
        Read the whole part into the rows.

        :raises Unreadable: for any doubt about where a cell stands or what it holds.
        """
        markup.parse(chunks, start=self._start, end=self._end, text=self._text)
        if not self.has_data:
            raise broken("lembar tanpa data")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        place = self.place
        inner = PLACES[place].get(name)
        if inner is None:
            if place in CLOSED:
                raise broken("unsur asing di antara sel")
            inner = SKIPPED
        self.outer.append(place)
        self.place = inner
        if inner in self.on_start:
            self.on_start[inner](attributes)

    def _end(self, _name: str) -> None:
        place = self.place
        self.place = self.outer.pop()
        if place in self.on_end:
            self.on_end[place]()

    def _text(self, text: str) -> None:
        if self.place == "value":
            self.value = self._longer(self.value or "", text)
        elif self.place == "text":
            self.inline = self._longer(self.inline or "", text)

    def _longer(self, text: str, more: str) -> str:
        if len(text) > MAX_WRITTEN:
            raise Unreadable(TOO_LONG.format(sheet=self.rows.name, row=self.row))
        return text + more

    def _start_data(self, _: dict[str, str]) -> None:
        if self.has_data:
            raise broken("data lembar yang kembar")
        self.has_data = True

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", str(self.row + 1))
        if not (number.isascii() and number.isdigit() and self.row < int(number) <= LAST_ROW):
            raise broken(f"urutan baris sesudah baris {self.row}")
        self.row, self.row_name, self.column = int(number), number, 0
        has_no_height = attributes.get("ht") in ("0", "0.0")
        self.is_hidden = attributes.get("hidden") in ("1", "true", "on") or has_no_height
        self.kinds, self.texts = [], []

    def _end_row(self) -> None:
        self.rows.add(self.row, self.is_hidden, self.kinds, self.texts)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.cell = attributes
        self.value = self.inline = None
        self.is_formula = False

    def _start_value(self, _: dict[str, str]) -> None:
        if self.value is not None:
            raise broken("nilai sel yang kembar")
        self.value = ""

    def _start_inline(self, _: dict[str, str]) -> None:
        if self.inline is not None:
            raise broken("nilai sel yang kembar")
        self.inline = ""

    def _start_formula(self, attributes: dict[str, str]) -> None:
        self.is_formula = True
        if attributes.get("t") in ("array", "dataTable") and "ref" in attributes:
            self.rows.zone(corners(attributes["ref"]), "F")

    def _start_merge(self, attributes: dict[str, str]) -> None:
        self.rows.zone(corners(attributes.get("ref", "")), "M")

    def _end_cell(self) -> None:
        column = self._column()
        self.column = column
        kind, text = self._meaning()
        if self.is_formula:
            kind = "F"
        if kind == "-":
            return
        missing = column - 1 - len(self.texts)
        if missing:
            self.kinds += "-" * missing
            self.texts += [""] * missing
        self.kinds.append(kind)
        self.texts.append(text)

    def _column(self) -> int:
        reference = self.cell.get("r")
        if reference is None:
            return self.column + 1
        name = reference.rstrip(DIGITS)
        column = COLUMNS.get(name, 0)
        if column <= self.column or reference[len(name) :] != self.row_name:
            raise broken(f"letak sel {reference[:20]} di baris {self.row}")
        return column

    def _meaning(self) -> tuple[str, str]:
        """The kind and the text of the cell that has just ended, its formula apart."""
        kind = self.cell.get("t", "n")
        if self.inline is not None and (self.value is not None or kind != "inlineStr"):
            raise broken("nilai sel yang kembar")
        text = self.inline if self.value is None else self.value
        if kind in ("str", "inlineStr"):
            return ("T", escapes.undone(text)) if text else BLANK
        text = text.strip() if text else ""
        if not text:
            return BLANK
        if kind == "s":
            return self._shared(text)
        if kind == "n":
            return self._number(text)
        if kind == "b" and text in TRUTHS:
            return "B", TRUTHS[text]
        if kind == "d" and ISO.fullmatch(text):
            return "D", text.replace("T", " ").removesuffix(" 00:00:00")
        if kind == "e":
            return "E", text
        raise broken(f"jenis sel di baris {self.row}")

    def _shared(self, place: str) -> tuple[str, str]:
        strings = self.workbook.strings
        if not (place.isascii() and place.isdigit() and int(place) < len(strings)):
            raise broken(f"teks sel di baris {self.row}")
        text = strings[int(place)]
        return ("T", text) if text else BLANK

    def _number(self, written: str) -> tuple[str, str]:
        style = self.cell.get("s", "0")
        formats = self.workbook.formats
        if not (style.isascii() and style.isdigit() and int(style) < max(len(formats), 1)):
            raise broken(f"gaya sel di baris {self.row}")
        tells = formats[int(style)] if formats else None
        if tells:
            return values.dated(written, tells, is_1904=self.workbook.is_1904)
        return "N", values.number(written)


def corners(reference: str) -> tuple[int, int, int, int]:
    """The first row and column and the last ones of a range such as A1:C3."""
    ends = reference.split(":")
    found = [REFERENCE.fullmatch(end) for end in (ends[0], ends[-1])]
    if len(ends) > 2 or None in found:
        raise broken("rentang sel")
    (column, row), (last_column, last_row) = (match.groups() for match in found)
    return int(row), COLUMNS.get(column, 0), int(last_row), COLUMNS.get(last_column, 0)
