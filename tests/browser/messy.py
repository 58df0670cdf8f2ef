"""An officer's file as officers keep them: nothing in it is where a program would put it."""

import io

import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.recipients.factories import made_up_nik

TITLES = [
    "No.",
    "Nama Penerrima",
    "No. KTP",
    "Tgl. Lahir",
    "L/P",
    "Nama Napi",
    "Status",
    "Hub. Keluarga",
    "Alamat Rumah",
    "No WA",
]
NAME, NIK, BORN, RELATION = 1, 2, 3, 7
HEADER = 2
"""Counted from 0: above the titles stands what the file is called, and a line of nothing."""


def family(n, **told):
    facts = {
        "number": n,
        "name": f"Penerima Contoh {n}",
        "nik": made_up_nik(n),
        "born": "01/07/1990",
        "sex": "Pr",
        "inmate": f"Warga Contoh {n}",
        "status": "Napi",
        "relation": "Isteri",
        "address": f"Jl. Contoh No. {n}",
        "phone": f"0812 0000 00{n:02}",
    } | told
    return list(facts.values())


def known(n, name, **told):
    """One who is registered already; the officer did not write everything down again."""
    blank = dict.fromkeys(["born", "sex", "inmate", "status", "relation", "address", "phone"], "")
    return family(n, **({"name": name} | blank | told))


def messy_rows():
    """Two that are good, and what may become of the others; None is a row of nothing."""
    return [
        family(1),
        family(2, born="1 Juli 1990", sex="P", relation="ISTRI"),
        family(3, nik=6301994107900000),  # Excel kept fifteen digits.
        family(4, born="13/13/1990"),
        family(5, born="1 Jully 1990"),
        family(1, number=6),
        None,
        known(8, "Dewi", nik=made_up_nik(61), address="Jl. Baru No. 5"),
        family(9, name=""),
        family(10, nik="=C4"),
        family(11, relation="Tetangga"),
        known(12, "SARI  CONTOH", nik=made_up_nik(62)),
        known(13, "Ada di Tempat Lain", nik=made_up_nik(63)),
    ]


COUNTS = {"accepted": 3, "same": 1, "duplicate": 2, "to_mend": 6, "blank": 1}


def messy_book(rows=None) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        other = book.add_worksheet("Rekap")
        other.write_row(0, 0, ["Blok", "Jumlah"])
        other.write_row(1, 0, ["Blok A", 12])
        sheet = book.add_worksheet("Data bansos")
        bold = book.add_format({"bold": True, "align": "center"})
        title = "DAFTAR KELUARGA PENERIMA BANTUAN SOSIAL"
        sheet.merge_range(0, 0, 0, len(TITLES) - 1, title, bold)
        sheet.write_row(HEADER, 0, TITLES, bold)
        for number, row in enumerate(rows or messy_rows(), start=HEADER + 1):
            _fill(sheet, number, row or [])
    return file.getvalue()


def _fill(sheet, number, row):
    for place, value in enumerate(row):
        if isinstance(value, str) and value.startswith("="):
            sheet.write_formula(number, place, value)
        elif isinstance(value, str):
            sheet.write_string(number, place, value)
        else:
            sheet.write_number(number, place, value)


def read_book(path) -> list[list]:
    """The cells of the first sheet, as another program reads them."""
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def mended(rows) -> bytes:
    """The workbook of bad rows, as it looks when somebody has seen to each of them."""
    titles, *bad = rows
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, titles)
        for number, row in enumerate(bad, start=1):
            n = int(row[0])
            cells = [str(cell) for cell in row]
            cells[NAME] = cells[NAME] or f"Penerima Contoh {n}"
            cells[NIK], cells[BORN] = made_up_nik(n), "01/07/1990"
            cells[RELATION] = "Istri"
            for place, cell in enumerate(cells):
                sheet.write_string(number, place, cell)
    return file.getvalue()
