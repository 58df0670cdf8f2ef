"""
The long work on an import, batch by batch.

Every batch is one transaction that moves the import's own counters with it: stopped anywhere,
there is either all of a batch or nothing of it, and whoever comes next goes on from there. The
import's row is the lock by which two who go on at once do each batch once.
"""

import json
from collections import Counter
from time import monotonic

from django.db import IntegrityError, transaction
from django.utils import timezone

from bansos.audit import trail
from bansos.indonesia.words import localize
from bansos.privacy.columns import collecting_later

from . import storage
from .applying import write
from .bulk import insert
from .checking import Checked, Fault, checker
from .models import Import, Line, Step, Verdict
from .planning import Planned, Surroundings, none_earlier, plan
from .reading import Table, Unreadable, read
from .refusals import Refused
from .slots import slot
from .tables import suggest

encode = json.JSONEncoder(separators=(",", ":")).encode

CHECKED_AT_ONCE = 2000
WRITTEN_AT_ONCE = 2000
TRIES = 3
SINCE = "Data di daftar berubah sejak pratinjau. Periksa, lalu unggah baris ini lagi."
IN_FLUX = "Daftar sedang diubah oleh orang lain. Lanjutkan sebentar lagi."


def advance(imported, *, by, at=None, seconds=2.0) -> Import:
    """
    Work on an import until it waits for a person, or the time is up.

    :param by: who pressed; the one who applied it remains its author.
    """
    until = monotonic() + seconds
    stages = {
        Import.State.UPLOADED: read_file,
        Import.State.CHECKING: check_rows,
        Import.State.APPLYING: apply_lines,
    }
    with collecting_later():
        while imported.is_at_work:
            stage = stages[imported.state]
            imported = stage(imported, by=by, at=at or timezone.now(), until=until)
            if monotonic() >= until:
                break
    return imported


def read_file(imported, *, by, at, until) -> Import:
    """
    Let the reader look at the file; then somebody is to match the columns.

    :raises Busy: if as many files are being read as may be.
    """
    try:
        with slot():
            table = read(storage.file_of(imported), name=imported.file_name, workdir=imported.place)
        found = suggest(table, imported)
        facts = {"state": Import.State.READ, **found}
    except Unreadable as refusal:
        facts = {"state": Import.State.REFUSED, "refusal": str(refusal)[:500]}
    with transaction.atomic():
        current = locked(imported)
        if current.state == Import.State.UPLOADED:
            for name, value in facts.items():
                setattr(current, name, value)
            current.save(update_fields=list(facts))
    if current.state == Import.State.REFUSED:
        storage.clear(current)
    return current


def check_rows(imported, *, by, at, until) -> Import:
    """Give the rows their verdicts, a chunk at a time."""
    mapping = imported.mapping
    check = checker(
        imported.kind,
        places=mapping["columns"],
        defaults=mapping["defaults"],
        near=imported.facility.regency_code if imported.facility else "",
        today=localize(at, imported.facility).date() if imported.facility else at.date(),
    )
    last = max(mapping["header"], imported.checked_to)
    chunk, blank = [], 0
    for row in Table.open(imported.place).rows(mapping["sheet"], after=last):
        last = row.number
        found = check(row.number, row.cells, row.is_hidden)
        if found is None:
            blank += 1
        else:
            chunk.append(found)
        if len(chunk) + blank >= CHECKED_AT_ONCE:
            imported = _keep_chunk(imported, chunk, blank, last)
            if imported.checked_to != last or monotonic() >= until:
                return imported
            chunk, blank = [], 0
    return _keep_chunk(imported, chunk, blank, last, is_last=True)


def _keep_chunk(imported, chunk: list[Checked], blank, last, is_last=False) -> Import:
    rows = plan(imported.kind, chunk, surroundings(imported))
    lines = [line_of(imported, row) for row in rows]
    with transaction.atomic():
        current = locked(imported)
        if (current.state, current.checked_to) != (imported.state, imported.checked_to):
            # Somebody else did this chunk meanwhile.
            return current
        insert(Line, lines)
        for verdict, count in Counter(row.verdict for row in rows).items():
            setattr(current, verdict.counter, getattr(current, verdict.counter) + count)
        current.blank += blank
        current.hidden += sum(row.is_hidden for row in rows)
        current.rows_checked += len(rows) + blank
        current.checked_to = last
        if is_last:
            current.state = Import.State.CHECKED
        current.save()
    return current


