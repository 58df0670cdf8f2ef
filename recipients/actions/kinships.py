from django.db import transaction

from bansos.audit import trail

from ..models import Category, Kinship
from .changes import locked, take_back_verification
from .refusals import KinshipRefused


@transaction.atomic
def add_kinship(recipient, *, inmate, relation, by, at) -> Kinship:
    """
    Tie a recipient to one more inmate of the same facility.

    :raises KinshipRefused: if they are tied already, or the inmate is another facility's.
    :raises AlreadyRetired: if the recipient is retired.
    """
    recipient = locked(recipient)
    if inmate.facility_id != recipient.facility_id:
        raise KinshipRefused("Warga binaan ini terdaftar di UPT lain.")
    if recipient.kinships.filter(inmate=inmate).exists():
        raise KinshipRefused("Warga binaan ini sudah tercatat untuk keluarga ini.")
    if not recipient.kinships.exists():
        recipient.category = Category.of(inmate, relation)
    kinship = Kinship.objects.create(recipient=recipient, inmate=inmate, relation=relation)
    _record("recipient.add_kinship", recipient, inmate, by, at)
    return kinship


@transaction.atomic
def drop_kinship(kinship, *, by, at) -> None:
    """
    Undo a tie that was noted by mistake.

    :raises AlreadyRetired: if the recipient is retired.
    """
    recipient = locked(kinship.recipient)
    inmate = kinship.inmate
    kinship.delete()
    if not recipient.kinships.exists():
        recipient.category = Category.OTHER
    _record("recipient.drop_kinship", recipient, inmate, by, at)


def _record(action, recipient, inmate, by, at):
    details = {"inmate": inmate.pk}
    if take_back_verification(recipient, by=by, at=at):
        details["verification_taken_back"] = True
    recipient.save()
    trail.record(action, recipient, by=by, at=at, details=details)
