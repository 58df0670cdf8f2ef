"""A device that has gone quiet while its event is going on: somebody is to look at the table."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Coalesce

from bansos.handovers.models import Event
from bansos.handovers.watching import Kind, times
from bansos.indonesia.words import time_local

from .models import Station

SILENT = timedelta(minutes=15)


def silent(at):
    """Devices of open events that have not been heard of for a quarter of an hour."""
    paired = Station.objects.paired().filter(event__state=Event.State.OPEN)
    heard = paired.annotate(heard_at=Coalesce(F("last_seen_at"), F("paired_at")))
    return heard.filter(heard_at__lte=at - SILENT)


def told(events, at) -> dict[int, str]:
    """Meja 2 (Siti, terakhir 09.10 WITA): which devices of these events, and who paired them."""
    found = defaultdict(list)
    rows = silent(at).filter(event__in=events).select_related("paired_by", "facility")
    for each in rows.order_by("name", "pk"):
        last = time_local(each.heard_at, each.facility)
        found[each.event_id].append(f"{each} ({each.paired_by}, terakhir {last})")
    return {event: ", ".join(names) for event, names in found.items()}


KIND = Kind(
    name="watched_stations",
    urgency=10,
    icon="wifi-off",
    title="meja tidak terdengar selama 15 menit",
    todo="Lihat perangkatnya: baterai, jaringan, dan apakah ada yang tersimpan di dalamnya.",
    button="Lihat meja",
    view="stations:station_list",
    count=lambda at: times(silent(at)),
    told=told,
)
