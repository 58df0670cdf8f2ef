"""Devices are paired with an open event by an officer, and sent away by the head."""

from django.db import transaction

from bansos.audit import trail
from bansos.handovers.actions.standing import locked, require_state
from bansos.handovers.models import Event

from .models import Station
from .tokens import digest, new_token


@transaction.atomic
def pair(event, *, name, by, at) -> tuple[Station, str]:
    """
    Make a device a station of an open event. Its token is told here and never again.

    :raises WrongState: if the event is not open.
    """
    event = locked(event)
    require_state(event, Event.State.OPEN)
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
