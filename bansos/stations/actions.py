"""Devices are paired with an event that gives packages by an officer, and sent away by the head."""

from django.db import transaction

from bansos.audit import trail
from bansos.handovers.actions.standing import locked, require_serving

from .models import Station
from .tokens import digest, new_token


@transaction.atomic
def pair(event, *, name, by, at) -> tuple[Station, str]:
    """
    Make a device a station of an open event, or of a closed one in its late days.

    Its token is told here and never again.

    :raises WrongState: if the event is neither.
    """
    event = locked(event)
    require_serving(event, at=at)
    token = new_token()
    station = Station.objects.create(
        facility=event.facility,
        event=event,
        name=name,
        token_hash=digest(token),
        paired_at=at,
        paired_by=by,
    )
    trail.record("station.pair", station, by=by, at=at, details={"event": event.pk})
    return station, token


@transaction.atomic
def revoke(station, *, by, at) -> Station:
    """Let a device hand over nothing more; a second time changes nothing."""
    trail.lock(station.facility_id)
    station = Station.objects.select_related("event").get(pk=station.pk)
    if not station.is_revoked:
        station.revoked_at, station.revoked_by = at, by
        station.save(update_fields=["revoked_at", "revoked_by"])
        trail.record("station.revoke", station, by=by, at=at, details={"event": station.event_id})
    return station
