"""More of the corpus: workbooks of Excel 97 to 2003, and text files."""

import struct

from tests.imports.reading import builders as b
from tests.imports.reading.corpus import BROKEN, Case
from tests.imports.reading.readers import HIDDEN

OLD_ROWS = b.shared(0, 0, 0) + b.shared(0, 1, 1) + b.shared(1, 0, 2) + b.real(1, 1, 63.5)
OLD_SHOWN = [["Nama", "NIK"], ["Contoh", "NUMBER:63.5"]]


def book(*sheets, **options):
    return b.compound(b.biff(*sheets, **options))


def old(name, make, *, rows=None, refused="", sheets=None):
    return Case(name, make, "data.xls", rows=rows, refused=refused, sheets=sheets)


def headed(**numbers):
    """The good workbook under a header that lies."""
    return lambda: b.compound(b.biff(OLD_ROWS), header=numbers)


def chained(place, to):
    """The good workbook with another number in its table of sectors."""

    def build():
        data = bytearray(book(OLD_ROWS))
        struct.pack_into("<I", data, 512 + 4 * place, to)
        return bytes(data)

    return build


def torn():
    """Shared texts of which one runs on into the next record, there in wide characters."""
    start = struct.pack("<2I", 1, 1) + struct.pack("<HB", 6, 0) + b"Con"
    return b.record(0x00FC, start) + b.record(0x003C, b"\1" + "toh".encode("utf-16-le"))


