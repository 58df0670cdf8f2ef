"""A workbook to fill in: our columns, cells that keep numbers whole, lists to choose from."""

from io import BytesIO

import xlsxwriter

from .checking.families import WITHOUT_INMATE
from .kinds import Column, columns_of
from .models import Kind

ROWS = 2000
LONGEST_LIST = 255
STEPS = [
    "Isi lembar Data, satu baris untuk satu {thing}. Jangan mengubah baris judul.",
    "Baris contoh di bawah judul boleh ditimpa atau dihapus.",
    "NIK dan nomor KK: 16 angka sebagai Teks. Selnya sudah berformat Teks; jangan diubah.",
    "Tanggal ditulis hari, bulan, tahun: 24/12/1990 atau 24 Desember 1990.",
    "Kolom dengan daftar pilihan: pilih dari daftarnya.",
    "Kolom yang harus diisi bertanda * pada daftar di bawah.",
    "Simpan sebagai .xlsx, lalu unggah di halaman Impor.",
]
THINGS = {Kind.FAMILIES: "keluarga", Kind.INMATES: "warga binaan", Kind.FACILITIES: "UPT"}


def book_for(kind) -> bytes:
    """The workbook for a kind of file."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        _data(book, kind)
        _instructions(book, kind)
    return file.getvalue()


def _columns(kind) -> list[Column]:
    return [column for column in columns_of(kind) if not column.is_ours]


def _labels(column) -> list[str]:
    """What a cell may be filled in with. A family of an inmate says so by naming the inmate."""
    is_category = column.name == "category"
    return [
        str(label) for value, label in column.choices if not is_category or value in WITHOUT_INMATE
    ]


def _data(book, kind):
    sheet = book.add_worksheet("Data")
    text = book.add_format({"num_format": "@"})
    head = book.add_format({"bold": True, "bg_color": "#E3EFEE", "bottom": 1, "num_format": "@"})
    grey = book.add_format({"num_format": "@", "font_color": "#66767A", "italic": True})
    for place, column in enumerate(_columns(kind)):
        sheet.set_column(place, place, max(14, len(column.label) + 4), text)
        sheet.write_string(0, place, column.label, head)
        if column.example:
            sheet.write_string(1, place, column.example, grey)
        if labels := _labels(column):
            _choose(book, sheet, place, column, labels)
    sheet.freeze_panes(1, 0)


def _choose(book, sheet, place, column, labels):
    # Excel takes a list inside the rule only while it is short; ours are.
    if len(",".join(labels)) <= LONGEST_LIST:
        rule = {
            "validate": "list",
            "source": labels,
            "error_title": column.label,
            "error_message": "Pilih dari daftar.",
        }
        sheet.data_validation(1, place, ROWS, place, rule)


def _instructions(book, kind):
    sheet = book.add_worksheet("Petunjuk")
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, "Cara mengisi", bold)
    for row, step in enumerate(STEPS, start=1):
        sheet.write_string(row, 0, str(row))
        sheet.write_string(row, 1, step.format(thing=THINGS[kind]), wrap)
    start = len(STEPS) + 2
    sheet.write_string(start, 0, "Kolom", bold)
    for row, column in enumerate(_columns(kind), start=start + 1):
        sheet.write_string(row, 0, f"{column.label}{' *' if column.is_needed else ''}")
        choices = ", ".join(_labels(column))
        told = [column.hint, f"Pilihan: {choices}." if choices else ""]
        sheet.write_string(row, 1, " ".join(filter(None, told)), wrap)
