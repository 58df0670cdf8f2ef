"""Two recipients who may be one family: what somebody decides about them."""

from django.db import transaction

from bansos.accounts.roles import Permission
from bansos.audit import trail
from facilities.access import may

from ..models import Likeness
from .refusals import AlreadyDecided, NotTogether

Decision = Likeness.Decision


@transaction.atomic
def tell_apart(likeness, *, reason, by, at) -> Likeness:
    """
    Say that they are two families. It is remembered, and nobody is asked again.

    :raises AlreadyDecided: if somebody decided first.
    """
    likeness = locked_likeness(likeness)
    settle(likeness, Decision.DISTINCT, reason=reason, by=by, at=at)
    _record("recipient.tell_apart", likeness, reason, by, at)
    return likeness


@transaction.atomic
def call_same(likeness, *, reason="", by, at) -> Likeness:
    """
    Say that one family stands in two facilities' registers. Both keep it.

    It has one entitlement per campaign, as the claims of its numbers see to anyway.

    :raises AlreadyDecided: if somebody decided first.
    :raises NotTogether: if both stand in one register; there they are merged.
    """
    likeness = locked_likeness(likeness)
    if likeness.is_within_facility:
        raise NotTogether("Keduanya terdaftar di UPT yang sama. Gabungkan keduanya.")
    settle(likeness, Decision.SAME, reason=reason, by=by, at=at)
    _record("recipient.call_same", likeness, reason, by, at)
    return likeness


@transaction.atomic
def point_out(recipient, other, *, by, at) -> Likeness:
    """
    Note that two records of one register may be one family, whatever they say; to be decided.

    :raises NotTogether: if they are one record, or stand in two registers.
    :raises AlreadyDecided: if somebody decided about the two before.
    """
    trail.lock(recipient.facility_id)
    if recipient.pk == other.pk or recipient.facility_id != other.facility_id:
        raise NotTogether("Pilih keluarga lain dari daftar keluarga UPT ini.")
    first, second = sorted([recipient, other], key=lambda each: each.pk)
    facts = {"found_by": Likeness.FoundBy.OFFICER, "found_at": at}
    facts |= {"first_facility_id": first.facility_id, "second_facility_id": second.facility_id}
    likeness, is_new = Likeness.objects.get_or_create(first=first, second=second, defaults=facts)
    require_open(likeness)
    if is_new:
        for each, beside in [(first, second), (second, first)]:
            details = {"likeness": likeness.pk, "besides": beside.pk}
            trail.record("recipient.point_out", each, by=by, at=at, details=details)
    return likeness


def locked_likeness(likeness) -> Likeness:
    """The likeness as it is now, under the locks of its facilities, the lower id first."""
    for chain in sorted({likeness.first_facility_id, likeness.second_facility_id}):
        trail.lock(chain)
    rows = Likeness.objects.select_for_update(of=["self"])
    return rows.select_related("first__facility", "second__facility").get(pk=likeness.pk)


def require_open(likeness) -> None:
    """:raises AlreadyDecided: if there is nothing left to decide."""
    if not likeness.is_open:
        decision = likeness.get_decision_display().lower()
        raise AlreadyDecided(f"Dugaan ini sudah diputuskan: {decision}.")
    if likeness.first.is_retired or likeness.second.is_retired:
        raise AlreadyDecided("Salah satu dari keduanya sudah dinonaktifkan.")


def settle(likeness, decision, *, by, at, reason="") -> None:
    """Write the decision down, once."""
    require_open(likeness)
    likeness.decision, likeness.reason = decision, reason
    likeness.decided_at, likeness.decided_by = at, by
    likeness.save()


def _record(action, likeness, reason, by, at):
    """In the history of both. The other facility's trail is not told the words of this one."""
    for recipient, other in [likeness.pair, likeness.pair[::-1]]:
        details = {"likeness": likeness.pk}
        if likeness.is_within_facility:
            details["besides"] = other.pk
        if may(by, Permission.EDIT_REGISTERS, recipient.facility):
            details["reason"] = reason
        trail.record(action, recipient, by=by, at=at, details=details)
