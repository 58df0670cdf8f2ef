"""By what a device is known: a token that is shown once, and of which only a hash is kept."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings

from bansos.handovers.decisions import LATE
from bansos.handovers.models import Event

from .api.refusals import Turned
from .models import Station

RANDOM_BYTES = 32
LONGEST = 200
SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is known when a device was last here."""


def new_token() -> str:
    return secrets.token_urlsafe(RANDOM_BYTES)


def digest(token) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def station_of(request, *, at) -> Station:
    """
    The station whose token the request carries. One query.

    :raises Turned: without a token, with a wrong or revoked one, or after the end.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Turned(401, "token_missing", "Perangkat ini belum dipasangkan.")
    if len(token) > LONGEST:
        raise Turned(401, "token_unknown", "Token perangkat ini tidak dikenal.")
    known = Station.objects.select_related("event__campaign", "facility", "paired_by")
    station = known.with_power().filter(token_hash=digest(token.strip())).first()
    if station is None:
        raise Turned(401, "token_unknown", "Token perangkat ini tidak dikenal.")
    if station.is_revoked:
        raise Turned(403, "token_revoked", "Perangkat ini sudah dicabut. Pasangkan lagi.")
    if not is_served(station):
        told = "Yang memasangkan perangkat ini tidak lagi bertugas. Pasangkan lagi."
        raise Turned(403, "officer_gone", told)
    # Its facility is the event's: read once.
    station.event.facility = station.facility
    if has_ended(station.event, at):
        raise Turned(409, "event_ended", "Kegiatan ini sudah selesai.")
    return station


def is_served(station) -> bool:
    """Whether who paired it may still hand over there."""
    user = station.paired_by
    return station.is_manned and user.is_active and (settings.DEMO or not user.is_demo)


def has_ended(event, at) -> bool:
    """Whether nothing is taken any more: reported, or over so long ago that no queue is due."""
    if event.state == Event.State.CLOSED:
        return at > (event.late_until or event.closed_at) + LATE
    return event.state == Event.State.REPORTED


def is_news(station, at) -> bool:
    """Whether it is worth writing down that the device was here."""
    return station.last_seen_at is None or at - station.last_seen_at >= SEEN_EVERY
