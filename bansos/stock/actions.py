"""What comes into a facility's stock and leaves it other than by a handover."""

from django.db import transaction
from django.db.models import F

from bansos.audit import trail
from bansos.indonesia.words import number

from .models import Balance, Movement

MOST_AT_ONCE = 100_000
"""Packages in one movement: far beyond any truck, far below what a column holds."""


class Refused(Exception):
    """The deed was not done, and nothing was written."""


class OutOfStock(Refused):
    """The facility has fewer packages on hand than were to leave."""


@transaction.atomic
def receive(package, *, facility, quantity, note="", by, at) -> Movement:
    """
    Take packages into stock.

    :raises Refused: if the quantity is none or beyond reason, or the package is another's.
    """
    trail.lock(facility.pk)
    _require_sound(package, facility, quantity)
    movement = _move(Movement.Kind.RECEIVED, package, facility, quantity, by, at, note=note)
    return _told("stock.receive", movement)


@transaction.atomic
def write_off(package, *, facility, quantity, kind, note, by, at) -> Movement:
    """
    Take packages out of stock that were returned to their giver, or damaged.

    :raises OutOfStock: if there are not enough on hand.
    :raises Refused: if the quantity is none or beyond reason, or the package is another's.
    """
    if kind not in {Movement.Kind.RETURNED, Movement.Kind.DAMAGED}:
        raise ValueError(f"Packages are not written off as {kind}.")
    trail.lock(facility.pk)
    _require_sound(package, facility, quantity)
    movement = _move(kind, package, facility, -quantity, by, at, note=note)
    return _told("stock.write_off", movement)


def take_back(handover, *, package, by, at) -> Movement:
    """Put back into stock what a void handover had taken. A part of that deed, under its lock."""
    facility, quantity = handover.facility, handover.quantity
    return _move(Movement.Kind.VOIDED, package, facility, quantity, by, at, handover_id=handover.pk)


def issue_late(conflict, *, package, by, at) -> Movement:
    """
    Take out what had left when the books did not have it. A part of that deed, under its lock.

    :raises OutOfStock: if there still are not enough on hand.
    """
    facility, quantity = conflict.facility, -conflict.quantity
    kind, handover_id = Movement.Kind.HANDED, conflict.pk
    return _move(kind, package, facility, quantity, by, at, handover_id=handover_id)


def write_off_as_lost(conflict, *, package, by, at) -> None:
    """Say of what left as handed over that it was no handover. A part of that deed, as above."""
    facts = {"by": by, "at": at, "handover_id": conflict.pk}
    facility, quantity = conflict.facility, conflict.quantity
    _move(Movement.Kind.VOIDED, package, facility, quantity, **facts)
    _move(Movement.Kind.LOST, package, facility, -quantity, **facts)


def _require_sound(package, facility, quantity) -> None:
    if not 1 <= quantity <= MOST_AT_ONCE:
        raise Refused(f"Jumlah dari 1 sampai {number(MOST_AT_ONCE)}.")
    if package.facility_id not in {None, facility.pk}:
        raise Refused(f"{package} bukan paket {facility}.")


def _move(kind, package, facility, quantity, by, at, **facts) -> Movement:
    """A line in the ledger, and the balance with it."""
    balance, _ = Balance.objects.get_or_create(facility=facility, package=package)
    enough = Balance.objects.filter(pk=balance.pk, on_hand__gte=-quantity)
    if not enough.update(on_hand=F("on_hand") + quantity):
        raise OutOfStock(f"Stok tidak cukup: tersisa {balance.on_hand}, diperlukan {-quantity}.")
    return Movement.objects.create(
        facility=facility,
        package=package,
        kind=kind,
        quantity=quantity,
        moved_at=at,
        recorded_by=by,
        **facts,
    )


def _told(action, movement) -> Movement:
    details = {
        "package": movement.package_id,
        "kind": movement.kind,
        "quantity": movement.quantity,
    }
    trail.record(action, movement, by=movement.recorded_by, at=movement.moved_at, details=details)
    return movement
