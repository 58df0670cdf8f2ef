"""Who has not come is called, and what they said is written down."""

from django.db import transaction

from bansos.audit import trail

from ..models import Reminder
from .refusals import ReasonMissing
from .standing import locked_entitlement, require_serving, require_waiting


@transaction.atomic
def remind(entitlement, *, said, by, at) -> Reminder:
    """
    Write down that a family was called, and what came of it in a few words.

    :raises WrongState: unless packages are given now, or still are in the late days.
    :raises AlreadyHandedOver: if it has the package.
    :raises ReasonMissing: if nothing is said, or far too much.
    """
    said = said.replace("\0", "").strip()
    longest = Reminder._meta.get_field("said").max_length or 0
    if not 1 <= len(said) <= longest:
        raise ReasonMissing(f"Tuliskan hasilnya dalam paling banyak {longest} huruf.")
    entitlement = locked_entitlement(entitlement)
    require_serving(entitlement.event, at=at)
    require_waiting(entitlement)
    reminder = Reminder.objects.create(
        entitlement=entitlement, reminded_at=at, reminded_by=by, said=said
    )
    # What was said may be anything about anybody, and stays out of the trail.
    trail.record("entitlement.remind", entitlement, by=by, at=at)
    return reminder
