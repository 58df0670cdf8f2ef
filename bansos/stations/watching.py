"""
What the head is to look into at the door: devices that have gone quiet while their event is
going on, and pages on which more or less was signed than ticked.
"""

from collections import defaultdict
from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Coalesce

from bansos.handovers.models import Event
from bansos.handovers.watching import Kind, times
from bansos.indonesia.words import time_local

from .models import Station
from .paper.models import PaperPage

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


DEVICES = Kind(
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

PAGES = Kind(
    name="watched_pages",
    urgency=15,
    icon="printer",
    title="halaman kertas dengan selisih tanda tangan",
    todo="Bandingkan kertasnya dengan yang dicatat, lalu betulkan atau tanyakan penjelasannya.",
    button="Lihat halaman",
    view="stations:paper_pages",
    count=lambda at: times(PaperPage.objects.alarming()),
)
KINDS = [DEVICES, PAGES]
