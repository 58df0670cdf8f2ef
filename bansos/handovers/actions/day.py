"""The day itself: open, close, report, and take a mistake back."""

from django.db import transaction
from django.db.models import F

from bansos.audit import trail
from bansos.indonesia.words import moment
from bansos.stock.actions import take_back

from ..models import Entitlement, Event, Handover, Tally
from .refusals import StillUnsettled, VoidRefused
from .standing import locked, move, require_state, stated


@transaction.atomic
def open_event(event, *, by, at) -> Event:
    """Begin: from now on packages can be handed over."""
    event = locked(event)
    require_state(event, Event.State.FROZEN)
    move(event, to=Event.State.OPEN, opened_at=at, opened_by=by)
    trail.record("event.open", event, by=by, at=at)
    return event


@transaction.atomic
def close_event(event, *, by, at, absences: dict[int, str] | None = None) -> Event:
    """
    End the day; who did not come stays visible, with the reason where one is known.

    :param absences: reasons by the entitlement's id.
    """
    event = locked(event)
    require_state(event, Event.State.OPEN)
    absent = _note_absences(event, absences or {})
    move(event, to=Event.State.CLOSED, closed_at=at, closed_by=by)
    trail.record("event.close", event, by=by, at=at, details={"absent": absent})
    return event


@transaction.atomic
def reopen_event(event, *, reason, by, at) -> Event:
    """Let packages be handed over again after the end."""
    reason = stated(reason)
    event = locked(event)
    require_state(event, Event.State.CLOSED)
    move(event, to=Event.State.OPEN, closed_at=None, closed_by=None)
    trail.record("event.reopen", event, by=by, at=at, details={"reason": reason})
    return event


@transaction.atomic
def report_event(event, *, by, at) -> Event:
    """
    Say that the papers are done; nothing of the event is changed from here on.

    :raises StillUnsettled: while it is not known what becomes of some package.
    """
    event = locked(event)
    require_state(event, Event.State.CLOSED)
    if event.conflicts.unsettled().exists():
        raise StillUnsettled("Masih ada konflik penyerahan. Selesaikan dahulu.")
    move(event, to=Event.State.REPORTED, reported_at=at, reported_by=by)
    trail.record("event.report", event, by=by, at=at)
    return event


@transaction.atomic
def void(handover, *, reason, by, at, is_head: bool) -> Handover:
    """
    Declare a handover a mistake: the row stays, the package goes back to stock and list.

    :raises VoidRefused: if it is void already, or neither a head asks nor, within fifteen
        minutes, the officer who recorded it.
    """
    reason = stated(reason)
    trail.lock(handover.facility_id)
    related = Handover.objects.select_related("facility", "entitlement__package", "recorded_by")
    handover = related.get(pk=handover.pk)
    if not handover.is_valid:
        when = moment(handover.voided_at, handover.facility)
        raise VoidRefused(f"Penyerahan ini sudah dibatalkan {when}.")
    if not (is_head or handover.may_be_voided_by_its_officer(by, at)):
        raise VoidRefused(
            f"Hanya {handover.recorded_by} dalam 15 menit, atau kepala, yang dapat membatalkan."
        )
    handover.voided_at, handover.voided_by, handover.voided_reason = at, by, reason
    handover.save(update_fields=["voided_at", "voided_by", "voided_reason"])
    take_back(handover, package=handover.entitlement.package, by=by, at=at)
    _count_back(handover)
    details = {"entitlement": handover.entitlement_id, "reason": reason}
    trail.record("handover.void", handover, by=by, at=at, details=details)
    return handover


def _note_absences(event, absences) -> int:
    """Reasons for those still waiting; whoever has come since an earlier closing needs none."""
    waiting = list(event.entitlements.waiting())
    longest = Entitlement._meta.get_field("absence_reason").max_length
    for entitlement in waiting:
        told = absences.get(entitlement.pk, entitlement.absence_reason)
        entitlement.absence_reason = told.replace("\0", "").strip()[:longest]
    event.entitlements.exclude(absence_reason="").update(absence_reason="")
    explained = [entitlement for entitlement in waiting if entitlement.absence_reason]
    Entitlement.objects.bulk_update(explained, ["absence_reason"])
    return len(waiting)


def _count_back(handover) -> None:
    Tally.objects.filter(pk=handover.event_id).update(
        handed=F("handed") - 1,
        handed_packages=F("handed_packages") - handover.quantity,
        symbolic=F("symbolic") - int(handover.kind == Handover.Kind.SYMBOLIC),
        by_proxy=F("by_proxy") - int(handover.is_by_proxy),
    )
