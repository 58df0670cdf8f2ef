"""What was signed on paper is recorded page by page: each slip once, a page whole or not at all."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile

from bansos.audit import trail
from bansos.handovers import paper
from bansos.handovers.actions import Operation, Refused, hand_over
from bansos.handovers.actions.standing import again_when_outrun, locked

from .models import PaperPage, PaperScan, PaperTick, scan_place
from .rows import Row, rows_of


class StalePage(Refused):
    """Somebody saved the page since it was looked at."""


class RowsRefused(Refused):
    """Some rows cannot be recorded, so none was."""


class Unexplained(Refused):
    """There are more or fewer signatures than ticks, and nobody says why."""


@dataclass(frozen=True)
class Proxy:
    """Who signed in the recipient's place."""

    name: str
    relation: str
    document: str
    number: str


@dataclass(frozen=True)
class Told:
    """
    What an officer reads on a signed page.

    :param ticked: numbers of the rows with a signature, each with the proxy or None.
    :param revision: of the page as it was looked at; 0 if nobody had saved it.
    :param scan: the kind of the scanned page and its content.
    """

    ticked: dict[int, Proxy | None]
    signatures: int
    handed_at: datetime
    explanation: str = ""
    revision: int = 0
    scan: tuple[str, bytes] | None = None


@dataclass(frozen=True)
class Saved:
    """:param new: rows recorded just now. :param kept: those of them that are conflicts."""

    page: PaperPage
    new: int = 0
    kept: int = 0


def record_page(event, number, told: Told, *, by, at) -> Saved:
    """
    Record what was signed on a page: rows that were recorded before stay as they are.

    :raises StalePage: if somebody else saved it meanwhile, and this would add to it.
    :raises Unexplained: if signatures and ticks differ without an explanation.
    :raises RowsRefused: if a row may not be recorded; then nothing of the page is.
    """
    if told.scan is None:
        return _record_page(event, number, told, None, by=by, at=at)
    kind, content = told.scan
    scan = PaperScan(kind=kind, facility_id=event.facility_id, attached_at=at, attached_by=by)
    storage = scan.file.storage
    # The file first: a row never names one that is not there.
    scan.file = storage.save(scan_place(scan, ""), ContentFile(content))
    try:
        return _record_page(event, number, told, scan, by=by, at=at)
    except BaseException:
        storage.delete(scan.file.name)
        raise


@again_when_outrun
def _record_page(event, number, told, scan, *, by, at) -> Saved:
    event = locked(event)
    page = PaperPage.objects.filter(event=event, number=number).first()
    rows = {row.number: row for row in rows_of(event, number, page)}
    new = [rows[each] for each in sorted(told.ticked) if not rows[each].is_ticked]
    if new and told.revision != (page.revision if page else 0):
        raise StalePage("Halaman ini baru saja disimpan orang lain. Periksa lagi isinya.")
    ticks = sum(row.is_ticked for row in rows.values()) + len(new)
    if told.signatures != ticks and not told.explanation:
        raise Unexplained(
            f"{told.signatures} tanda tangan, tetapi {ticks} baris dicentang. Jelaskan selisihnya."
        )
    operations = [_operation(row, event, number, told) for row in new]
    kept = _recorded(operations, event, rows, by, at)
    page = _saved(page, event, number, told, ticks, by, at)
    PaperTick.objects.bulk_create(
        PaperTick(operation_id=each.id, page=page, entitlement=row.entitlement)
        for each, row in zip(operations, new, strict=True)
    )
    _note(page, scan, len(new), by, at)
    return Saved(page, len(new), kept)


def _operation(row: Row, event, page, told) -> Operation:
    entitlement, proxy = row.entitlement, told.ticked[row.number]
    about = {}
    if proxy:
        about = {f"proxy_{name}": value for name, value in vars(proxy).items()}
    return Operation(
        id=paper.slip(entitlement.pk, event_id=event.pk, earlier=row.earlier),
        entitlement_id=entitlement.pk,
        event_id=event.pk,
        handed_at=told.handed_at,
        station=paper.page_name(page),
        # Signed out of reach: what should not have happened is kept for the head.
        is_offline=True,
        by_proxy=proxy is not None,
        note=f"Dari daftar kertas, halaman {page}, nomor {row.number}",
        **about,
    )


def _recorded(operations, event, rows, by, at) -> int:
    """
    Hand over what was signed for; how many are kept as conflicts.

    :raises RowsRefused: for any answer that leaves no trace of a package.
    """
    if not operations:
        return 0
    numbers = {row.entitlement.pk: row.number for row in rows.values()}
    answers = hand_over(operations, facility=event.facility, by=by, at=at)
    refused = [each for each in answers if not (each.is_done or each.outcome.is_conflict)]
    if refused:
        told = Counter(each.message for each in refused).most_common(1)[0][0]
        which = ", ".join(
            str(numbers[each.operation.entitlement_id]) for each in refused if each.message == told
        )
        raise RowsRefused(f"Baris {which}: {told}")
    return sum(each.outcome.is_conflict for each in answers)


def _saved(page, event, number, told, ticks, by, at) -> PaperPage:
    page = page or PaperPage(facility_id=event.facility_id, event=event, number=number, revision=0)
    page.signatures, page.ticks = told.signatures, ticks
    page.explanation = told.explanation if page.is_alarm else ""
    page.revision += 1
    page.saved_at, page.saved_by = at, by
    page.save()
    return page


def _note(page, scan, new, by, at) -> None:
    details = {
        "event": page.event_id,
        "page": page.number,
        "signatures": page.signatures,
        "ticks": page.ticks,
        "new": new,
    }
    if page.is_alarm:
        # Here it stays, also when the page is counted right one day.
        details["reason"] = page.explanation
    trail.record("station.tick_paper", page, by=by, at=at, details=details)
    if scan:
        scan.page = page
        scan.save(force_insert=True)
        details = {"event": page.event_id, "page": page.number}
        trail.record("station.attach_scan", scan, by=by, at=at, details=details)
