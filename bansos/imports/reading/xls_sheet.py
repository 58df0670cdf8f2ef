"""One sheet of an .xls, record by record."""

import struct
from collections import defaultdict

from . import values
from .output import SheetRows
from .records import Reader, Record, records
from .refusals import broken
from .worksheet import Workbook

BOF, EOF = 0x0809, 0x000A
WORKSHEET = 0x0010
NUMBER, RK, MULRK, LABELSST = 0x0203, 0x027E, 0x00BD, 0x00FD
LABEL, RSTRING, BOOLERR, FORMULA, STRING = 0x0204, 0x00D6, 0x0205, 0x0006, 0x0207
ROW, MERGEDCELLS, ARRAY, DATA_TABLE = 0x0208, 0x00E5, 0x0221, 0x0236
OF_OLDER_FORMATS = {0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0206, 0x0406}
IS_HIDDEN = 0x20
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


class XlsSheet:
    """The cells of one sheet, gathered by row: their records may come in any order."""

    def __init__(self, workbook: Workbook, rows: SheetRows):
        self.workbook = workbook
        self.rows = rows
        self.cells: dict[int, dict[int, tuple[str, str]]] = defaultdict(dict)
        self.hidden: set[int] = set()
        self.awaiting: tuple[int, int] | None = None
        self.readers = {
            NUMBER: self._read_number,
            RK: self._read_rk,
            MULRK: self._read_many,
            LABELSST: self._read_shared,
            LABEL: self._read_label,
            RSTRING: self._read_label,
            BOOLERR: self._read_truth,
            FORMULA: self._read_formula,
            STRING: self._read_string,
            ROW: self._read_row,
            MERGEDCELLS: self._read_merged,
            ARRAY: self._read_array,
            DATA_TABLE: self._read_array,
        }

    def read(self, stream: bytes, at: int) -> None:
        """
        Read from a place in the stream to the end of the sheet that begins there.

        :raises Unreadable: if none begins there, or none ends.
        """
        depth = 0
        for record in records(stream, at):
            if record.kind == BOF:
                if depth == 0 and struct.unpack_from("<2H", record.data)[1] != WORKSHEET:
                    raise broken("awal lembar")
                depth += 1
            elif depth == 0 or record.kind in OF_OLDER_FORMATS:
                raise broken("awal lembar")
            elif record.kind == EOF:
                depth -= 1
                if depth == 0:
                    self._hand_over()
                    return
            elif depth == 1 and record.kind in self.readers:
                self.readers[record.kind](record)
        raise broken("lembar terpotong")

    def _hand_over(self) -> None:
        for row in sorted(self.cells):
            cells = self.cells[row]
            found = [cells.get(column, ("-", "")) for column in range(max(cells) + 1)]
            kinds, texts = map(list, zip(*found, strict=True))
            self.rows.add(row + 1, row in self.hidden, kinds, texts)

    def _put(self, row: int, column: int, cell: tuple[str, str]) -> None:
        if column in self.cells[row] or column > 255:
            raise broken(f"sel yang kembar di baris {row + 1}")
        self.cells[row][column] = cell

    def _put_number(self, row: int, column: int, style: int, value: float) -> None:
        self._put(row, column, self._number(style, value))

    def _number(self, style: int, value: float) -> tuple[str, str]:
        formats = self.workbook.formats
        if style >= len(formats):
            raise broken(f"gaya sel di baris {len(self.cells)}")
        if tells := formats[style]:
            return values.dated(repr(value), tells, is_1904=self.workbook.is_1904)
        return "N", values.number(repr(value))

    def _read_number(self, record: Record) -> None:
        self._put_number(*struct.unpack_from("<3Hd", record.data))

    def _read_rk(self, record: Record) -> None:
        row, column, style, packed = struct.unpack_from("<3HI", record.data)
        self._put_number(row, column, style, _unpacked(packed))

    def _read_many(self, record: Record) -> None:
        row, first = struct.unpack_from("<2H", record.data)
        pairs = record.data[4:-2]
        if len(pairs) % 6:
            raise broken("angka berderet")
        for column, (style, packed) in enumerate(struct.iter_unpack("<HI", pairs), first):
            self._put_number(row, column, style, _unpacked(packed))

    def _read_shared(self, record: Record) -> None:
        row, column, _, place = struct.unpack_from("<3HI", record.data)
        if place >= len(self.workbook.strings):
            raise broken(f"teks sel di baris {row + 1}")
        self._put(row, column, _text(self.workbook.strings[place]))

    def _read_label(self, record: Record) -> None:
        row, column = struct.unpack_from("<2H", record.data)
        self._put(row, column, _text(Reader(record.parts, 6).string()))

    def _read_truth(self, record: Record) -> None:
        row, column, _, value, is_error = struct.unpack_from("<3H2B", record.data)
        self._put(row, column, _error(value) if is_error else _truth(value))

    def _read_formula(self, record: Record) -> None:
        row, column, style = struct.unpack_from("<3H", record.data)
        result = record.data[6:14]
        if result[6:] != b"\xff\xff":
            text = self._number(style, struct.unpack("<d", result)[0])[1]
        elif result[0] in (1, 2):
            text = (_truth, _error)[result[0] - 1](result[2])[1]
        else:
            text = ""
            self.awaiting = (row, column) if result[0] == 0 else None
        self._put(row, column, ("F", text))

    def _read_string(self, record: Record) -> None:
        if self.awaiting is None:
            raise broken("teks tanpa rumus")
        row, column = self.awaiting
        self.cells[row][column] = ("F", Reader(record.parts).string())
        self.awaiting = None

    def _read_row(self, record: Record) -> None:
        row, _, _, _, _, _, flags = struct.unpack_from("<7H", record.data)
        if flags & IS_HIDDEN:
            self.hidden.add(row)

    def _read_merged(self, record: Record) -> None:
        count = struct.unpack_from("<H", record.data)[0]
        ranges = list(struct.iter_unpack("<4H", record.data[2:]))
        if len(ranges) != count:
            raise broken("sel gabungan")
        for first, last, left, right in ranges:
            self.rows.zone((first + 1, left + 1, last + 1, right + 1), "M")

    def _read_array(self, record: Record) -> None:
        first, last, left, right = struct.unpack_from("<2H2B", record.data)
        self.rows.zone((first + 1, left + 1, last + 1, right + 1), "F")


def _unpacked(packed: int) -> float:
    """A number in the four bytes of an RK: a whole one or half a double, or a hundredth of it."""
    if packed & 2:
        value = float((packed - (1 << 32) if packed & (1 << 31) else packed) >> 2)
    else:
        value = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return value / 100 if packed & 1 else value


def _text(text: str) -> tuple[str, str]:
    return ("T", text) if text else ("-", "")


def _truth(value: int) -> tuple[str, str]:
    return "B", "TRUE" if value else "FALSE"


def _error(value: int) -> tuple[str, str]:
    return "E", ERRORS.get(value, "#?")
