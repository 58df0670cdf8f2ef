"""The list is decided: submitted by one person, frozen by another, then changed with a reason."""

from django.db import transaction
from django.db.models import F, Max

from bansos.audit import trail

from ..codes import new_code
from ..models import Entitlement, Event, RevokedCode, Tally
from ..models.entitlement import SNAPSHOT
from . import claims
from .choosing import admissible, entitle, fault_of, refuse_entitled, registered
from .refusals import AlreadyEntitled, EmptyList, NotVerified, SamePerson
from .standing import (
    again_when_outrun,
    locked,
    locked_entitlement,
    move,
    require_serving,
    require_state,
    require_waiting,
    stated,
)

SHOWN = 3
"""Faults told at once; more than that is read by nobody."""


@transaction.atomic
def submit(event, *, by, at) -> Event:
    """
    Put the list before the head.

    :raises EmptyList: if nobody is on it.
    """
    event = locked(event)
    require_state(event, Event.State.DRAFT)
    count = event.entitlements.active().count()
    if not count:
        raise EmptyList("Daftar penerima masih kosong.")
    move(event, to=Event.State.SUBMITTED, submitted_at=at, submitted_by=by, sent_back_reason="")
    trail.record("event.submit", event, by=by, at=at, details={"entitled": count})
    return event


@transaction.atomic
def send_back(event, *, reason, by, at) -> Event:
    """Let the officer mend the list."""
    reason = stated(reason)
    event = locked(event)
    require_state(event, Event.State.SUBMITTED)
    facts = {"submitted_at": None, "submitted_by": None, "sent_back_reason": reason}
    move(event, to=Event.State.DRAFT, **facts)
    trail.record("event.send_back", event, by=by, at=at, details={"reason": reason})
    return event


@again_when_outrun
def freeze(event, *, by, at) -> Event:
    """
    Decide the list: facts as the register has them now, numbers by name, the tally set.

    :raises SamePerson: if the one who freezes is the one who submitted.
    :raises EmptyList: if nobody is left on it.
    :raises NotVerified: if a family may no longer be on a list.
    :raises AlreadyEntitled: if a family turned out to have an entitlement elsewhere.
    """
    event = locked(event)
    require_state(event, Event.State.SUBMITTED)
    if event.submitted_by_id == by.pk:
        raise SamePerson("Yang menetapkan daftar tidak boleh orang yang mengajukannya.")
    move(event, to=Event.State.FROZEN, frozen_at=at, frozen_by=by)
    entitlements = _as_registered(event)
    if not entitlements:
        raise EmptyList("Daftar penerima menjadi kosong. Kembalikan untuk diperbaiki.")
    _refuse_faults(event, entitlements)
    _refuse_doubles(event, entitlements)
    claims.renew(entitlements)
    entitlements.sort(key=lambda each: (each.search_name, each.pk))
    for number, entitlement in enumerate(entitlements, start=1):
        entitlement.number = number
    Entitlement.objects.bulk_update(entitlements, [*SNAPSHOT, "number"])
    Tally.objects.filter(pk=event.pk).update(
        entitled=len(entitlements), entitled_packages=sum(each.quantity for each in entitlements)
    )
    trail.record("event.freeze", event, by=by, at=at, details={"entitled": len(entitlements)})
    return event


@transaction.atomic
def withdraw(entitlement, *, reason, by, at) -> Entitlement:
    """
    Take a family off a frozen list; the row stays, and the family may be on another list.

    :raises AlreadyHandedOver: if it has the package.
    """
    reason = stated(reason)
    entitlement = _changeable(entitlement)
    take_off(entitlement, reason=reason, by=by, at=at)
    count(entitlement, -1)
    details = {"recipient": entitlement.recipient_id, "reason": reason}
    trail.record("entitlement.withdraw", entitlement, by=by, at=at, details=details)
    return entitlement


