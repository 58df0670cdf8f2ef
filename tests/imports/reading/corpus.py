"""
Files as nobody should send them, and what is to become of each.

`refused` is a part of the sentence; otherwise `rows` is the whole first sheet, from its first row
to its last, in the words of `shown()`: a text is itself, another cell "KIND:text", a hidden row
begins with HIDDEN.
"""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZIP_STORED

from tests.imports.reading import builders as b
from tests.imports.reading.readers import HIDDEN

PLAIN = [["Nama", "NIK"], ["Contoh", "63"]]
BROKEN = "rusak"


@dataclass(frozen=True)
class Case:
    name: str
    make: Callable[[], bytes]
    file_name: str = "data.xlsx"
    refused: str = ""
    rows: list[list[str]] | None = None
    sheets: list[tuple[str, bool, int]] | None = None


def good():
    return b.xlsx(b.sheet(b.rows(*PLAIN)))


def of(data, **options):
    """A workbook of one sheet of such rows."""
    return lambda: b.xlsx(b.sheet(data, **options))


def with_parts(parts, data=None):
    data = b.rows(*PLAIN) if data is None else data
    return lambda: b.xlsx(b.sheet(data), parts=parts)


def archive(*parts, **options):
    """The good workbook's parts and more, as a zip file may hold them."""
    every = [*b.xlsx_parts(b.sheet(b.rows(*PLAIN))).items(), *parts]
    return lambda: b.zipped(every, **options)


def patched(make, old, new, *, count=-1):
    def build():
        data = make()
        assert old in data
        return data.replace(old, new, count)

    return build


