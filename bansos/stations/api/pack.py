"""
What a device needs to work without the network: the list of its event, and what changed in it.

The cursor is the number of the last entry in the facility's trail: whatever changes a list is
written there, in order, in the transaction of the change.
"""

import hashlib
from typing import Any

from django.db.models import Exists, OuterRef

from bansos.audit.models import Entry, Head
from bansos.handovers.models import Conflict, Entitlement
from bansos.indonesia.names import short_name
from bansos.privacy.ciphers import blind_index
from facilities.models import Official

from .answers import stamp
from .refusals import Turned

MOST_ENTRIES = 500
"""Beyond that the whole list is the shorter answer."""
ABOUT_OTHERS = tuple(
    f"{area}." for area in "stock document import privacy inmate recipient station".split()
)
"""Deeds that change no list; what they do to one stands in an entry of its own."""
ABOUT_NONE = {"entitlement.remind", "event.mark_agenda", "event.show_names"}
ABOUT_ONE = {
    "entitlement.symbolic",
    "entitlement.walk_in",
    "entitlement.withdraw",
    "entitlement.reinstate",
    "entitlement.found_double",
    "entitlement.reissue_coupon",
}
HANDOVERS = {"handover.give", "handover.conflict", "handover.refuse"}
NAMES_MANY = {"event.assign_team"}
NAMES_ONE = {"handover.void", "handover.settle", "handover.note_proxy"}


def cursor_of(station) -> int:
    """Where the facility's trail ends now. To be read before what it is the cursor of."""
    numbers = Head.objects.filter(chain=station.facility_id).values_list("number", flat=True)
    return numbers.first() or 0


def since_of(request, cursor) -> int | None:
    """
    From where on the device wants to know; None where it is to get everything.

    :raises Turned: if that is no cursor.
    """
    said = request.GET.get("since", "")
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) <= 18):
        raise Turned(400, "bad_cursor", "Penanda daftar tidak dikenal.")
    return int(said) if int(said) <= cursor else None


def pack(station, *, cursor, since, at) -> dict:
    """The list, or its rows that may have changed since; in three queries, four with changes."""
    salt = salt_of(station.event)
    changed = None if since is None else changed_since(station, since, cursor)
    rows = _entitlements(station.event)
    if changed is not None:
        rows = rows.filter(pk__in=changed)
    return {
        "event": event_facts(station),
        "station": {"id": station.pk, "name": station.name},
        "salt": salt,
        "officials": [
            {"id": each.pk, "name": each.name, "title": each.title}
            for each in Official.objects.filter(facility=station.facility_id).in_office()
        ],
        "entitlements": [_entitlement(row, salt) for row in rows],
        "is_complete": changed is None,
        "server_time": stamp(at),
        "cursor": str(cursor),
    }


def changed_since(station, since, cursor) -> set[int] | None:
    """Entitlements that entries of the trail speak of; None where one may mean any of them."""
    entries = Entry.objects.filter(
        chain=station.facility_id, number__gt=since, number__lte=cursor
    ).order_by("number")
    told = list(entries.values_list("action", "object_id", "details")[: MOST_ENTRIES + 1])
    if len(told) > MOST_ENTRIES:
        return None
    changed: set[int] = set()
    for action, object_id, details in told:
        if action in HANDOVERS:
            changed |= {line["entitlement"] or 0 for line in details["operations"]}
        elif action in NAMES_ONE:
            changed.add(details["entitlement"])
        elif action in NAMES_MANY:
            changed |= set(details["entitlements"])
        elif action in ABOUT_ONE:
            changed.add(int(object_id))
        elif action not in ABOUT_NONE and not action.startswith(ABOUT_OTHERS):
            return None
    return changed


def _entitlements(event) -> Any:
    held = Conflict.objects.holding().filter(entitlement=OuterRef("pk"))
    rows = Entitlement.objects.filter(event=event).with_handover().annotate(is_held=Exists(held))
    return rows.order_by("number", "pk").values(
        "id",
        "number",
        "name",
        "masked_nik",
        "package__name",
        "package__unit",
        "quantity",
        "code",
        "is_symbolic",
        "symbolic_official_id",
        "delivery_team",
        "withdrawn_at",
        "replaced_by_id",
        "is_held",
        "valid__handed_at",
        "valid__station",
    )


def _entitlement(row, salt) -> dict:
    return {
        "id": row["id"],
        "number": row["number"],
        "name": short_name(row["name"]),
        "nik_tail": row["masked_nik"][-4:],
        "package": row["package__name"],
        "unit": row["package__unit"],
        "quantity": row["quantity"],
        "symbolic": row["symbolic_official_id"] if row["is_symbolic"] else None,
        "delivery_team": row["delivery_team"],
        "state": _state(row),
        "handed_over_at": stamp(row["valid__handed_at"]),
        "station": row["valid__station"] or None,
        "code_hash": code_hash(salt, row["code"]),
    }


def _state(row) -> str:
    if row["valid__handed_at"] or row["is_held"]:
        return "handed_over"
    if row["replaced_by_id"]:
        return "replaced"
    return "withdrawn" if row["withdrawn_at"] else "waiting"


def event_facts(station) -> dict:
    event, facility = station.event, station.facility
    return {
        "id": event.pk,
        "name": event.campaign.name,
        "is_rehearsal": event.campaign.is_rehearsal,
        "facility": facility.short_name,
        "venue": event.venue,
        "starts_at": stamp(event.starts_at),
        "time_zone": facility.time_zone,
        "state": "open" if event.is_open else "closed",
        # Closed, and until then still given: as `late`, or brought home.
        "late_until": stamp(event.late_until),
    }


def salt_of(event) -> str:
    """The same for all devices of an event, another for each event, and in no table."""
    return blind_index(str(event.pk), purpose="stations.salt")[:32]


def code_hash(salt, code) -> str:
    """By which a device finds a coupon that it cannot make one from."""
    return hashlib.sha256(f"{salt}{code}".encode()).hexdigest()
