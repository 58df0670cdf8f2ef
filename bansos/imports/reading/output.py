"""What the child hands back: the rows of each sheet, within limits, with their merged ranges."""

import json
from typing import BinaryIO, NamedTuple

from .refusals import (
    BOMB,
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_OUTPUT,
    MAX_ROW,
    MAX_SHEETS,
    TOO_LONG,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    TOO_MANY_SHEETS,
    Unreadable,
    broken,
)

MAX_ZONES = 500_000
encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class Zone(NamedTuple):
    """A rectangle of cells of one kind, its corners included and counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int
    kind: str


def letters(column: int) -> str:
    """The name of a column counted from 1."""
    name = ""
    while column:
        column, place = divmod(column - 1, 26)
        name = chr(65 + place) + name
    return name


class SheetRows:
    """The rows of one sheet as they come in, in order, blank ones left out."""

    def __init__(self, name: str, *, is_hidden: bool, book: "Book"):
        self.name = name
        self.is_hidden = is_hidden
        self.book = book
        self.lines: list[tuple[int, str]] = []
        self.zones: list[Zone] = []

    def add(self, number: int, is_hidden: bool, kinds: list[str], texts: list[str]) -> None:
        """
        Take a row; `kinds` and `texts` start at the first column.

        :raises Unreadable: past any of the limits.
        """
        if not texts or not any(text and not text.isspace() for text in texts):
            return
        if number > MAX_ROW:
            raise Unreadable(TOO_MANY_ROWS.format(sheet=self.name, row=number))
        if len(texts) > MAX_COLUMNS:
            self._narrow(number, kinds, texts)
        if len(max(texts, key=len)) > MAX_CHARACTERS:
            raise Unreadable(TOO_LONG.format(sheet=self.name, row=number))
        line = encode([number, int(is_hidden), "".join(kinds), texts])
        self.book.count(len(line))
        self.lines.append((number, line))

    def zone(self, corners: tuple[int, int, int, int], kind: str) -> None:
        """Mark a rectangle; one of a single cell says nothing."""
        zone = Zone(*corners, kind)
        if zone.first_row > zone.last_row or zone.first_column > zone.last_column:
            raise broken("rentang sel yang terbalik")
        if len(self.zones) >= MAX_ZONES:
            raise Unreadable(BOMB)
        is_single = zone[:2] == zone[2:4]
        if zone.first_column <= MAX_COLUMNS and not is_single:
            self.zones.append(zone)

    def finished(self) -> list[tuple[int, str]]:
        """The rows with their zones drawn in."""
        if not self.zones:
            return self.lines
        waiting = sorted(self.zones, reverse=True)
        active: list[Zone] = []
        drawn = []
        for number, line in self.lines:
            while waiting and waiting[-1].first_row <= number:
                active.append(waiting.pop())
            active = [zone for zone in active if zone.last_row >= number]
            drawn.append((number, _draw(line, active) if active else line))
        return drawn

    def _narrow(self, number: int, kinds: list[str], texts: list[str]) -> None:
        for column, text in enumerate(texts[MAX_COLUMNS:], MAX_COLUMNS + 1):
            if text.strip():
                cell = f"{letters(column)}{number}"
                raise Unreadable(TOO_MANY_COLUMNS.format(sheet=self.name, cell=cell))
        del kinds[MAX_COLUMNS:], texts[MAX_COLUMNS:]


def _draw(line: str, zones: list[Zone]) -> str:
    number, is_hidden, kinds, texts = json.loads(line)
    kinds = list(kinds)
    covered: set[int] = set()
    for zone in zones:
        columns = range(zone.first_column - 1, min(zone.last_column, MAX_COLUMNS))
        if not covered.isdisjoint(columns):
            raise broken("rentang sel yang bertumpuk")
        covered.update(columns)
        missing = columns.stop - len(texts)
        kinds += "-" * missing
        texts += [""] * missing
        for column in columns:
            kinds[column] = zone.kind
            if zone.kind == "M" and (number, column + 1) != zone[:2]:
                texts[column] = ""
    return encode([number, is_hidden, "".join(kinds), texts])


class Book:
    """The sheets of one file, written out one after the other."""

    def __init__(self, out: BinaryIO):
        self.out = out
        self.sheets: list[dict] = []
        self.size = 0
        self.written = 0

    def sheet(self, name: str, *, is_hidden: bool = False) -> SheetRows:
        """Begin a sheet."""
        return SheetRows(name, is_hidden=is_hidden, book=self)

    def count(self, size: int) -> None:
        """Refuse what grows too large on its way out."""
        self.size += size
        if self.size > MAX_OUTPUT:
            raise Unreadable(BOMB)

    def keep(self, sheet: SheetRows) -> None:
        """Write a finished sheet."""
        if len(self.sheets) >= MAX_SHEETS:
            raise Unreadable(TOO_MANY_SHEETS)
        start = self.written
        lines = sheet.finished()
        for _, line in lines:
            self.written += self.out.write(line.encode() + b"\n")
        self.sheets.append(
            {
                "name": sheet.name,
                "is_hidden": sheet.is_hidden,
                "rows": lines[-1][0] if lines else 0,
                "start": start,
                "lines": len(lines),
            }
        )
