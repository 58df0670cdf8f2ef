"""The numbers and the trail as tables to take along."""

from bansos.indonesia.words import localize
from bansos.privacy.exporting import Table

from .trail import HOUSE, line

AT_ONCE = 2000

NUMBERS = ["Berhak", "Diserahkan", "Sisa", "Persen", "Keadaan", "UPT ikut", "Kegiatan"]
TRAIL = ["Waktu", "Perbuatan", "Keterangan", "Pelaku", "UPT", "Nomor", "Sidik"]


def numbers(board, *, chain) -> Table:
    """One row per regional office or facility."""
    place = "Kantor wilayah" if board["is_per_office"] else "UPT"
    filters = {}
    if board["campaign"]:
        filters["campaign"] = board["campaign"].pk
    if board["office"]:
        filters["office"] = board["office"].pk
    rows = ((chain, [row.label, *_figures(row)]) for row in board["rows"])
    return Table("angka", [place, *NUMBERS], rows, {chain}, filters)


def _figures(row) -> list:
    return [
        row.entitled,
        row.handed,
        row.remaining,
        row.percent,
        row.state[0],
        row.facilities,
        row.events,
    ]


def trail(form, scope) -> Table:
    """The entries asked for, the newest first, each with the mark that chains it."""
    entries = form.entries().iterator(AT_ONCE)
    chain = HOUSE if form.chain is None else form.chain
    rows = ((chain, _entry(line(entry, scope))) for entry in entries)
    return Table("jejak audit", TRAIL, rows, {chain}, form.asked)


def _entry(told) -> list:
    entry = told.entry
    local = localize(entry.at, told.zone)
    at = f"{local:%d/%m/%Y %H.%M.%S} {local.tzname()}"
    return [at, entry.deed, told.remark, entry.actor_name, told.place, entry.number, entry.hash]
