from django.db import transaction

from bansos.audit import trail

from ..models import Inmate
from .changes import assign


@transaction.atomic
def register_inmate(*, facility, name, legal_status, register_number="", by, at) -> Inmate:
    """Add a person to the facility's register of inmates."""
    trail.lock(facility.pk)
    inmate = Inmate.objects.create(
        facility=facility,
        name=name,
        legal_status=legal_status,
        register_number=register_number,
        registered_at=at,
        registered_by=by,
    )
    trail.record("inmate.register", inmate, by=by, at=at)
    return inmate


@transaction.atomic
def revise_inmate(inmate, *, by, at, **facts) -> Inmate:
    """Change an inmate's name, register number or legal status."""
    trail.lock(inmate.facility_id)
    inmate = Inmate.objects.get(pk=inmate.pk)
    if changed := assign(inmate, facts):
        inmate.save()
        trail.record("inmate.revise", inmate, by=by, at=at, details={"fields": changed})
    return inmate
