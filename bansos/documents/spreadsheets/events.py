"""Events and their lists as tables."""

from django.db.models import Prefetch

from bansos.handovers.models import Handover
from bansos.indonesia.words import date_full, time_local
from bansos.privacy.exporting import Table
from recipients.models import Category

from .common import AT_ONCE, clock

EVENT = ["Kampanye", "Acara", "Waktu", "Tempat", "Keadaan", "Berhak", "Diserahkan", "UPT"]
LISTED = [
    "Nomor",
    "Nama penerima",
    "NIK",
    "L/P",
    "Golongan",
    "Hubungan",
    "Warga binaan",
    "Alamat",
    "Jumlah paket",
    "Keadaan",
    "Diserahkan pada",
    "Diserahkan oleh",
    "Cara",
    "Wakil",
    "Keterangan",
    "Datang langsung",
]
INVITATION = [
    "Nomor",
    "Nama penerima",
    "Alamat",
    "Kode kupon",
    "Kegiatan",
    "Hari, tanggal",
    "Pukul",
    "Tempat",
    "UPT",
]


def events(events_, *, chains) -> Table:
    """Events, the latest first."""
    found = events_.iterator(AT_ONCE)
    rows = ((each.facility_id, _event(each)) for each in found)
    return Table("kegiatan", EVENT, rows, chains)


def event(event_, entitlements, *, filters) -> Table:
    """The list of an event, with what became of each entitlement."""
    valid = Prefetch(
        "handovers", Handover.objects.valid().select_related("handed_by", "recorded_by")
    )
    found = entitlements.prefetch_related(valid).order_by("number", "search_name", "pk")
    rows = ((event_.facility_id, _listed(each, event_)) for each in found.iterator(AT_ONCE))
    chains = {event_.facility_id}
    name = "GLADI daftar penerima" if event_.campaign.is_rehearsal else "daftar penerima"
    return Table(name, LISTED, rows, chains, filters, about=event_)


def invitations(event_) -> Table:
    """Who is to be invited, with all that a letter says to them: a row for each letter."""
    found = event_.entitlements.waiting().order_by("number", "pk")
    start, facility = event_.local_start, event_.facility
    when = [date_full(start), time_local(start, start.tzinfo)]
    about = [event_.campaign.name, *when, event_.venue, str(facility)]
    rows = (
        (facility.pk, [each.number, each.name, each.address, each.shown_code, *about])
        for each in found.iterator(AT_ONCE)
    )
    return Table("undangan", INVITATION, rows, {facility.pk}, about=event_)


def _event(event_) -> list:
    return [
        event_.campaign.name,
        event_.campaign.occasion,
        clock(event_.starts_at, event_.facility),
        event_.venue,
        event_.get_state_display() + _mark(event_),
        event_.tally.entitled if event_.is_decided else None,
        event_.tally.handed if event_.is_decided else None,
        str(event_.facility),
    ]


def _listed(entitlement, event_) -> list:
    handover = entitlement.handover
    return [
        entitlement.number,
        entitlement.name,
        entitlement.masked_nik,
        entitlement.sex,
        Category(entitlement.category).label,
        entitlement.relation,
        entitlement.inmate_name,
        entitlement.address,
        entitlement.quantity,
        _state(entitlement, handover, event_) + _mark(event_),
        clock(handover.handed_at, event_.facility) if handover else "",
        handover.giver if handover else "",
        handover.get_kind_display() if handover else "",
        _proxy(handover),
        entitlement.withdrawn_reason or entitlement.absence_reason,
        entitlement.walk_in_reason,
    ]


def _mark(event_) -> str:
    """In every row, since rows are copied out of their file."""
    return " (GLADI)" if event_.campaign.is_rehearsal else ""


def _state(entitlement, handover, event_) -> str:
    if entitlement.replaced_by_id:
        return "Diganti"
    if not entitlement.is_active:
        return "Dicabut"
    if handover:
        return "Diserahkan"
    if event_.is_closed:
        return "Tidak hadir"
    return "Belum" if event_.is_decided else event_.get_state_display()


def _proxy(handover) -> str:
    if handover is None or not handover.is_by_proxy:
        return ""
    return f"{handover.proxy_name} ({handover.proxy_relation})"
