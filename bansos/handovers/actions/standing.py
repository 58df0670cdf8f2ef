"""
How every deed begins: behind the facility's other writers, with the rows as they stand now.

The lock keeps the peace; a state changes only from the one expected, whoever asks at once.
"""

from functools import wraps

from django.db import IntegrityError, OperationalError, transaction

from bansos.audit import trail
from bansos.indonesia.words import date_long

from ..models import Entitlement, Event
from .refusals import AlreadyHandedOver, AlreadyWithdrawn, Gone, ReasonMissing, WrongState

TRIES = 4
LONGEST_REASON = 300


def again_when_outrun(deed):
    """
    Run a deed as one transaction, and anew when a constraint stopped it: at most four times.

    Somebody of another facility was faster, so what it read is out of date. The repeated
    deed reads what the winner wrote and refuses in words.
    """

    @wraps(deed)
    def tried(*args, **kwargs):
        for tries_left in reversed(range(TRIES)):
            try:
                with transaction.atomic():
                    return deed(*args, **kwargs)
            except (IntegrityError, OperationalError):
                if not tries_left:
                    raise
        raise AssertionError("unreachable")

    return tried


def locked(event) -> Event:
    """
    The event as it stands now, with the facility's other writers waiting behind us.

    :raises Gone: if it was a rehearsal and has been wiped meanwhile.
    """
    trail.lock(event.facility_id)
    related = Event.objects.select_related("facility", "campaign", "package")
    return _there(related.filter(pk=event.pk))


def locked_entitlement(entitlement) -> Entitlement:
    """
    The entitlement and its event as they stand now.

    :raises Gone: if it was rehearsed and has been wiped meanwhile.
    """
    trail.lock(entitlement.facility_id)
    beside = ["event__facility", "event__campaign", "recipient", "package"]
    related = Entitlement.objects.select_related(*beside)
    return _there(related.prefetch_related("handovers").filter(pk=entitlement.pk))


def _there(rows):
    for row in rows:
        return row
    raise Gone("Gladi ini sudah dihapus.")


def require_state(event, *states) -> None:
    """:raises WrongState: if the event is in none of these states."""
    if event.state not in states:
        order = list(Event.State)
        is_later = order.index(event.state) > max(order.index(state) for state in states)
        allowed = "tidak dapat dilakukan lagi" if is_later else "belum dapat dilakukan"
        raise WrongState(f"Keadaan kegiatan: {event.get_state_display().lower()}. Ini {allowed}.")


def require_serving(event, *more, at) -> None:
    """:raises WrongState: unless it is open, closed and in its late days, or in one of these."""
    if not event.is_late_at(at):
        require_state(event, *more, Event.State.OPEN)


def move(event, *, to, **facts) -> None:
    """
    Take the event from the state it was read in to the next one, with the facts of the step.

    :raises WrongState: if somebody took it elsewhere meanwhile.
    """
    facts["state"] = to
    if not Event.objects.filter(pk=event.pk, state=event.state).update(**facts):
        raise WrongState("Keadaan kegiatan baru saja diubah orang lain. Muat ulang halaman.")
    for name, fact in facts.items():
        setattr(event, name, fact)


def require_waiting(entitlement) -> None:
    """
    The package is still to be handed over.

    :raises AlreadyWithdrawn: if the entitlement is no longer on the list.
    :raises AlreadyHandedOver: if the recipient has it.
    """
    if not entitlement.is_active:
        raise AlreadyWithdrawn(f"Jatah {entitlement} sudah dicabut.")
    if entitlement.handover:
        raise AlreadyHandedOver(f"Paket untuk {entitlement} sudah diserahkan.")
    if entitlement.conflicts.holding().exists():
        raise AlreadyHandedOver(
            f"Paket untuk {entitlement} tercatat keluar. Selesaikan dahulu konfliknya."
        )


def stated(reason) -> str:
    """
    The reason without the blanks around it.

    :raises ReasonMissing: if nothing is left, or far too much.
    """
    reason = (reason or "").strip()
    if not reason:
        raise ReasonMissing("Tuliskan alasannya.")
    if len(reason) > LONGEST_REASON:
        raise ReasonMissing(f"Tuliskan alasannya dalam paling banyak {LONGEST_REASON} huruf.")
    return reason


def named(entitlements) -> str:
    """Dewi (nomor 3, Bansos Natal, 24 Desember 2024): for a sentence, all of them."""
    return ", ".join(_named(each) for each in entitlements)


def _named(entitlement):
    event = entitlement.event
    number = f"nomor {entitlement.number}, " if entitlement.number else ""
    return f"{entitlement} ({number}{event.campaign.name}, {date_long(event.local_start)})"
