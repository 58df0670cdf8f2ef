"""LibreOffice's .ods: sheets, rows and cells as content.xml streams by, repeats unrolled."""

import re

from . import markup, values
from .archive import Archive
from .output import Book, SheetRows
from .refusals import LOCKED, MACROS, UNKNOWN, Unreadable, broken

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE = f"{OASIS}office:1.0}}", f"{OASIS}table:1.0}}"
TEXT, STYLE = f"{OASIS}text:1.0}}", f"{OASIS}style:1.0}}"
ERROR = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
KIND = b"application/vnd.oasis.opendocument.spreadsheet"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

SKIPPED = "skipped"
PLACES = {
    "top": {f"{OFFICE}document-content": "document"},
    "document": {f"{OFFICE}body": "body", f"{OFFICE}automatic-styles": "styles"},
    "styles": {f"{STYLE}style": "style"},
    "style": {f"{STYLE}table-properties": "properties"},
    "body": {f"{OFFICE}spreadsheet": "sheets"},
    "sheets": {f"{TABLE}table": "sheet"},
    "row": {f"{TABLE}table-cell": "cell", f"{TABLE}covered-table-cell": "cell"},
    "cell": {f"{TEXT}p": "paragraph"},
}
ROWS = {f"{TABLE}table-row": "row"} | {
    f"{TABLE}{name}": "rows" for name in ("table-header-rows", "table-rows", "table-row-group")
}
PLACES |= {"sheet": ROWS, "rows": ROWS}
NEVER_SKIPPED = {f"{TABLE}table-row", f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
BESIDE_TEXT = {f"{OFFICE}annotation", f"{TEXT}note", f"{TEXT}ruby-text"}

HARD, HARD_TAB, HARD_BREAK = "\x1d", "\x1e", "\x1f"  # meant, unlike others; XML cannot hold these
MEANT = str.maketrans({HARD: " ", HARD_TAB: "\t", HARD_BREAK: "\n"})
SPACE = re.compile(r"[ \t\r\n]+")
ISO = re.compile(r"(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\d)?([.,]\d+)?", re.ASCII)
HOUR = re.compile(r"PT(\d{1,2})H(\d{1,2})M(\d{1,2})([.,]\d+)?S", re.ASCII)
TRUTHS = {"true": "TRUE", "false": "FALSE"}


def read(archive: Archive, book: Book) -> None:
    """
    Read every sheet, in the order of its tabs.

    :raises Unreadable: for another kind of document, a password, or macros.
    """
    if b"".join(archive.chunks("mimetype")).strip() != KIND:
        raise Unreadable(UNKNOWN)
    if "META-INF/manifest.xml" in archive:
        manifest = markup.outline(archive.chunks("META-INF/manifest.xml"), [])
        if any(element.endswith("}encryption-data") for element, _ in manifest):
            raise Unreadable(LOCKED)
    if any(name.startswith(("basic/", "scripts/")) for name in archive.entries):
        raise Unreadable(MACROS)
    content = Content(book)
    markup.parse(
        archive.chunks("content.xml"), start=content.start, end=content.end, text=content.text
    )
    if not book.sheets:
        raise broken("tidak ada lembar")


class Content:
    """Where the reading stands: in which sheet, row and cell."""

    def __init__(self, book: Book):
        self.book = book
        self.place = "top"
        self.outer: list[str] = []
        self.style = ""
        self.unseen: set[str] = set()
        self.sheet: SheetRows
        self.number = self.repeats = 0
        self.is_hidden = False
        self.kinds: list[str] = []
        self.texts: list[str] = []
        self.spans: list[tuple[int, int, int, str]] = []
        self.columns = 0
        self.cell: dict[str, str] = {}
        self.is_covered = False
        self.paragraphs: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Go one element deeper."""
        place = self.place
        if place == "paragraph":
            inner = SKIPPED if name in BESIDE_TEXT else self._inside_text(name, attributes)
        else:
            inner = PLACES.get(place, {}).get(name, SKIPPED)
        if inner == SKIPPED and (place in ("row", "top") or name in NEVER_SKIPPED):
            raise broken("sel di tempat yang tidak lazim")
        self.outer.append(place)
        self.place = inner
        if inner == "cell":
            self.cell, self.is_covered = attributes, name == f"{TABLE}covered-table-cell"
            self.paragraphs = []
        elif inner == "paragraph" and place == "cell":
            self.paragraphs.append("")
        elif inner == "row":
            self._start_row(attributes)
        elif inner == "sheet":
            self._start_sheet(attributes)
        elif inner == "style":
            self.style = attributes.get(f"{STYLE}name", "")
        elif inner == "properties" and attributes.get(f"{TABLE}display") == "false":
            self.unseen.add(self.style)

    def end(self, _name: str) -> None:
        """Come out of an element."""
        place = self.place
        self.place = self.outer.pop()
        if place == "cell":
            self._end_cell()
        elif place == "row":
            self._end_row()
        elif place == "sheet":
            self.book.keep(self.sheet)

    def text(self, text: str) -> None:
        """Take text where it is a cell's."""
        if self.place == "paragraph":
            self.paragraphs[-1] += text

    def _inside_text(self, name: str, attributes: dict[str, str]) -> str:
        if name == f"{TEXT}s":
            self.paragraphs[-1] += HARD * _count(attributes, f"{TEXT}c", 32_767)
        elif name == f"{TEXT}tab":
            self.paragraphs[-1] += HARD_TAB
        elif name == f"{TEXT}line-break":
            self.paragraphs[-1] += HARD_BREAK
        return "paragraph" if name.startswith(TEXT) else SKIPPED

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        is_hidden = attributes.get(f"{TABLE}style-name") in self.unseen
        self.sheet = self.book.sheet(attributes.get(f"{TABLE}name", ""), is_hidden=is_hidden)
        self.number = 0

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.repeats = _count(attributes, f"{TABLE}number-rows-repeated", LAST_ROW)
        self.is_hidden = attributes.get(f"{TABLE}visibility", "visible") != "visible"
        self.kinds, self.texts, self.spans, self.columns = [], [], [], 0

    def _end_row(self) -> None:
        first = self.number + 1
        self.number += self.repeats
        if self.number > LAST_ROW:
            raise broken("terlalu banyak baris")
        if not any(text.strip() for text in self.texts):
            return
        for number in range(first, self.number + 1):
            self.sheet.add(number, self.is_hidden, self.kinds, self.texts)
            for column, rows, columns, kind in self.spans:
                corners = (number, column, number + rows - 1, column + columns - 1)
                self.sheet.zone(corners, kind)

    def _end_cell(self) -> None:
        first = self.columns + 1
        repeats = _count(self.cell, f"{TABLE}number-columns-repeated", LAST_COLUMN)
        self.columns += repeats
        if self.columns > LAST_COLUMN:
            raise broken("terlalu banyak kolom")
        kind, text = ("M", "") if self.is_covered else self._meaning()
        self._span(first, "M", "number-rows-spanned", "number-columns-spanned")
        self._span(first, "F", "number-matrix-rows-spanned", "number-matrix-columns-spanned")
        if f"{TABLE}formula" in self.cell and not self.is_covered:
            kind = "F"
        if kind == "-":
            return
        missing = first - 1 - len(self.texts)
        self.kinds += ["-"] * missing + [kind] * repeats
        self.texts += [""] * missing + [text] * repeats

    def _span(self, column: int, kind: str, rows: str, columns: str) -> None:
        height = _count(self.cell, f"{TABLE}{rows}", LAST_ROW)
        width = _count(self.cell, f"{TABLE}{columns}", LAST_COLUMN)
        if height > 1 or width > 1:
            self.spans.append((column, height, width, kind))

    def _meaning(self) -> tuple[str, str]:
        shown = "\n".join(_collapsed(paragraph) for paragraph in self.paragraphs)
        kind = self.cell.get(f"{OFFICE}value-type")
        if self.cell.get(ERROR) == "error":
            return "E", shown
        if kind in ("float", "percentage", "currency"):
            return "N", values.number(self.cell.get(f"{OFFICE}value", ""))
        if kind == "boolean":
            return "B", TRUTHS.get(self.cell.get(f"{OFFICE}boolean-value", ""), shown)
        if kind == "date":
            return _day(self.cell.get(f"{OFFICE}date-value", ""), shown)
        if kind == "time":
            return _hour(self.cell.get(f"{OFFICE}time-value", ""), shown)
        if kind in (None, "void", "string"):
            text = shown or self.cell.get(f"{OFFICE}string-value", "")
            return ("T", text) if text else ("-", "")
        raise broken("jenis sel")


def _count(attributes: dict[str, str], name: str, most: int) -> int:
    written = attributes.get(name, "1")
    if not (written.isascii() and written.isdigit() and 1 <= int(written[:9]) <= most):
        raise broken("jumlah pengulangan")
    return int(written)


def _collapsed(paragraph: str) -> str:
    visible = SPACE.sub(" ", paragraph).strip(" ")
    return visible.translate(MEANT)


def _day(written: str, shown: str) -> tuple[str, str]:
    match = ISO.fullmatch(written)
    if match is None:
        return "E", shown or written
    hour = (match[2] or "").replace("T", " ")
    return "D", match[1] + hour.removesuffix(" 00:00:00")


def _hour(written: str, shown: str) -> tuple[str, str]:
    match = HOUR.fullmatch(written)
    if match is None or int(match[1]) > 23:
        return "T", shown or written
    return "D", ":".join(part.zfill(2) for part in match.groups()[:3])
