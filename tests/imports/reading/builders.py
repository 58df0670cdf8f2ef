"""Spreadsheets put together by hand, so that any part of them can lie."""

import io
import struct
import zipfile

from bansos.imports.reading.cfb import MAGIC

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
WHEN = (2024, 12, 24, 0, 0, 0)


def zipped(parts, *, method=zipfile.ZIP_DEFLATED, out=None):
    """A zip file of (name, content) pairs, names twice if they are given twice."""
    out = out or io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, WHEN)
            info.compress_type = method
            archive.writestr(info, content)
    return out.getvalue()


class Pipe(io.BytesIO):
    """Where nobody can go back to fill sizes in, so that they follow the data."""

    def seekable(self):
        return False

    def tell(self):
        raise OSError

    def seek(self, *_):
        raise OSError


# .xlsx


def sheet(data, *, before="", after="", main=MAIN):
    return f'<worksheet xmlns="{main}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def rows(*lines):
    """Rows of texts, written into their cells."""
    return "".join(f"<row>{''.join(map(inline, line))}</row>" for line in lines)


def inline(text):
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def relations(*relations):
    each = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{more}/>'
        for key, kind, target, more in relations
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def strings(*texts, count=""):
    each = "".join(f"<si>{text}</si>" for text in texts)
    return f'<sst xmlns="{MAIN}" {count}>{each}</sst>'


def styles(*formats):
    """A style for each format: a number of a built-in one, or a code."""
    codes = "".join(
        f'<numFmt numFmtId="{200 + place}" formatCode="{code}"/>'
        for place, code in enumerate(formats)
        if isinstance(code, str)
    )
    cells = "".join(
        f'<xf numFmtId="{200 + place if isinstance(code, str) else code}"/>'
        for place, code in enumerate(formats)
    )
    inner = f"<numFmts>{codes}</numFmts><cellXfs>{cells}</cellXfs>"
    return f'<styleSheet xmlns="{MAIN}">{inner}</styleSheet>'


def workbook(*sheets, properties=""):
    each = "".join(f"<sheet {attributes}/>" for attributes in sheets)
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<workbookPr {properties}/><sheets>{each}</sheets></workbook>"
    )


def xlsx_parts(*sheets, properties="", states=(), **changed):
    """The parts of a workbook; each may be changed under its name up to the first dot or slash."""
    count = range(1, len(sheets) + 1)
    state = dict(enumerate(states, 1))
    names = [f'name="Lembar {n}" sheetId="{n}" r:id="r{n}" {state.get(n, "")}' for n in count]
    links = [(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml", "") for n in count]
    links += [("s", "sharedStrings", "sharedStrings.xml", ""), ("y", "styles", "styles.xml", "")]
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
        "</Types>",
        "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml", "")),
        "xl/workbook.xml": workbook(*names, properties=properties),
        "xl/_rels/workbook.xml.rels": relations(*links),
        "xl/sharedStrings.xml": strings("<t>Nama</t>", "<t>NIK</t>"),
        "xl/styles.xml": styles(0),
        **{f"xl/worksheets/sheet{n}.xml": sheets[n - 1] for n in count},
    }
    return parts | changed


def xlsx(*sheets, parts=None, **options):
    """An .xlsx of sheets that are given as XML; `parts` overrides or adds whole parts."""
    return zipped((xlsx_parts(*sheets, **options) | (parts or {})).items())


# .ods


