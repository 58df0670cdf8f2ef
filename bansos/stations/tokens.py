"""By what a device is known: a token that is shown once, and of which only a hash is kept."""

import hashlib
import secrets
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.models import DateField
from django.utils import timezone

from bansos.accounts.models import User
from bansos.campaigns.models import Campaign
from bansos.handovers.composing import Composed, Slot
from bansos.handovers.decisions import LATE
from bansos.handovers.models import Event
from facilities.models import Facility

from .api.refusals import Turned
from .models import Station

KNOWN = {
    "": (Station, "id name event_id facility_id paired_by_id revoked_at last_seen_at".split()),
    "event__": (
        Event,
        "id campaign_id facility_id state venue starts_at opened_at closed_at".split(),
    ),
    "event__campaign__": (Campaign, "id name is_rehearsal".split()),
    "facility__": (Facility, "id short_name time_zone".split()),
    "paired_by__": (User, "id name username is_active is_demo".split()),
}
"""Of each row that is read for a request, what is needed of it; all in one statement."""
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
    station = _known_by(token.strip())
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


def _known_by(token) -> Station | None:
    found = _stations().rows(token=[digest(token)], today=[timezone.localdate()])
    if not found:
        return None
    row, objects = list(found[0]), {}
    for prefix, model, fields in _needed():
        values, row = row[: len(fields)], row[len(fields) :]
        objects[prefix] = model.from_db(DEFAULT_DB_ALIAS, fields, values)
    station, event = objects[""], objects["event__"]
    event.campaign, event.facility = objects["event__campaign__"], objects["facility__"]
    station.event, station.facility = event, objects["facility__"]
    station.paired_by, station.is_manned = objects["paired_by__"], bool(row[0])
    return station


@lru_cache
def _needed() -> list[Any]:
    """Prefix, model, and its fields in the order in which `from_db()` takes them."""
    return [
        (prefix, model, [f.attname for f in model._meta.concrete_fields if f.attname in names])
        for prefix, (model, names) in KNOWN.items()
    ]


@lru_cache
def _stations() -> Composed:
    known = Station.objects.with_power(on=Slot("today", field=DateField()))
    names = [prefix + name for prefix, _, fields in _needed() for name in fields]
    rows = known.filter(token_hash=Slot("token")).order_by()
    return Composed(rows.values_list(*names, "is_manned"))


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
