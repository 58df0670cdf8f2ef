"""One cell → a clean text, or a fault with what to do about it."""

import re
import unicodedata
from dataclasses import dataclass, field

from bansos.indonesia.identity import normalize_name
from bansos.indonesia.spreadsheets import unguard

from ..reading import Kind

BLANK, TEXT = Kind.BLANK, Kind.TEXT
UNSEEN = {"Cc", "Cs", "Co", "Cn"}
WHOLE = re.compile(r"(-?[0-9]+)\.0+")
LONGEST_SHOWN = 100

REFUSED = {
    Kind.FORMULA: "Sel ini berisi rumus. Salin, lalu tempel sebagai nilai.",
    Kind.ERROR: "Sel ini berisi galat. Tulis isinya.",
    Kind.MERGED: "Sel ini bagian dari sel gabungan. Pisahkan, lalu isi setiap sel.",
    Kind.BOOLEAN: "Sel ini berisi TRUE atau FALSE. Tulis isinya.",
}
UNREADABLE = "Memuat tanda yang tidak dapat dibaca. Ketik ulang isinya."
AS_NUMBER = (
    "Excel menyimpan {} ini sebagai angka, sehingga angka terakhirnya dapat hilang. "
    "Ubah format sel menjadi Teks, lalu ketik ulang ke-16 angkanya."
)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a cell and what to do. `place` is its column in the file, or None."""

    field: str
    place: int | None
    value: str
    advice: str

    def as_list(self) -> list:
        return [self.field, self.place, self.value, self.advice]


@dataclass(slots=True)
class Checked:
    """
    What a row came to: facts when all is well, else its faults and its cells as they were.

    Facts are plain: texts, with dates as 2024-12-24; what is blank is left out.
    """

    number: int
    facts: dict = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    is_hidden: bool = False


class Wrong(Exception):
    """A cell that cannot be taken; the message says what to do."""


def is_blank(cell) -> bool:
    text, kind = cell
    return kind is BLANK or (kind is TEXT and (not text or text.isspace()))


def text_of(cell, column) -> str:
    """
    The text of a cell, single spaces, nothing unseen.

    :raises Wrong: for what is no text, cannot be read, or is too long.
    """
    written, kind = cell
    if kind is not TEXT and kind in REFUSED:
        raise Wrong(REFUSED[kind])
    if kind is Kind.NUMBER and column.is_number:
        raise Wrong(AS_NUMBER.format(column.label))
    # What programs, ours too, put before a text that looks like a formula is no part of it.
    text = tidy(unguard(written))
    if kind is Kind.NUMBER and (whole := WHOLE.fullmatch(text)):
        text = whole[1]
    if len(text) > column.longest:
        raise Wrong(f"Terlalu panjang: {len(text)} huruf, paling banyak {column.longest}.")
    return text


def tidy(text) -> str:
    """:raises Wrong: for a NUL or another control character."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    for sign in text:
        if sign not in "\t\n\r" and unicodedata.category(sign) in UNSEEN:
            raise Wrong(UNREADABLE)
    seen = (sign for sign in text if sign.isspace() or unicodedata.category(sign) != "Cf")
    return " ".join("".join(seen).split())


def shown(cell) -> str:
    """The cell's text as it may stand on a screen, in a database and in a workbook."""
    signs = (
        "\N{REPLACEMENT CHARACTER}"
        if unicodedata.category(sign) in UNSEEN and sign not in "\t\n\r"
        else sign
        for sign in cell.text[:LONGEST_SHOWN]
    )
    return "".join(signs)


def chosen(text, column, also) -> str:
    """
    Which of the column's choices a text means.

    :param also: further spellings, by plain text.
    :raises Wrong: naming the choices.
    """
    asked = normalize_name(text)
    if asked in column.meanings:
        return column.meanings[asked]
    if asked in also:
        return str(also[asked])
    labels = ", ".join(str(label) for _, label in column.choices)
    raise Wrong(f"Tidak dikenal. Pilih salah satu: {labels}.")
