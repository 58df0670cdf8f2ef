"""What leaves the house as a file: whoever takes it along, the trail knows."""

from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from django.db import transaction
from django.http import FileResponse

from bansos.audit import trail
from bansos.indonesia.spreadsheets import Format, write

from .actions import REASON_AT_LEAST, REASON_AT_MOST, ReasonMissing

KEPT_IN_MEMORY = 1024 * 1024
WITHOUT_REASON = "Tuliskan untuk apa, paling sedikit lima huruf."


@dataclass(frozen=True)
class Table:
    """
    What is taken along.

    :param name: what it is, in the words of the screen; it names the file, too.
    :param rows: each with the chain of the trail it belongs to.
    :param chains: the chains that are told, also where no row is theirs.
    :param totals: titles of the columns that are added up.
    :param filters: names and choices of the filters in force; never what was searched.
    """

    name: str
    titles: list[str]
    rows: Iterable[tuple[int, list]]
    chains: set[int]
    filters: dict = field(default_factory=dict)
    about: object = None
    totals: tuple[str, ...] = ()


def export(table: Table, form: Format, *, by, at) -> BinaryIO:
    """The table as a file, once every chain it concerns knows of it."""
    return _export(table, form, {}, by=by, at=at)


def export_in_full(table: Table, form: Format, *, reason, by, at) -> BinaryIO:
    """
    The same for a table of full numbers.

    :raises ReasonMissing: if the reason is not one.
    """
    reason = " ".join(reason.replace("\0", "").split())[:REASON_AT_MOST]
    if len(reason.replace(" ", "")) < REASON_AT_LEAST:
        raise ReasonMissing(WITHOUT_REASON)
    return _export(table, form, {"full": True, "reason": reason}, by=by, at=at)


def _export(table, form, more, *, by, at):
    counts = Counter(dict.fromkeys(table.chains, 0))
    with ExitStack() as opened:
        file = opened.enter_context(SpooledTemporaryFile(max_size=KEPT_IN_MEMORY))
        # Written before it is told: the figures in the trail are those of the file.
        rows = _counted(table.rows, counts)
        write(rows, titles=table.titles, form=form, file=file, totals=table.totals)
        _tell(table, counts, {"format": str(form), **more}, by=by, at=at)
        size = file.tell()
        file.seek(0)
        if size <= KEPT_IN_MEMORY:
            return BytesIO(file.read())
        # It is on disk, without a name; whoever answers with it closes it.
        opened.pop_all()
        return file


def write_table(table: Table, form: Format) -> bytes:
    """The table as a file that goes nowhere: for the demonstration and the tests. Tells nobody."""
    written = BytesIO()
    rows = (cells for _, cells in table.rows)
    write(rows, titles=table.titles, form=form, file=written, totals=table.totals)
    return written.getvalue()


@transaction.atomic
def _tell(table, counts, more, *, by, at):
    for chain, rows in sorted(counts.items()):
        details = {"kind": table.name, "rows": rows, **more}
        if table.filters:
            details["filters"] = table.filters
        told = {"facility": chain, "details": details, "by": by, "at": at}
        trail.record("document.export", table.about, **told)


def _counted(rows, counts):
    for chain, cells in rows:
        counts[chain] += 1
        yield cells


def answer(table: Table, form: Format, file, *, at) -> FileResponse:
    """The file as it goes to the browser: keluarga-2024-12-24.xlsx."""
    name = f"{table.name.replace(' ', '-')}-{at:%Y-%m-%d}.{form}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=form.media_type)


def format_of(request) -> Format:
    """The kind of file that is asked for; a workbook where nothing we know is."""
    asked = request.POST.get("format") or request.GET.get("format")
    return Format.CSV if asked == Format.CSV else Format.XLSX
