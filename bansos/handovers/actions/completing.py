"""What was left out at the table, and is added afterwards by the head."""

from django.db import transaction

from bansos.audit import trail

from ..models import Handover
from .refusals import Refused

LONGEST = 50


@transaction.atomic
def note_proxy_number(handover, *, number, by, at) -> Handover:
    """
    Add the number of the document by which a proxy was known; once, and only where none is.

    :raises Refused: if nobody fetched it for another, it is void, or it has a number.
    """
    trail.lock(handover.facility_id)
    handover = Handover.objects.get(pk=handover.pk)
    number = number.strip()
    if not number or len(number) > LONGEST:
        raise Refused(f"Tuliskan nomornya, paling banyak {LONGEST} huruf.")
    if not (handover.is_valid and handover.is_by_proxy):
        raise Refused("Penyerahan ini tidak diwakilkan, atau sudah dibatalkan.")
    if handover.proxy_number:
        raise Refused("Nomor identitas wakil sudah tercatat.")
    handover.proxy_number = number
    handover.save(update_fields=["proxy_number"])
    # The number itself is somebody's, and stays out of the trail.
    details = {"entitlement": handover.entitlement_id}
    trail.record("handover.note_proxy", handover, by=by, at=at, details=details)
    return handover