def bomb(size, *, says=None):
    """A megabyte of zip that becomes `size` bytes of blanks, whatever it says."""

    def build():
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        block = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
        packed = block * (size // 2**20) + packer.flush()
        data = b.zipped([("[Content_Types].xml", b""), ("bom.xml", b"?" * 100)], method=ZIP_STORED)
        checksum = zlib.crc32(b"?" * 100)
        start, end = data.index(b"?" * 100), data.index(b"PK\1\2")
        told = struct.pack("<HHHIII", 0, 0, 0, checksum, 100, 100)[6:]
        lie = struct.pack("<III", checksum, len(packed), says or size)
        lying = data[:start] + packed + data[end:]
        lying = lying.replace(told, lie)
        at = lying.index(b"bom.xml") - 30
        lying = lying[: at + 8] + b"\x08\0" + lying[at + 10 :]
        at = lying.rindex(b"bom.xml") - 46
        lying = lying[: at + 10] + b"\x08\0" + lying[at + 12 :]
        grown = len(packed) - 100
        directory = struct.unpack("<I", lying[-6:-2])[0] + grown
        return lying[:-6] + struct.pack("<I", directory) + lying[-2:]

    return build


def ref(cell, value, kind="n", more=""):
    return f'<c r="{cell}" t="{kind}"{more}><v>{value}</v></c>'


def row(number, *cells, more=""):
    return f'<row r="{number}"{more}>{"".join(cells)}</row>'


HEAD = row(1, ref("A1", "Nama", "str"))
MILLION = 'table:number-rows-repeated="1048575"'

# Serial numbers, each with the place of its format.
SERIALS = [(1, 0), (59, 0), (60, 0), (61, 0), (45650, 1), (0.375, 2), (45650, 3), (-1, 0), (1.5, 4)]


def dated(placed):
    place, (serial, style) = placed
    return ref(f"{'ABCDEFGHI'[place]}1", serial, more=f' s="{style}"')


XLSX = [
    Case("a plain workbook", good, rows=PLAIN),
    Case("the same under another name", good, "data.csv", rows=PLAIN),
    Case("a dimension that lies", of(b.rows(*PLAIN), before='<dimension ref="A1"/>'), rows=PLAIN),
    Case(
        "a dimension of everything",
        of(b.rows(*PLAIN), before='<dimension ref="A1:XFD1048576"/>'),
        rows=PLAIN,
    ),
    Case(
        "a far cell",
        of(HEAD + row(1048576, ref("XFD1048576", "x", "str"))),
        refused="50.000 baris",
    ),
    Case("a cell far to the right", of(row(1, ref("XFD1", "x", "str"))), refused="XFD1"),
    Case(
        "a far cell that shows nothing",
        of(HEAD + row(1048576, '<c r="XFD1048576" s="0"/>')),
        rows=[["Nama"]],
    ),
    Case(
        "a million empty rows",
        of(HEAD + "".join(f'<row r="{n}"/>' for n in range(2, 1_000_000))),
        rows=[["Nama"]],
    ),
    Case("too many rows", of("<row/>" * 51_000 + b.rows(["x"])), refused="50.000 baris"),
    Case("201 columns", of(b.rows(["x"] * 201)), refused="200 kolom, sampai sel GS1"),
    Case("200 columns", of(b.rows(["x"] * 200)), rows=[["x"] * 200]),
    Case("the longest cell", of(b.rows(["x" * 32_767])), rows=[["x" * 32_767]]),
    Case("a longer cell", of(b.rows(["x" * 32_768])), refused="32.767 karakter"),
    Case("a cell longer than files", of(b.rows(["x" * 50_000_000])), refused="32.767 karakter"),
    Case("a tag longer than files", of(f'<row x="{"x" * 50_000_000}"/>'), refused=BROKEN),
    Case(
        "a sheet in UTF-16",
        with_parts({"xl/worksheets/sheet1.xml": b.sheet(b.rows(*PLAIN)).encode("utf-16")}),
        rows=PLAIN,
    ),
    Case(
        "a sheet in UTF-7",
        with_parts({"xl/worksheets/sheet1.xml": '<?xml version="1.0" encoding="utf-7"?><x/>'}),
        refused=BROKEN,
    ),
    Case(
        "hidden rows",
        of(row(1, ref("A1", 1), more=' hidden="1"') + row(2, ref("A2", 2))),
        rows=[[HIDDEN, "NUMBER:1"], ["NUMBER:2"]],
    ),
    Case(
        "hidden sheets",
        lambda: b.xlsx(
            b.sheet(b.rows(*PLAIN)),
            b.sheet(b.rows(["x"])),
            b.sheet(""),
            states=["", 'state="hidden"', 'state="veryHidden"'],
        ),
        rows=PLAIN,
        sheets=[("Lembar 1", False, 2), ("Lembar 2", True, 1), ("Lembar 3", True, 0)],
    ),
    Case(
        "dates since 1904",
        lambda: b.xlsx(
            b.sheet(row(1, ref("A1", 0, more=' s="0"'), ref("B1", 44188.5, more=' s="0"'))),
            properties='date1904="1"',
            parts={"xl/styles.xml": b.styles("dd/mm/yyyy")},
        ),
        rows=[["DATE:1904-01-01", "DATE:2024-12-24 12:00:00"]],
    ),
    Case(
        "dates since 1900, the day that never was, and no dates",
        lambda: b.xlsx(
            b.sheet(row(1, *map(dated, enumerate(SERIALS)))),
            parts={
                "xl/styles.xml": b.styles(
                    14, "[$-421]dd mmmm yyyy;@", "hh:mm", "&quot;hari&quot; 0", "[h]:mm"
                )
            },
        ),
        rows=[
            [
                "DATE:1900-01-01",
                "DATE:1900-02-28",
                "ERROR:60",
                "DATE:1900-03-01",
                "DATE:2024-12-24",
                "DATE:09:00:00",
                "NUMBER:45650",
                "ERROR:-1",
                "NUMBER:1.5",
            ]
        ],
    ),
    Case(
        "merged cells",
        of(
            b.rows(["Judul", "x"], ["a", "b"], ["c", "d"]),
            after='<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="B2:B3"/></mergeCells>',
        ),
        rows=[["MERGED:Judul", "MERGED:", "MERGED:"], ["a", "MERGED:b"], ["c", "MERGED:"]],
    ),
    Case(
        "everything merged",
        of(b.rows(["a"]), after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        rows=[["MERGED:a", *["MERGED:"] * 199]],
    ),
    Case(
        "merged cells on top of each other",
        of(
            b.rows(["a"]),
            after='<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="A1:C1"/></mergeCells>',
        ),
        refused=BROKEN,
    ),
    Case(
        "formulas",
        of(
            '<row><c><f>1+1</f><v>2</v></c><c t="str"><f>A1&amp;"x"</f><v>2x</v></c>'
            '<c><f t="array" ref="C1:D1">A1</f><v>7</v></c><c><v>8</v></c><c><f>B2</f></c></row>'
        ),
        rows=[["FORMULA:2", "FORMULA:2x", "FORMULA:7", "FORMULA:8", "FORMULA:"]],
    ),
    Case(
        "a formula into another file",
        with_parts(
            {
                "xl/externalLinks/externalLink1.xml": "<externalLink/>",
                "xl/externalLinks/_rels/externalLink1.xml.rels": b.relations(
                    ("r1", "externalLinkPath", "file:///etc/passwd", ' TargetMode="External"')
                ),
            },
            '<row><c t="str"><f>[1]Lembar!A1</f><v>x</v></c></row>',
        ),
        rows=[["FORMULA:x"]],
    ),
    Case(
        "a sheet that lies outside",
        with_parts(
            {
                "xl/_rels/workbook.xml.rels": b.relations(
                    ("r1", "worksheet", "http://192.0.2.1/sheet.xml", ' TargetMode="External"')
                )
            }
        ),
        refused=BROKEN,
    ),
    Case(
        "numbers with many digits",
        of(
            row(
                1,
                ref("A1", "6301994202610001"),
                ref("B1", "6.301994202610001E+15"),
                ref("C1", "0.30000000000000004"),
                ref("D1", "1E-7"),
                ref("E1", "-1.50"),
                ref("F1", "9201994202610001"),
                ref("G1", "007"),
            )
        ),
        rows=[
            [
                "NUMBER:6301994202610001",
                "NUMBER:6301994202610001",
                "NUMBER:0.3",
                "NUMBER:0.0000001",
                "NUMBER:-1.5",
                "NUMBER:9201994202610001",
                "NUMBER:7",
            ]
        ],
    ),
    Case("a number beyond numbers", of(row(1, ref("A1", "1E999999999"))), refused=BROKEN),
    Case("a number that is none", of(row(1, ref("A1", "NaN"))), refused=BROKEN),
    Case(
        "truths and errors",
        of(row(1, ref("A1", 1, "b"), ref("B1", "#N/A", "e"), ref("C1", "2024-12-24", "d"))),
        rows=[["BOOLEAN:TRUE", "ERROR:#N/A", "DATE:2024-12-24"]],
    ),
    Case("a cell of an unheard-of kind", of(row(1, ref("A1", 1, "z"))), refused=BROKEN),
    Case(
        "shared texts whose count lies",
        with_parts(
            {
                "xl/sharedStrings.xml": b.strings(
                    "<t>Na</t>",
                    "<r><rPr><b/></rPr><t>Na</t></r><r><t>ma</t></r><rPh><t>x</t></rPh>",
                    count='count="4294967296" uniqueCount="4294967296"',
                )
            },
            row(1, ref("A1", 0, "s"), ref("B1", 1, "s")),
        ),
        rows=[["Na", "Nama"]],
    ),
    Case("a shared text that is not there", of(row(1, ref("A1", 2, "s"))), refused=BROKEN),
    Case("a shared text of minus one", of(row(1, ref("A1", -1, "s"))), refused=BROKEN),
    Case(
        "a foreign text among the shared ones",
        with_parts(
            {"xl/sharedStrings.xml": b.strings("<t>a</t>").replace("<si>", '<si xmlns="x">')}
        ),
        refused=BROKEN,
    ),
    Case(
        "characters that XML has no room for",
        of(b.rows(["a_x0000_b", "_x005F_x0041_", "_xD83D__xDE00_", "_xD83D_"])),
        rows=[["a\0b", "_x0041_", "😀", "�"]],
    ),
    Case(
        "cells without a place",
        of("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>"),
        rows=[["NUMBER:1", "", "NUMBER:3"], [], ["NUMBER:4"]],
    ),
    Case(
        "gaps between rows and cells",
        of(row(2, ref("B2", 1)) + row(4, ref("D4", 2))),
        rows=[[], ["", "NUMBER:1"], [], ["", "", "", "NUMBER:2"]],
    ),
    Case(
        "the strict edition's names",
        of(b.rows(*PLAIN), main="http://purl.oclc.org/ooxml/spreadsheetml/main"),
        rows=PLAIN,
    ),
    Case("names nobody knows", of(b.rows(*PLAIN), main="urn:contoh"), refused=BROKEN),
    Case("rows that go back", of(row(2, ref("A2", 1)) + row(1, ref("A1", 2))), refused=BROKEN),
    Case("the same row twice", of(row(1, ref("A1", 1)) * 2), refused=BROKEN),
    Case("the same cell twice", of(row(1, ref("A1", 1), ref("A1", 2))), refused=BROKEN),
    Case("a cell of another row", of(row(1, ref("A2", 1))), refused=BROKEN),
    Case("row nought", of(row(0, ref("A0", 1))), refused=BROKEN),
    Case("row 2^64", of(row(2**64)), refused=BROKEN),
    Case(
        "rows hidden in another element",
        of(HEAD + f'<x:a xmlns:x="urn:x">{row(2, ref("A2", 1))}</x:a>'),
        refused=BROKEN,
    ),
    Case("two values in a cell", of("<row><c><v>1</v><v>2</v></c></row>"), refused=BROKEN),
    Case("two tables in a sheet", of("</sheetData><sheetData>"), refused=BROKEN),
    Case("XML that breaks off", of("<row>"), refused=BROKEN),
    Case(
        "a billion laughs",
        with_parts(
            {
                "xl/worksheets/sheet1.xml": '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;">]>'
                + b.sheet(b.rows(["&b;"]))
            }
        ),
        refused="DTD",
    ),
    Case(
        "an entity from outside, in UTF-16, in a part nobody reads",
        with_parts(
            {"xl/x.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'.encode("utf-16")}
        ),
        refused="DTD",
    ),
    Case(
        "macros",
        with_parts({"xl/vbaProject.bin": "x"}),
        refused="makro",
    ),
    Case(
        "macros by their type alone",
        with_parts(
            {
                "[Content_Types].xml": f'<Types xmlns="{b.PACKAGE}/content-types"><Default '
                'ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
            }
        ),
        refused="makro",
    ),
    Case(
        "a binary workbook",
        with_parts({"_rels/.rels": b.relations(("r", "officeDocument", "xl/workbook.bin", ""))}),
        refused=".xlsb",
    ),
    Case(
        "a workbook without its sheet",
        lambda: b.zipped(list(b.xlsx_parts(b.sheet("")).items())[:-1]),
        refused=BROKEN,
    ),
]

ZIPS = [
    Case("stored entries", archive(method=ZIP_STORED), rows=PLAIN),
    Case("entries whose sums follow them", lambda: archive(out=b.Pipe())(), rows=PLAIN),
    Case("a zip slip", archive(("../../etc/x", "x")), refused=BROKEN),
    Case("an absolute name", archive(("/etc/x", "x")), refused=BROKEN),
    Case("a name with backslashes", archive(("..\\x", "x")), refused=BROKEN),
    Case("a drive's name", archive(("C:x", "x")), refused=BROKEN),
    Case("names that differ in case", archive(("XL/workbook.xml", "x")), refused=BROKEN),
    Case(
        "the same name twice",
        patched(archive(("xl/workbook.xmm", "x")), b"xl/workbook.xmm", b"xl/workbook.xml"),
        refused=BROKEN,
    ),
    Case("bzip2", archive(method=ZIP_BZIP2), refused=BROKEN),
    Case("LZMA", archive(method=ZIP_LZMA), refused=BROKEN),
    Case(
        "encrypted entries",
        patched(archive(), b"PK\1\2\x14\x03\x14\0\0\0", b"PK\1\2\x14\x03\x14\0\1\0"),
        refused="sandi",
    ),
    Case("too many entries", archive(*[(f"x{n}", "") for n in range(2_000)]), refused=BROKEN),
    Case("bytes before it", lambda: b"PK\3\4" + good(), refused=BROKEN),
    Case("a script before it", lambda: b"#!/bin/sh\n" + good(), refused="teks ini tidak terbaca"),
    Case("bytes behind it", lambda: good() + b"x", refused=BROKEN),
    Case("a PDF behind it", lambda: good() + b"%PDF-1.7", refused=BROKEN),
    Case("a zip behind it", lambda: good() + archive(("x", "x"))(), refused=BROKEN),
    Case("half of it", lambda: good()[:-400], refused=BROKEN),
    Case("a directory that tells other sizes", patched(good, b"PK\1\2", b"PK\1\3"), refused=BROKEN),
    Case("a bomb", bomb(2 * 2**30), refused="terlalu besar"),
    Case("a bomb that calls itself small", bomb(2 * 2**30, says=100), refused=BROKEN),
    Case("a Word document", lambda: b.zipped([("word/document.xml", "x")]), refused="bukan lembar"),
]

ODS = [
    Case(
        "a sheet of LibreOffice",
        lambda: b.ods(
            b.table(
                b.line(b.cell("Nama"), b.cell("Lahir"))
                + b.line(
                    b.cell("a <text:s text:c='2'/>b</text:p><text:p>c<text:line-break/>d"),
                    b.cell("x", 'office:value-type="date" office:date-value="2024-12-24"'),
                    b.cell("x", 'office:value-type="float" office:value="6.301994202610001E15"'),
                    b.cell("YA", 'office:value-type="boolean" office:boolean-value="true"'),
                    b.cell(
                        "9", 'table:formula="of:=4+5" office:value-type="float" office:value="9"'
                    ),
                    b.cell("x", 'office:value-type="time" office:time-value="PT09H00M00S"'),
                )
            )
        ),
        "data.ods",
        rows=[
            ["Nama", "Lahir"],
            [
                "a   b\nc\nd",
                "DATE:2024-12-24",
                "NUMBER:6301994202610001",
                "BOOLEAN:TRUE",
                "FORMULA:9",
                "DATE:09:00:00",
            ],
        ],
    ),
    Case(
        "a million blank rows of LibreOffice",
        lambda: b.ods(b.table(b.line(b.cell("a")) + b.line(b.cell(), attributes=MILLION))),
        "data.ods",
        rows=[["a"]],
    ),
    Case(
        "a row that repeats a million times",
        lambda: b.ods(b.table(b.line(b.cell("a"), attributes=MILLION))),
        "data.ods",
        refused="50.000 baris",
    ),
    Case(
        "a cell that repeats sixteen thousand times",
        lambda: b.ods(b.table(b.line(b.cell("a", 'table:number-columns-repeated="16384"')))),
        "data.ods",
        refused="200 kolom",
    ),
    Case(
        "a cell that repeats minus one times",
        lambda: b.ods(b.table(b.line(b.cell("a", 'table:number-columns-repeated="-1"')))),
        "data.ods",
        refused=BROKEN,
    ),
    Case(
        "repeats, gaps, merged and hidden ones",
        lambda: b.ods(
            b.table(
                b.line(b.cell("a", 'table:number-columns-repeated="2"'))
                + b.line(b.cell())
                + b.line(
                    b.cell("b", 'table:number-columns-spanned="2"'),
                    "<table:covered-table-cell/>",
                    attributes='table:visibility="filter"',
                )
            )
        ),
        "data.ods",
        rows=[["a", "a"], [], [HIDDEN, "MERGED:b", "MERGED:"]],
    ),
    Case(
        "a hidden sheet of LibreOffice",
        lambda: b.ods(
            b.table(b.line(b.cell("a")), attributes='table:style-name="h"'),
            styles='<style:style style:name="h"><style:table-properties table:display="false"/>'
            "</style:style>",
        ),
        "data.ods",
        rows=[["a"]],
        sheets=[("Lembar", True, 1)],
    ),
    Case(
        "rows within a shape",
        lambda: b.ods(b.table(f"<table:shapes>{b.line(b.cell('a'))}</table:shapes>")),
        "data.ods",
        refused=BROKEN,
    ),
    Case(
        "a password of LibreOffice",
        lambda: b.ods(
            b.table(""), parts={"META-INF/manifest.xml": '<m xmlns="x"><encryption-data/></m>'}
        ),
        "data.ods",
        refused="sandi",
    ),
    Case(
        "macros of LibreOffice",
        lambda: b.ods(b.table(""), parts={"Basic/Standard/x.xml": "<x/>"}),
        "data.ods",
        refused="makro",
    ),
    Case(
        "laughs of LibreOffice",
        lambda: b.ods(b.table(""), before='<!DOCTYPE x [<!ENTITY a "a">]>'),
        "data.ods",
        refused="DTD",
    ),
    Case(
        "a text document",
        lambda: b.ods(b.table(""), parts={"mimetype": b.ODS.replace("spreadsheet", "text")}),
        "data.ods",
        refused="bukan lembar kerja",
    ),
]
