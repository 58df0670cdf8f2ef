"""An inmate goes: what becomes of the entitlements of the families."""

from dataclasses import dataclass

from django.db import transaction

from bansos.audit import trail
from recipients import actions as register

from ..models import Entitlement, Event
from .deciding import count, take_off
from .refusals import StillWaiting, refusing_as_here
from .standing import named, stated

State = Event.State
UNDECIDED = [State.DRAFT, State.SUBMITTED]
DECIDED = [State.FROZEN, State.OPEN]


@dataclass(frozen=True)
class Left:
    """Who went or stayed, and which entitlements were withdrawn for it."""

    departure: register.Departure
    withdrawn: list[Entitlement]


def open_entitlements(departure) -> list[Entitlement]:
    """What the families who hang on this inmate alone are promised and have not got yet."""
    waiting = Entitlement.objects.waiting().filter(
        recipient__in=departure.moving,
        event__state__in=[*UNDECIDED, *DECIDED],
        campaign__is_rehearsal=False,
    )
    related = waiting.select_related("event__facility", "event__campaign")
    return list(related.order_by("event__starts_at", "number", "pk"))


@transaction.atomic
def transfer_inmate(inmate, *, to, reason, by, at) -> Left:
    """
    Bring an inmate to another facility with the families who hang on them alone.

    :raises StillWaiting: if one of these is promised a package on a decided list here.
    :raises Refused: if the register does not allow it.
    """
    reason = stated(reason)
    with refusing_as_here():
        departure = register.departing(inmate, to.pk)
        promised = open_entitlements(departure)
        decided = [each for each in promised if each.event.state in DECIDED]
        if decided:
            raise StillWaiting(f"Serahkan atau cabut dulu jatahnya: {named(decided)}.")
        _take_off(promised, f"Pindah ke {to}", by, at)
        ids = [family.pk for family in departure.moving]
        spoken_for = Event.objects.filter(spokesperson__in=ids, state__in=UNDECIDED)
        spoken_for.update(spokesperson=None)
        departure = register.transfer_inmate(inmate, to=to, reason=reason, by=by, at=at)
    return Left(departure, promised)


@transaction.atomic
def release_inmate(inmate, *, manner, on, is_withdrawn=False, reason="", by, at) -> Left:
    """
    Note that an inmate is free or has died.

    :param is_withdrawn: whether the families lose what they are promised, for this reason.
    :raises ReasonMissing: if they are to lose it for none.
    :raises Refused: if the register does not allow it.
    """
    reason = stated(reason) if is_withdrawn else ""
    with refusing_as_here():
        departure = register.release_inmate(inmate, manner=manner, on=on, by=by, at=at)
    promised = open_entitlements(departure) if is_withdrawn else []
    _take_off(promised, reason, by, at)
    return Left(departure, promised)


def _take_off(entitlements, reason, by, at):
    for entitlement in entitlements:
        take_off(entitlement, reason=reason, by=by, at=at)
        if entitlement.event.is_decided:
            count(entitlement, -1)
        details = {"recipient": entitlement.recipient_id, "reason": reason}
        trail.record("entitlement.withdraw", entitlement, by=by, at=at, details=details)
