"""Excel's .xls of 1997 to 2003 (BIFF8): what its workbook says, and which sheets it has."""

import struct

from . import values
from .cfb import Container
from .output import Book
from .records import Reader, records
from .refusals import LOCKED, MACROS, OLD, UNKNOWN, Unreadable, broken
from .worksheet import Workbook
from .xls_sheet import BOF, EOF, XlsSheet

BIFF8 = 0x0600
GLOBALS = 0x0005
FILEPASS, DATEMODE, BOUNDSHEET, XF, SST, FORMAT = 0x002F, 0x0022, 0x0085, 0x00E0, 0x00FC, 0x041E
WORKSHEET, MACRO_SHEET, MODULE = 0, 1, 6


def read(data: bytes, book: Book) -> None:
    """
    Read every worksheet, in the order of its tabs.

    :raises Unreadable: for passwords, macros, older formats, and whatever contradicts itself.
    """
    container = Container(data)
    names = container.items.keys()
    if names & {"EncryptedPackage", "EncryptionInfo"}:
        raise Unreadable(LOCKED)
    if "Workbook" not in names:
        raise Unreadable(OLD if "Book" in names else UNKNOWN)
    if names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}:
        raise Unreadable(MACROS)
    stream = container.stream("Workbook")
    sheets, workbook = _globals(stream)
    for at, name, is_hidden in sheets:
        rows = book.sheet(name, is_hidden=is_hidden)
        XlsSheet(workbook, rows).read(stream, at)
        book.keep(rows)
    if not book.sheets:
        raise broken("tidak ada lembar")


def _globals(stream: bytes) -> tuple[list[tuple[int, str, bool]], Workbook]:
    sheets, workbook = [], Workbook()
    codes: dict[int, str] = {}
    styles: list[int] = []
    each = records(stream)
    _check_start(next(each, None))
    for record in each:
        if record.kind == EOF:
            workbook.formats = [_tells(style, codes) for style in styles]
            return sheets, workbook
        if record.kind == FILEPASS:
            raise Unreadable(LOCKED)
        if record.kind == DATEMODE:
            workbook.is_1904 = struct.unpack("<H", record.data)[0] == 1
        elif record.kind == BOUNDSHEET:
            at, state, kind = struct.unpack_from("<IBB", record.data)
            if kind in (MACRO_SHEET, MODULE):
                raise Unreadable(MACROS)
            if kind == WORKSHEET:
                name = Reader(record.parts, 6).string(length="<B")
                sheets.append((at, name, bool(state & 3)))
        elif record.kind == FORMAT:
            codes[struct.unpack_from("<H", record.data)[0]] = Reader(record.parts, 2).string()
        elif record.kind == XF:
            styles.append(struct.unpack_from("<2H", record.data)[1])
        elif record.kind == SST:
            workbook.strings += _strings(record.parts)
    raise broken("buku kerja terpotong")


def _check_start(record) -> None:
    if record is None or record.kind != BOF:
        raise broken("awal buku kerja")
    version, kind = struct.unpack_from("<2H", record.data)
    if version != BIFF8:
        raise Unreadable(OLD)
    if kind != GLOBALS:
        raise broken("awal buku kerja")


def _tells(style: int, codes: dict[int, str]) -> str | None:
    return values.tells(codes[style]) if style in codes else values.built_in(style)


def _strings(parts: list[bytes]) -> list[str]:
    reader = Reader(parts)
    reader.number("<I")
    # The count is believed only as far as there are bytes: a string takes three at least.
    return [reader.string() for _ in range(reader.number("<I"))]