FORMULA = struct.pack("<3H", 0, 0, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(6)

XLS = [
    old("a workbook of Excel 97", lambda: book(OLD_ROWS), rows=OLD_SHOWN),
    old(
        "one so short that it lies in small sectors",
        lambda: b.small_compound(b.biff(OLD_ROWS)),
        rows=OLD_SHOWN,
    ),
    old(
        "a hidden sheet of Excel 97",
        lambda: book(OLD_ROWS, b.real(0, 0, 1), states=[0, 2]),
        rows=OLD_SHOWN,
        sheets=[("Lembar 1", False, 2), ("Lembar 2", True, 1)],
    ),
    old(
        "a chart among the sheets",
        lambda: book(b"", OLD_ROWS, kinds=[2, 0]),
        rows=OLD_SHOWN,
        sheets=[("Lembar 2", False, 2)],
    ),
    old(
        "every kind of cell of Excel 97",
        lambda: book(
            b.record(0x0208, struct.pack("<7H", 0, 0, 9, 255, 0, 0, 0x20) + bytes(2))
            + b.record(0x0006, FORMULA)
            + b.record(0x0207, b.wide("hasil"))
            + b.record(0x027E, struct.pack("<3HI", 0, 1, 0, (12345 << 2) | 3))
            + b.record(0x00BD, struct.pack("<2HHIHIH", 0, 2, 0, 2 << 2 | 2, 1, 45650 << 2 | 2, 3))
            + b.record(0x0205, struct.pack("<3H2B", 0, 4, 0, 1, 0))
            + b.record(0x0205, struct.pack("<3H2B", 0, 5, 0, 0x2A, 1))
            + b.record(0x0204, struct.pack("<3H", 0, 6, 0) + b.wide("teks"))
            + b.real(0, 7, 6301994202610001.0)
            + b.record(0x00E5, struct.pack("<5H", 1, 0, 1, 8, 9))
        ),
        rows=[
            [
                HIDDEN,
                "FORMULA:hasil",
                "NUMBER:123.45",
                "NUMBER:2",
                "DATE:2024-12-24",
                "BOOLEAN:TRUE",
                "ERROR:#N/A",
                "teks",
                "NUMBER:6301994202610001",
                "MERGED:",
                "MERGED:",
            ]
        ],
    ),
    old(
        "dates since 1904 of Excel 97",
        lambda: book(b.real(0, 0, 44188.0, 1), before=b.record(0x0022, b"\1\0")),
        rows=[["DATE:2024-12-24"]],
    ),
    old(
        "a text torn between records",
        lambda: book(b.shared(0, 0, 0), shared=torn()),
        rows=[["Contoh"]],
    ),
    old(
        "rows in no order",
        lambda: book(b.real(1, 0, 2) + b.real(0, 0, 1)),
        rows=[["NUMBER:1"], ["NUMBER:2"]],
    ),
    old(
        "2^32 shared texts of which two are there",
        lambda: book(b.shared(0, 0, 0), shared=b.texts("a", "b", count=2**32 - 1)),
        refused=BROKEN,
    ),
    old("a shared text of nowhere", lambda: book(b.shared(0, 0, 9)), refused=BROKEN),
    old("the same cell twice, of Excel 97", lambda: book(b.real(0, 0, 1) * 2), refused=BROKEN),
    old("a sheet that never ends", lambda: book(b.record(0x0809, bytes(4))), refused=BROKEN),
    old(
        "a number that is none, of Excel 97",
        lambda: book(b.real(0, 0, float("nan"))),
        refused=BROKEN,
    ),
    old("Excel 95", lambda: book(OLD_ROWS, version=0x0500), refused="Excel 95"),
    old("Excel 95 by its stream", lambda: b.compound(b"x", name="Book"), refused="Excel 95"),
    old(
        "a Word document of 97",
        lambda: b.compound(b"x", name="WordDocument"),
        refused="bukan lembar kerja",
    ),
    old(
        "a password of Excel 97",
        lambda: book(OLD_ROWS, before=b.record(0x002F, bytes(6))),
        refused="sandi",
    ),
    old(
        "a password of Excel today",
        lambda: b.compound(b"x", name="EncryptedPackage"),
        refused="sandi",
    ),
    old(
        "macros of Excel 97",
        lambda: b.compound(b.biff(OLD_ROWS), more=[b.entry("_VBA_PROJECT_CUR", 1, 0, 0)]),
        refused="makro",
    ),
    old("a sheet of macros", lambda: book(OLD_ROWS, kinds=[1]), refused="makro"),
    old("sectors of 2^65535 bytes", headed(shift=0xFFFF), refused=BROKEN),
    old("small sectors of 2^65535 bytes", headed(small_shift=0xFFFF), refused=BROKEN),
    old("2^32 tables", headed(tables=0xFFFFFFFF), refused=BROKEN),
    old("2^32 tables of tables", headed(mores=0xFFFFFFFF, more=0), refused=BROKEN),
    old("2^32 small tables", headed(smalls=0xFFFFFFFF, small=0), refused=BROKEN),
    old("a directory outside the file", headed(directory=0xFFFFFFF0), refused=BROKEN),
    old("a directory that is none", headed(directory=0xFFFFFFFE), refused=BROKEN),
    old("a chain that bites its tail", chained(5, 2), refused=BROKEN),
    old("a chain that leaves the file", chained(5, 0x00FFFFFF), refused=BROKEN),
    old("a chain that ends early", chained(3, 0xFFFFFFFE), refused=BROKEN),
    old(
        "a directory that bites its tail",
        lambda: b.compound(b.biff(OLD_ROWS), more=[b.entry("x", 2, 0, 0, right=1)]),
        refused=BROKEN,
    ),
    old("half of a workbook of Excel 97", lambda: book(OLD_ROWS)[:2000], refused=BROKEN),
    old("nothing but a magic number", lambda: book(OLD_ROWS)[:8], refused=BROKEN),
]


def text(name, content, rows=None, refused="", file_name="data.csv"):
    raw = content.encode() if isinstance(content, str) else content
    return Case(name, lambda: raw, file_name, rows=rows, refused=refused)


SHOWN = [["Nama", "Alamat"], ["Contoh é", "Jl. A, 1"]]
SEMICOLONS = "Nama;Alamat\nContoh é;Jl. A, 1\n"
BINARY = bytes(range(256)) * 20

TEXTS = [
    text("semicolons", SEMICOLONS, SHOWN),
    text("commas", 'Nama,Alamat\r\nContoh é,"Jl. A, 1"\r\n', SHOWN),
    text("tabs", "Nama\tAlamat\nContoh é\tJl. A, 1", SHOWN, file_name="data.tsv"),
    text("bars", "Nama|Alamat\nContoh é|Jl. A, 1", SHOWN, file_name="data.txt"),
    text("lines of an old Mac", SEMICOLONS.replace("\n", "\r"), SHOWN),
    text("a separator that is told", "sep=|\na;b;c|d\n", [[], ["a;b;c", "d"]]),
    text("one column", "Nama\nContoh\n", [["Nama"], ["Contoh"]]),
    text("UTF-8 with a mark", SEMICOLONS.encode("utf-8-sig"), SHOWN),
    text("UTF-16 with a mark", SEMICOLONS.encode("utf-16"), SHOWN),
    text("UTF-16 the other way round", b"\xfe\xff" + SEMICOLONS.encode("utf-16-be"), SHOWN),
    text("UTF-16 without a mark", SEMICOLONS.encode("utf-16-le"), SHOWN),
    text("Windows letters", SEMICOLONS.encode("cp1252"), SHOWN),
    text("half of a UTF-16 letter", SEMICOLONS.encode("utf-16")[:-1], refused="tidak terbaca"),
    text("a line break in quotes", 'a;"b\nc"\n\nd;e\n', [["a", "b\nc"], [], ["d", "e"]]),
    text("a NUL", "a;b\0c\n", [["a", "b\0c"]]),
    text("formulas in text", '=1+1;="0812"\n', [["FORMULA:=1+1", "0812"]]),
    text("quotes that never close", 'a;b\nc;"d\ne;f\n', refused="Tanda kutip"),
    text("quotes that close too late", 'a;"b\nc;"d"\ne;f\n', refused="Tanda kutip"),
    text("a cell too long", "a;" + "x" * 32_768, refused="32.767 karakter"),
    text("too many columns of text", ";" * 200 + "x", refused="200 kolom"),
    text("too many rows of text", "x\n" * 51_001, refused="50.000 baris"),
    text("a page called a workbook", "<html><table><tr><td>x", refused="HTML", file_name="a.xlsx"),
    text("a page called text", "\ufeff\n <!DOCTYPE html>", refused="HTML"),
    text("text called a workbook", SEMICOLONS, refused="teks biasa", file_name="a.xlsx"),
    text("no text at all", BINARY, refused="tidak terbaca"),
    text("a PDF called a workbook", "%PDF-1.7 x", refused="bukan lembar", file_name="a.xlsx"),
    text("a program", b"MZ" + BINARY, refused="bukan lembar kerja", file_name="a.xls"),
    text("nothing", b"", refused="kosong"),
    text("nothing but zeros", bytes(10_000), refused="kosong"),
]
