"""Reading a list of facilities: which rows can be loaded, and what is wrong with the others."""

import csv
import io
from typing import NamedTuple

from django.core.exceptions import ValidationError

from bansos.indonesia import regions

from .models import Facility, RegionalOffice

MAX_BYTES = 2 * 1024 * 1024

FIELDS = {
    "kind": "kind",
    "class": "facility_class",
    "specialty": "specialty",
    "place": "place",
    "official_name": "official_name",
    "short_name": "short_name",
    "regency_code": "regency_code",
    "time_zone": "time_zone",
}
"""The file's columns and the facility's fields they fill."""

COLUMNS = ["regional_office", *FIELDS]


class Unreadable(Exception):
    """The file as a whole is not a list of facilities."""


class BadRow(NamedTuple):
    """A row that cannot be loaded, the cell that is to blame, and what is wrong with it."""

    line: int
    column: str
    value: str
    message: str


def read(file) -> tuple[list[dict], list[BadRow]]:
    """
    The good rows with clean cells, by column, and the bad ones.

    :param file: open for reading bytes; a byte order mark and any line ends will do.
    :raises Unreadable: with an Indonesian sentence.
    """
    good, bad, lines_by_name = [], [], {}
    for line, cells in numbered_rows(text_of(file)):
        found = problem(cells)
        if found is None:
            row = dict(zip(COLUMNS, cells, strict=True))
            first = lines_by_name.setdefault(row["official_name"].casefold(), line)
            if first == line:
                good.append(row)
                continue
            found = "official_name", row["official_name"], f"Sudah ada di baris {first}."
        column, value, message = found
        bad.append(BadRow(line, column, readable(value[:80]), message))
    return good, bad


def text_of(file) -> str:
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Unreadable("Berkas lebih dari 2 MB. Unggah daftar UPT saja.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("Berkas bukan teks UTF-8. Simpan ulang sebagai “CSV UTF-8”.") from None


def numbered_rows(text):
    """Yield each row's line and its cells in the order of COLUMNS; None if they cannot be told."""
    header = text.partition("\n")[0]
    # An Excel set to Indonesian separates by semicolon: the comma is its decimal sign.
    delimiter = ";" if header.count(";") > header.count(",") else ","
    lines = every_line(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    _, first = next(lines, (0, None))
    names = [name.strip() for name in first or []]
    if missing := [column for column in COLUMNS if column not in names]:
        raise Unreadable(f"Baris pertama tidak memuat kolom {', '.join(missing)}.")
    places = [names.index(column) for column in COLUMNS]
    for line, cells in lines:
        if cells is not None and not any(cell.strip() for cell in cells):
            continue
        is_whole = cells is not None and len(cells) == len(names)
        yield line, [cells[place].strip() for place in places] if is_whole else None


def every_line(reader):
    """Yield each row and its line; None for a row that quotes or size make unreadable."""
    while True:
        try:
            cells = next(reader)
        except csv.Error:
            cells = None
        except StopIteration:
            return
        yield reader.line_num, cells


def problem(cells) -> tuple[str, str, str] | None:
    """The column, its cell and an Indonesian sentence; None for a good row."""
    if cells is None:
        return (
            "",
            "",
            "Jumlah kolom tidak sama dengan baris pertama, atau tanda kutip tidak ditutup.",
        )
    row = dict(zip(COLUMNS, cells, strict=True))
    for column, cell in row.items():
        if not cell.isprintable():
            return column, cell, "Memuat tanda yang tidak dapat dibaca."
    if row["kind"] not in Facility.Kind.values:
        return "kind", row["kind"], f"Jenis tidak dikenal. Pilih {', '.join(Facility.Kind.values)}."
    if row["time_zone"] not in Facility.Zone.values:
        zones = ", ".join(Facility.Zone.values)
        return "time_zone", row["time_zone"], f"Zona waktu tidak dikenal. Pilih {zones}."
    if row["regency_code"] and not regions.exists(row["regency_code"]):
        return "regency_code", row["regency_code"], "Kode kabupaten/kota tidak dikenal."
    return problem_for_models(row)


def problem_for_models(row) -> tuple[str, str, str] | None:
    """What the models say of the cells: too long, or empty where it may not be."""
    office = RegionalOffice(name=row["regional_office"])
    facility = Facility(**{name: row[column] for column, name in FIELDS.items()})
    columns = {name: column for column, name in FIELDS.items()}
    for model, columns_of in [(office, {"name": "regional_office"}), (facility, columns)]:
        others = {model_field.name for model_field in model._meta.fields} - columns_of.keys()
        try:
            model.clean_fields(exclude=others)
        except ValidationError as error:
            name, messages = next(iter(error.message_dict.items()))
            return columns_of[name], row[columns_of[name]], messages[0]
    return None


def readable(text) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
