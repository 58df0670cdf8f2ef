"""What becomes of a package that left out of reach, though it should not have: the head says."""

from django.db.models import F

from bansos.audit import trail
from bansos.stock.actions import OutOfStock, issue_late, take_back, write_off_as_lost

from ..models import Conflict, Handover, Tally
from ..models.handover import COPIED
from .refusals import AlreadySettled, Refused
from .standing import again_when_outrun, stated

Settlement = Conflict.Settlement


@again_when_outrun
def settle(conflict, *, settlement, reason, by, at) -> Conflict:
    """
    Say what becomes of the package: recorded as handed over, back in stock, or gone.

    :raises AlreadySettled: if somebody did before.
    :raises Refused: if it cannot be recorded as handed over, or the stock has too few for it.
    """
    reason = stated(reason)
    trail.lock(conflict.facility_id)
    related = ["facility", "event", "entitlement__package", "recorded_by", "handed_by"]
    conflict = Conflict.objects.select_related(*related).get(pk=conflict.pk)
    if conflict.is_settled:
        raise AlreadySettled("Konflik ini sudah diselesaikan.")
    _account_for(conflict, settlement, by, at)
    if settlement == Settlement.RECORDED:
        _record(conflict)
    conflict.settlement, conflict.settled_reason = settlement, reason
    conflict.settled_at, conflict.settled_by = at, by
    conflict.save()
    details = {
        "entitlement": conflict.entitlement_id,
        "settlement": settlement,
        "reason": reason,
    }
    trail.record("handover.settle", conflict, by=by, at=at, details=details)
    return conflict


def _account_for(conflict, settlement, by, at) -> None:
    """Let the ledger say where the package is."""
    package = conflict.entitlement.package
    if settlement == Settlement.RETURNED:
        if conflict.is_taken:
            take_back(conflict, package=package, by=by, at=at)
        return
    if not conflict.is_taken:
        try:
            issue_late(conflict, package=package, by=by, at=at)
        except OutOfStock as refusal:
            raise Refused(f"{refusal} Catat dahulu barang masuknya.") from refusal
        conflict.is_taken = True
    if settlement == Settlement.LOST:
        write_off_as_lost(conflict, package=package, by=by, at=at)


def _record(conflict) -> None:
    """
    The conflict becomes the valid handover of its family.

    :raises Refused: if the family is off the list, or has another.
    """
    entitlement = conflict.entitlement
    if not entitlement.is_active:
        raise Refused("Jatahnya sudah dicabut dari daftar.")
    if entitlement.handovers.valid().exists():
        raise Refused("Jatah ini mempunyai penyerahan lain yang sah. Batalkan dahulu yang itu.")
    handover = Handover(**{name: getattr(conflict, name) for name in COPIED})
    handover.save(force_insert=True)
    Tally.objects.filter(pk=handover.event_id).update(
        handed=F("handed") + 1,
        handed_packages=F("handed_packages") + handover.quantity,
        symbolic=F("symbolic") + int(handover.kind == Handover.Kind.SYMBOLIC),
        by_proxy=F("by_proxy") + int(handover.is_by_proxy),
    )