@again_when_outrun
def replace(entitlement, recipient, *, reason, by, at) -> Entitlement:
    """
    Put another family in the place of one on a frozen list, with a number at the end.

    After the closing too, while packages are still given to those who did not come.

    :raises AlreadyHandedOver: if the first one has the package.
    :raises NotVerified: if the other may not be on a list.
    :raises AlreadyEntitled: if the other has an entitlement in the campaign.
    """
    reason = stated(reason)
    first = _changeable(entitlement, late_at=at)
    event = first.event
    if first.recipient_id == recipient.pk:
        raise AlreadyEntitled(f"{recipient} sudah ada di daftar ini.")
    family = admissible(recipient, event)
    take_off(first, reason=reason, by=by, at=at)
    refuse_entitled(family, event)

    second = entitle(family, event, quantity=first.quantity)
    second.package = first.package
    second.number = next_number(event)
    second.added_at, second.added_by = at, by
    second.save()
    claims.hold([second])
    first.replaced_by = second
    first.save(update_fields=["replaced_by"])
    details = {"recipient": first.recipient_id, "by": family.pk, "reason": reason}
    trail.record("entitlement.replace", first, by=by, at=at, details=details)
    return second


@again_when_outrun
def reissue_coupon(entitlement, *, reason, by, at) -> Entitlement:
    """
    Give a family a new code; the coupon that was lost or seen by others opens nothing more.

    :raises AlreadyHandedOver: if the recipient has the package.
    """
    reason = stated(reason)
    entitlement = _changeable(entitlement)
    RevokedCode.objects.create(
        facility_id=entitlement.facility_id,
        event_id=entitlement.event_id,
        entitlement=entitlement,
        code=entitlement.code,
        revoked_at=at,
        revoked_by=by,
        reason=reason,
    )
    entitlement.code = new_code()
    entitlement.save(update_fields=["code"])
    # The codes themselves are keys, and stay out of the trail.
    trail.record(
        "entitlement.reissue_coupon", entitlement, by=by, at=at, details={"reason": reason}
    )
    return entitlement


def _as_registered(event) -> list[Entitlement]:
    entitlements = list(event.entitlements.active())
    families = registered([each.recipient_id for each in entitlements]).in_bulk()
    for entitlement in entitlements:
        entitlement.event = event
        entitlement.take_snapshot(families[entitlement.recipient_id])
    return entitlements


def _refuse_faults(event, entitlements) -> None:
    faults = [fault for each in entitlements if (fault := fault_of(each.recipient, event))]
    if faults:
        raise NotVerified(_together(faults))


def _refuse_doubles(event, entitlements) -> None:
    """What a family is known by may have come to light after it was chosen."""
    marks = {each: claims.marks_of(each.recipient) for each in entitlements}
    held = claims.holders(event.campaign_id, [mark for each in marks.values() for mark in each])
    doubles = []
    for entitlement in entitlements:
        for mark in [] if entitlement.exempted_at else marks[entitlement]:
            holder = held.setdefault(mark, entitlement)
            if holder != entitlement and holder.exempted_at is None:
                said = claims.said_of(entitlement.recipient, holder, event.facility)
                doubles.append(f"{entitlement}: {said}")
                break
    if doubles:
        raise AlreadyEntitled(_together(doubles))


def _together(faults) -> str:
    more = len(faults) - SHOWN
    return " ".join(faults[:SHOWN] + ([f"Dan {more} lagi."] if more > 0 else []))


def _changeable(entitlement, *, late_at=None) -> Entitlement:
    entitlement = locked_entitlement(entitlement)
    if late_at is None:
        require_state(entitlement.event, Event.State.FROZEN, Event.State.OPEN)
    else:
        require_serving(entitlement.event, Event.State.FROZEN, at=late_at)
    require_waiting(entitlement)
    return entitlement


def take_off(entitlement, *, reason, by, at) -> None:
    """Withdraw an entitlement; the row stays, and its family may be on another list."""
    entitlement.withdrawn_at, entitlement.withdrawn_by = at, by
    entitlement.withdrawn_reason = reason
    entitlement.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    claims.release(entitlement)


def next_number(event) -> int:
    """The number behind the last on the event's list."""
    return (event.entitlements.aggregate(last=Max("number"))["last"] or 0) + 1


def count(entitlement, families) -> None:
    """Count the families of an entitlement of a decided list up or down."""
    Tally.objects.filter(pk=entitlement.event_id).update(
        entitled=F("entitled") + families,
        entitled_packages=F("entitled_packages") + families * entitlement.quantity,
    )
