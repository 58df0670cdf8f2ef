"""What a table offers: its sheets, and in each the row of titles and what the titles mean."""

import json
from dataclasses import dataclass
from itertools import islice

from recipients.models import Category

from .columns import LOOKED_AT, Header, find_header, guess
from .kinds import columns_of
from .models import ColumnMapping, Kind
from .reading import Table, Unreadable
from .reading.refusals import MAX_DATA_ROWS, TOO_MANY_ROWS

NO_TITLES = (
    "Baris judul kolom tidak ditemukan. Tulis judul seperti Nama dan NIK di atas tabel, "
    "atau pakai berkas contoh."
)
LONGEST_TITLE = 100


@dataclass(frozen=True)
class Found:
    sheet: int
    header: Header


def remembered(imported) -> ColumnMapping | None:
    return ColumnMapping.objects.filter(facility=imported.facility, kind=imported.kind).first()


def header_of(table, sheet, imported, titles=None, at=None) -> Header | None:
    """The row of titles of a sheet: the one that looks most like it, or the one said to be."""
    rows = islice(table.rows(sheet), at or LOOKED_AT)
    texts = [(row.number, [cell.text for cell in row.cells]) for row in rows]
    if at is None:
        return find_header(texts, columns_of(imported.kind), titles)
    number, said = texts[-1] if len(texts) == at else (at, [])
    guessed = guess(said, columns_of(imported.kind), titles)
    return Header(number, said, guessed) if any(said) else None


def best(table, imported, titles) -> Found | None:
    """The sheet whose titles say most; a hidden one only where no other says anything."""
    found = []
    for place, sheet in enumerate(table.sheets):
        header = header_of(table, place, imported, titles)
        if header:
            found.append((not sheet.is_hidden, len(header.columns), -place, header))
    if not found:
        return None
    _, _, place, header = max(found, key=lambda each: each[:3])
    return Found(-place, header)


def suggest(table, imported) -> dict:
    """
    The facts of an import whose file was just read.

    :raises Unreadable: if no sheet has titles, or too many rows below them.
    """
    known = remembered(imported)
    found = best(table, imported, known.titles if known else {})
    if found is None:
        raise Unreadable(NO_TITLES)
    return facts_of(table, imported, found, known.defaults if known else None)


def facts_of(table: Table, imported, found: Found, defaults=None) -> dict:
    """
    Which sheet and titles were found, as the import keeps them.

    :raises Unreadable: if there are more rows below the titles than may be.
    """
    header = found.header
    _refuse_too_many(table, found)
    if defaults is None:
        is_bare = imported.kind == Kind.FAMILIES and "inmate_name" not in header.columns
        defaults = {"category": Category.COMMUNITY.value} if is_bare else {}
    return {
        "mapping": {
            "sheet": found.sheet,
            "header": header.number,
            "columns": header.columns,
            "defaults": defaults,
            # Said on the preview, so that nobody takes for read what was not.
            "sheet_name": table.sheets[found.sheet].name,
            "unread": [
                [sheet.name, sheet.rows]
                for place, sheet in enumerate(table.sheets)
                if place != found.sheet and sheet.rows
            ],
        },
        "titles": json.dumps([title[:LONGEST_TITLE] for title in header.titles]),
        "rows_total": table.sheets[found.sheet].rows - header.number,
    }


def _refuse_too_many(table, found: Found):
    sheet = table.sheets[found.sheet]
    if sheet.rows - found.header.number <= MAX_DATA_ROWS:
        return
    rows = table.rows(found.sheet, after=found.header.number)
    if sum(not row.is_blank for row in rows) > MAX_DATA_ROWS:
        raise Unreadable(TOO_MANY_ROWS.format(sheet=sheet.name, row=sheet.rows))


def samples(table, imported) -> dict[int, str]:
    """What stands first in each column below the titles, by the column's place."""
    found: dict[int, str] = {}
    start = imported.mapping["header"]
    for row in islice(table.rows(imported.mapping["sheet"]), start, start + LOOKED_AT):
        for place, cell in enumerate(row.cells):
            if place not in found and cell.text.strip():
                found[place] = "".join(sign for sign in cell.text[:30] if sign.isprintable())
    return found


def letter(place) -> str:
    """What the spreadsheet program calls a column: 0 → A."""
    name, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