def line_of(imported, row: Planned) -> dict:
    counts = row.verdict != Verdict.TO_MEND
    return {
        "imported_id": imported.pk,
        "number": row.number,
        "verdict": row.verdict.value,
        "key": row.key if counts else "",
        "second_key": row.second_key if counts else "",
        "payload": encode(row.payload()),
    }


def surroundings(imported) -> Surroundings:
    def earlier(keys, second_keys=()):
        # Without an order: by row numbers the database would go through all lines.
        lines = Line.objects.filter(imported=imported).order_by()
        found: dict[str, int] = {}
        for name, asked in [("second_key", second_keys), ("key", keys)]:
            wanted = {key for key in asked if key}
            found |= dict(lines.filter(**{f"{name}__among": wanted}).values_list(name, "number"))
        return found

    return Surroundings(
        facility=imported.facility,
        places=imported.mapping["columns"],
        defaults=imported.mapping["defaults"],
        earlier=earlier,
    )


def apply_lines(imported, *, by, at, until) -> Import:
    """Write the next batch of what is new or changed."""
    for _ in range(TRIES):
        try:
            current = _apply_batch(imported, at=at)
        except IntegrityError:
            # Whoever does not take the register's lock came between: plan anew, and see them.
            continue
        if current.state == Import.State.APPLIED:
            storage.clear(current)
        return current
    raise Refused(IN_FLUX)


@transaction.atomic
def _apply_batch(imported, *, at) -> Import:
    trail.lock(imported.facility_id or 0)
    current = locked(imported)
    if current.state != Import.State.APPLYING:
        return current
    waiting = current.lines.filter(verdict__in=[Verdict.NEW, Verdict.CHANGED])
    waiting = waiting.filter(number__gt=current.written_to).order_by("number")
    lines = list(waiting.values_list("number", "verdict", "payload")[:WRITTEN_AT_ONCE])
    if not lines:
        return _finish(current)
    rows = _planned_anew(current, lines)
    good = [row for row in rows if row.verdict in (Verdict.NEW, Verdict.CHANGED)]
    by = current.applied_by
    written = write(current.kind, good, facility=current.facility, by=by, at=at)
    step = Step.objects.create(
        imported=current,
        number=current.steps.count() + 1,
        made=written.made,
        before=written.kept(),
    )
    current.written_to = lines[-1][0]
    current.rows_written += len(good)
    current.save()
    details = {"step": step.number, **written.made}
    details |= {f"changed_{model}": [*map(int, ids)] for model, ids in written.before.items()}
    trail.record("import.apply", current, by=by, at=at, details=details)
    return current


def _planned_anew(current, lines) -> list[Planned]:
    """The lines against the register as it is now. What is no longer so is sorted anew."""
    contents = [json.loads(payload) for _, _, payload in lines]
    checked = [
        Checked(number, facts=content["facts"], cells=content.get("cells", []))
        for (number, _, _), content in zip(lines, contents, strict=True)
    ]
    about = surroundings(current)
    about.earlier = none_earlier
    rows = plan(current.kind, checked, about)
    for (number, verdict, _), content, row in zip(lines, contents, rows, strict=True):
        as_shown = row.verdict == verdict and row.changes == content.get("changes", [])
        if as_shown:
            continue
        if row.verdict in (Verdict.NEW, Verdict.CHANGED):
            row.verdict, row.faults = Verdict.TO_MEND, [Fault("", None, "", SINCE)]
        before, after = Verdict(verdict).counter, row.verdict.counter
        setattr(current, before, getattr(current, before) - 1)
        setattr(current, after, getattr(current, after) + 1)
        line = current.lines.filter(number=number)
        line.update(verdict=row.verdict, payload=encode(row.payload()))
    return rows


def _finish(current) -> Import:
    current.state = Import.State.APPLIED
    current.save()
    # What went into the register is kept there alone.
    current.lines.exclude(verdict=Verdict.TO_MEND).update(payload="", key="", second_key="")
    return current


def locked(imported) -> Import:
    """The import as it is now, locked. Needs a transaction."""
    rows = Import.objects.select_for_update(of=["self"]).select_related("facility", "applied_by")
    return rows.get(pk=imported.pk)