def ods(tables, *, styles="", parts=None, before=""):
    spaces = " ".join(
        f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "table", "text", "style")
    )
    content = (
        f"{before}<office:document-content {spaces}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(({"mimetype": ODS, "content.xml": content} | (parts or {})).items())


def table(data, *, attributes=""):
    return f'<table:table table:name="Lembar" {attributes}>{data}</table:table>'


def line(*cells, attributes=""):
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(text="", attributes=""):
    paragraph = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {attributes}>{paragraph}</table:table-cell>"


# .xls


def record(kind, data=b""):
    return struct.pack("<2H", kind, len(data)) + data


def wide(text, length="<H"):
    raw = text.encode("utf-16-le")
    return struct.pack(length, len(raw) // 2) + b"\1" + raw


def texts(*texts, count=None):
    """The table of shared texts, a record that others point into."""
    counts = struct.pack("<2I", count or len(texts), count or len(texts))
    return record(0x00FC, counts + b"".join(map(wide, texts)))


def shared(row, column, place):
    return record(0x00FD, struct.pack("<3HI", row, column, 0, place))


def real(row, column, value, style=0):
    return record(0x0203, struct.pack("<3Hd", row, column, style, value))


def biff(*sheets, shared=None, before=b"", version=0x0600, kinds=(), states=()):
    """The stream of a workbook of sheets that are given as records."""
    style = record(0x00E0, struct.pack("<2H", 0, 0) + bytes(16))
    date = record(0x00E0, struct.pack("<2H", 0, 14) + bytes(16))
    start = record(0x0809, struct.pack("<2H", version, 5) + bytes(12)) + before + style + date
    shared = texts("Nama", "NIK", "Contoh") if shared is None else shared
    names = [wide(f"Lembar {n}", "<B") for n in range(1, len(sheets) + 1)]
    length = len(start) + sum(10 + len(name) for name in names) + len(shared) + 4
    bodies = [
        record(0x0809, struct.pack("<2H", version, 0x10) + bytes(12)) + body + record(0x0A)
        for body in sheets
    ]
    bound = b""
    for place, (name, body) in enumerate(zip(names, bodies, strict=True)):
        state = dict(enumerate(states)).get(place, 0)
        kind = dict(enumerate(kinds)).get(place, 0)
        bound += record(0x0085, struct.pack("<IBB", length, state, kind) + name)
        length += len(body)
    return start + bound + shared + record(0x0A) + b"".join(bodies)


def entry(name, kind, start, size, *, child=0xFFFFFFFF, right=0xFFFFFFFF):
    raw = name.encode("utf-16-le").ljust(64, b"\0")
    numbers = struct.pack("<HBB3I", 2 * len(name) + 2, kind, 1, 0xFFFFFFFF, right, child)
    return raw + numbers + bytes(36) + struct.pack("<IQ", start, size)


def compound(stream, *, name="Workbook", more=(), header=None):
    """A compound file of one large stream, its tables in front; `header` overrides numbers."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // 512)
    tables = -(-(count + 3) // 126)
    directory = b"".join(
        [
            entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1),
            entry(name, 2, tables + 1, len(stream), right=2 if more else 0xFFFFFFFF),
            *more,
        ]
    ).ljust(512, b"\0")
    chain = [*range(tables + 2, tables + 1 + count), 0xFFFFFFFE]
    numbers = [0xFFFFFFFD] * tables + [0xFFFFFFFE] + chain
    numbers += [0xFFFFFFFF] * (tables * 128 - len(numbers))
    fields = {
        "version": 3, "order": 0xFFFE, "shift": 9, "small_shift": 6, "tables": tables,
        "directory": tables, "cutoff": 4096, "small": 0xFFFFFFFE, "smalls": 0,
        "more": 0xFFFFFFFE, "mores": 0,
    } | (header or {})  # fmt: skip
    f = fields
    head = struct.pack(
        "<8s16s5H6x9I", MAGIC, bytes(16), 0x3E, f["version"], f["order"], f["shift"],
        f["small_shift"], 0, f["tables"], f["directory"], 0, f["cutoff"], f["small"],
        f["smalls"], f["more"], f["mores"],
    )  # fmt: skip
    listed = [*range(tables), *[0xFFFFFFFF] * (109 - tables)]
    return (
        head
        + struct.pack("<109I", *listed)
        + struct.pack(f"<{len(numbers)}I", *numbers)
        + directory
        + stream
    ).ljust(512 * (1 + tables + 1 + count), b"\0")


def small_compound(stream):
    """A compound file whose stream is so short that it lies in the small sectors."""
    count = -(-len(stream) // 64)
    body = stream.ljust(-(-count * 64 // 512) * 512, b"\0")
    sectors = len(body) // 512
    directory = (
        entry("Root Entry", 5, 3, len(body), child=1) + entry("Workbook", 2, 0, len(stream))
    ).ljust(512, b"\0")
    chain = [*range(4, 3 + sectors), 0xFFFFFFFE]
    numbers = [0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, *chain]
    numbers += [0xFFFFFFFF] * (128 - len(numbers))
    small = [*range(1, count), 0xFFFFFFFE]
    small += [0xFFFFFFFF] * (128 - len(small))
    head = struct.pack(
        "<8s16s5H6x9I", MAGIC, bytes(16), 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 2, 1,
        0xFFFFFFFE, 0,
    )  # fmt: skip
    listed = struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return (
        head
        + listed
        + struct.pack("<128I", *numbers)
        + directory
        + struct.pack("<128I", *small)
        + body
    )
