"""Excel's .xlsx: which parts it has, and what its cells point to."""

import posixpath
from collections.abc import Iterable, Iterator

from . import escapes, markup, values
from .archive import Archive
from .namespaces import CONTENT_TYPES, MAIN, OFFICE, RELATIONSHIPS
from .output import Book
from .refusals import BINARY, MACROS, Unreadable, broken
from .worksheet import Workbook, Worksheet

DOCUMENT = "officeDocument"


def read(archive: Archive, book: Book) -> None:
    """
    Read every worksheet, in the order of its tabs.

    :raises Unreadable: for macros, and for anything that is not where it should be.
    """
    _refuse_macros(archive)
    path = _only(DOCUMENT, _related(archive, "").values())
    if path.endswith(".bin"):
        raise Unreadable(BINARY)
    related = _related(archive, path)
    outline = markup.outline(archive.chunks(path), MAIN)
    workbook = _shared(archive, outline, related)
    for element, attributes in outline:
        if element == "workbook/sheets/sheet":
            _read_sheet(archive, workbook, attributes, related, book)
    if not book.sheets:
        raise broken("tidak ada lembar")


def _read_sheet(
    archive: Archive, workbook: Workbook, sheet: dict, related: dict, book: Book
) -> None:
    relation = sheet.get(f"{OFFICE[0]}}}id") or sheet.get(f"{OFFICE[1]}}}id", "")
    kind, target = related.get(relation, ("", ""))
    if kind in ("chartsheet", "dialogsheet"):
        return
    if kind != "worksheet" or not target:
        raise broken("lembar tanpa isi")
    is_hidden = sheet.get("state", "visible") != "visible"
    rows = book.sheet(escapes.undone(sheet.get("name", "")), is_hidden=is_hidden)
    Worksheet(workbook, rows).read(archive.chunks(target))
    book.keep(rows)


def _only(kind: str, related: Iterable[tuple[str, str]]) -> str:
    """The path of the one part of a kind; none if there is none."""
    targets = [target for other, target in related if other == kind]
    if len(targets) > 1:
        raise broken(f"bagian {kind} yang kembar")
    return targets[0] if targets else ""


def _refuse_macros(archive: Archive) -> None:
    if any("vbaproject" in name or "/macrosheets/" in name for name in archive.entries):
        raise Unreadable(MACROS)
    types = markup.outline(archive.chunks("[Content_Types].xml"), CONTENT_TYPES)
    kinds = [attributes.get("ContentType", "").lower() for _, attributes in types]
    if any("macro" in kind or "vbaproject" in kind for kind in kinds):
        raise Unreadable(MACROS)


def _related(archive: Archive, path: str) -> dict[str, tuple[str, str]]:
    """By id, the kind and the path of every part that a part names. Nothing outside is followed."""
    folder, name = posixpath.split(path)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    related = {}
    for element, one in markup.outline(archive.chunks(rels), RELATIONSHIPS):
        if element != "Relationships/Relationship":
            continue
        kind = one.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
        is_outside = one.get("TargetMode", "Internal") != "Internal"
        if one.get("Id") in related:
            raise broken("hubungan yang kembar")
        related[one.get("Id", "")] = (kind, "" if is_outside else target.lstrip("/"))
    return related


def _shared(archive: Archive, outline: markup.Outline, related: dict) -> Workbook:
    workbook = Workbook()
    for element, attributes in outline:
        if element == "workbook/workbookPr":
            workbook.is_1904 = attributes.get("date1904", "0") in ("1", "true", "on")
    if path := _only("styles", related.values()):
        workbook.formats = list(_formats(markup.outline(archive.chunks(path), MAIN)))
    if path := _only("sharedStrings", related.values()):
        strings = SharedStrings()
        strings.read(archive.chunks(path))
        workbook.strings = strings.found
    return workbook


def _formats(styles: markup.Outline) -> Iterator[str | None]:
    codes = {
        attributes.get("numFmtId"): attributes.get("formatCode", "")
        for element, attributes in styles
        if element == "styleSheet/numFmts/numFmt"
    }
    for element, attributes in styles:
        if element == "styleSheet/cellXfs/xf":
            number = attributes.get("numFmtId", "0")
            if number in codes:
                yield values.tells(codes[number])
            else:
                yield values.built_in(int(number))


def _in_main(name: str) -> set[str]:
    return {f"{uri}}}{name}" for uri in MAIN}


LIST, ITEM, RUN, TEXT, MORE = map(_in_main, ("sst", "si", "r", "t", "extLst"))


class SharedStrings:
    """The texts that cells name by their place. The counts that the part declares are not read."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.depth = 0
        self.pieces: list[str] = []
        self.is_item = self.is_run = self.is_text = False

    def read(self, chunks: Iterator[bytes]) -> None:
        """Read the whole part."""
        markup.parse(chunks, start=self._start, end=self._end, text=self._text)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 3:
            self.is_run, self.is_text = name in RUN, name in TEXT
        elif self.depth == 4:
            self.is_text = self.is_run and name in TEXT
        elif self.depth == 2:
            self.is_item, self.pieces = name in ITEM, []
            if not self.is_item and name not in MORE:
                raise broken("daftar teks")
        elif self.depth == 1 and name not in LIST:
            raise broken("daftar teks")
        else:
            self.is_text = False

    def _end(self, _name: str) -> None:
        self.depth -= 1
        self.is_text = False
        if self.depth == 1 and self.is_item:
            self.found.append(escapes.undone("".join(self.pieces)))

    def _text(self, text: str) -> None:
        if self.is_text and self.is_item:
            self.pieces.append(text)
