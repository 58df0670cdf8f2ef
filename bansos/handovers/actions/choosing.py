"""Who is to receive: while the event is a draft, by set, one by one, or exempted by the head."""

from dataclasses import dataclass

from django.db import transaction

from bansos.audit import trail
from recipients.models import Recipient

from ..models import Entitlement, Event
from . import claims
from .refusals import AlreadyEntitled, NeedsNoExemption, NotVerified, Refused, WrongPlace
from .standing import (
    again_when_outrun,
    locked,
    locked_entitlement,
    require_state,
    require_waiting,
    stated,
)

MOST_PACKAGES = 1000
"""For one entitlement; an institution gets several."""


@dataclass(frozen=True)
class Refusal:
    """A recipient who was not added, and why."""

    recipient: Recipient
    reason: str


@dataclass(frozen=True)
class Chosen:
    """What became of those who were to be added."""

    added: list[Entitlement]
    refused: list[Refusal]


@again_when_outrun
def choose(event, recipients, *, by, at, quantity=1) -> Chosen:
    """
    Add recipients to a draft list; whoever cannot be added is named with the reason.

    Takes the same number of reads for one recipient as for 250.

    :raises WrongState: if the list is no longer a draft.
    :raises Refused: if the quantity is none, or beyond all reason.
    """
    if not 1 <= quantity <= MOST_PACKAGES:
        raise Refused(f"Jumlah paket dari 1 sampai {MOST_PACKAGES}.")
    event = locked(event)
    require_state(event, Event.State.DRAFT)
    families = registered([each.pk for each in recipients])
    chosen = _sorted_out(event, families)
    for entitlement in chosen.added:
        entitlement.quantity, entitlement.added_at, entitlement.added_by = quantity, at, by
    Entitlement.objects.bulk_create(chosen.added)
    claims.hold(chosen.added)
    if chosen.added:
        details = {"recipients": [each.recipient_id for each in chosen.added], "quantity": quantity}
        trail.record("event.choose", event, by=by, at=at, details=details)
    return chosen


@transaction.atomic
def unchoose(entitlement, *, by, at) -> None:
    """
    Take a recipient off a draft list. The row goes; what was chosen stays in the trail.

    :raises WrongState: if the list is no longer a draft.
    """
    entitlement = locked_entitlement(entitlement)
    require_state(entitlement.event, Event.State.DRAFT)
    details = {"recipient": entitlement.recipient_id}
    trail.record("entitlement.unchoose", entitlement, by=by, at=at, details=details)
    entitlement.delete()


@again_when_outrun
def exempt(event, recipient, *, reason, by, at) -> Entitlement:
    """
    Add a family in spite of its entitlement elsewhere in the campaign, by the head's decision.

    :raises AlreadyEntitled: if it is on this very list.
    :raises NeedsNoExemption: if it could be added as usual.
    """
    reason = stated(reason)
    event = locked(event)
    require_state(event, Event.State.DRAFT)
    family = admissible(recipient, event)
    holder = _holder_of(family, event)
    if holder is None:
        raise NeedsNoExemption(f"{family} tidak perlu dikecualikan. Tambahkan seperti biasa.")
    if event.entitlements.active().filter(recipient=family).exists():
        raise AlreadyEntitled(f"{family} sudah ada di daftar ini.")
    entitlement = entitle(family, event)
    entitlement.added_at, entitlement.added_by = at, by
    entitlement.exempted_at, entitlement.exempted_by = at, by
    entitlement.exempted_reason = reason
    entitlement.save()
    claims.hold([entitlement])
    details = {"recipient": family.pk, "reason": reason, "besides": holder.pk}
    trail.record("entitlement.exempt", entitlement, by=by, at=at, details=details)
    return entitlement


@transaction.atomic
def mark_symbolic(entitlement, *, official, by, at) -> Entitlement:
    """
    Plan that an official hands this package over before everybody; with no official, unplan it.

    :raises AlreadyHandedOver: if it is too late for plans.
    """
    entitlement = locked_entitlement(entitlement)
    event = entitlement.event
    states = Event.State
    require_state(event, states.DRAFT, states.SUBMITTED, states.FROZEN, states.OPEN)
    require_waiting(entitlement)
    if official and official.facility_id != entitlement.facility_id:
        raise WrongPlace(f"{official.name} bukan pejabat {event.facility}.")
    entitlement.is_symbolic = official is not None
    entitlement.symbolic_official = official
    entitlement.save(update_fields=["is_symbolic", "symbolic_official"])
    details = {"official": official and official.pk}
    trail.record("entitlement.symbolic", entitlement, by=by, at=at, details=details)
    return entitlement


def registered(ids):
    """These recipients as the register has them now, with all that goes into a snapshot."""
    return Recipient.objects.filter(pk__in=ids).for_display()


def admissible(recipient, event) -> Recipient:
    """
    The recipient as the register has them now.

    :raises NotVerified: if they cannot be on a list.
    """
    family = registered([recipient.pk]).get()
    fault = fault_of(family, event)
    if fault:
        raise NotVerified(fault)
    return family


def fault_of(recipient, event) -> str:
    """What keeps a recipient off any list of this event; "" if nothing does."""
    if recipient.facility_id != event.facility_id:
        return f"Penerima ini tidak terdaftar di {event.facility}."
    if recipient.retired_at:
        return f"{recipient} sudah dinonaktifkan dari daftar keluarga."
    if not recipient.is_verified:
        return f"{recipient} belum diverifikasi."
    return ""


def refuse_entitled(recipient, event) -> None:
    """:raises AlreadyEntitled: if the family has an entitlement in the campaign."""
    holder = _holder_of(recipient, event)
    if holder:
        raise AlreadyEntitled(claims.said_of(recipient, holder, event.facility), holder)


def entitle(recipient, event, *, quantity=1) -> Entitlement:
    """An entitlement of the event's package, filled from the register, not yet saved."""
    entitlement = Entitlement(
        facility=event.facility,
        campaign=event.campaign,
        event=event,
        package=event.package,
        quantity=quantity,
    )
    entitlement.take_snapshot(recipient)
    return entitlement


def _sorted_out(event, families) -> Chosen:
    chosen = Chosen(added=[], refused=[])
    marks = {family: claims.marks_of(family) for family in families}
    held = claims.holders(event.campaign_id, [mark for each in marks.values() for mark in each])
    for family in families:
        holder = next((held[mark] for mark in marks[family] if mark in held), None)
        fault = fault_of(family, event)
        if holder and not fault:
            fault = claims.said_of(family, holder, event.facility)
        if fault:
            chosen.refused.append(Refusal(family, fault))
            continue
        entitlement = entitle(family, event)
        chosen.added.append(entitlement)
        # The next one may be the same family under another name.
        held |= dict.fromkeys(marks[family], entitlement)
    return chosen


def _holder_of(recipient, event):
    held = claims.holders(event.campaign_id, claims.marks_of(recipient))
    return next(iter(held.values()), None)
