"""What a file holds once it has been read: sheets of rows of plain text, kept on disk."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from .refusals import Unreadable

ROWS = "rows.jsonl"
CONTENTS = "table.json"


class Kind(StrEnum):
    """What a cell is. The values are the letters in which rows are stored."""

    BLANK = "-"
    TEXT = "T"
    NUMBER = "N"
    DATE = "D"
    BOOLEAN = "B"
    FORMULA = "F"
    ERROR = "E"
    MERGED = "M"


class Cell(NamedTuple):
    """
    The text a person would see, and what it came from.

    Numbers have no exponent, no thousands separator and all their digits; dates are ISO. Every cell
    of a merged range is MERGED; its top-left one keeps the text.
    """

    text: str
    kind: Kind


# Cell._make, in half the time: there are hundreds of thousands.
_cell = partial(tuple.__new__, Cell)


@lru_cache(maxsize=1024)
def _kinds(letters: str) -> list[Kind]:
    return [Kind(letter) for letter in letters]


class Row(NamedTuple):
    """A row under the number that the spreadsheet program shows beside it."""

    number: int
    is_hidden: bool
    cells: list[Cell]

    @property
    def is_blank(self) -> bool:
        return not any(cell.text.strip() for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """A sheet; `rows` reaches to its last row that shows anything, blank ones between counted."""

    name: str
    is_hidden: bool
    rows: int
    start: int
    lines: int


class Table:
    """A file's rows, as often as they are asked for, in constant memory."""

    def __init__(self, workdir: Path, sheets: list[Sheet]):
        self.workdir = workdir
        self.sheets = sheets

    @classmethod
    def open(cls, workdir: Path) -> "Table":
        """
        Take up again what `read()` left in a directory.

        :raises Unreadable: if it left nothing there.
        """
        try:
            contents = json.loads((workdir / CONTENTS).read_text())
            return cls(workdir, [Sheet(**sheet) for sheet in contents["sheets"]])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Unreadable("Berkas yang diunggah sudah tidak ada. Unggah lagi.") from error

    def rows(self, sheet_index: int, after: int = 0) -> Iterator[Row]:
        """Every row after one to the last that shows anything, the blank ones too."""
        sheet = self.sheets[sheet_index]
        expected = after + 1
        with (self.workdir / ROWS).open("rb") as stored:
            stored.seek(sheet.start)
            for line in islice(stored, sheet.lines):
                # A line begins with its number, by which most are passed over unread.
                if int(line[1 : line.index(b",")]) <= after:
                    continue
                number, is_hidden, kinds, texts = json.loads(line)
                for blank in range(expected, number):
                    yield Row(blank, False, [])
                cells = list(map(_cell, zip(texts, _kinds(kinds), strict=True)))
                yield Row(number, bool(is_hidden), cells)
                expected = number + 1
