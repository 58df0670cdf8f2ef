"""The lists as tables to take along. The titles are those by which an import knows its columns."""

from django.db.models import Prefetch

from bansos.handovers.models import Handover
from bansos.indonesia import regions
from bansos.indonesia.words import date_full, localize, time_local
from bansos.privacy.codes import Register, code_of
from bansos.privacy.exporting import Table
from recipients.models import Category, Kinship

AT_ONCE = 2000

FAMILY = [
    "Nama penerima",
    "NIK",
    "Alasan tanpa NIK",
    "Nomor KK",
    "Jenis kelamin",
    "Tanggal lahir",
    "Nama warga binaan",
    "Nomor register",
    "Status hukum",
    "Hubungan dengan warga binaan",
    "Alamat",
    "Kode wilayah",
    "Nama wilayah",
    "Nomor HP",
    "Golongan",
    "Narahubung",
    "Catatan",
    "Warga binaan lain",
    "Jumlah anggota",
    "Verifikasi",
    "Keadaan",
    "UPT",
    "Kode warga binaan",
    "Kode Bansos",
]
INMATE = [
    "Nama warga binaan",
    "Nomor register",
    "Status hukum",
    "Jumlah keluarga",
    "UPT",
    "Kode Bansos",
]
BALANCE = ("Kampanye,Paket,Masuk,Diserahkan,Dikembalikan,Rusak,Di luar daftar,Stok,UPT").split(",")
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
MOVEMENT = ["Waktu", "Mutasi", "Paket", "Jumlah", "Keterangan", "Dicatat oleh"]


def families(recipients, *, chains, filters, in_full=False) -> Table:
    """A register of families. By its codes an import finds every row to be the same."""
    inmates = Prefetch("kinships", Kinship.objects.select_related("inmate"))
    found = recipients.select_related("facility").prefetch_related(inmates, "members")
    found = found.order_by("search_name", "pk").iterator(AT_ONCE)
    rows = ((each.facility_id, _family(each, in_full)) for each in found)
    name = "keluarga nomor lengkap" if in_full else "keluarga"
    return Table(name, FAMILY, rows, chains, filters)


def inmates(inmates_, *, chains, filters) -> Table:
    """A register of inmates."""
    found = inmates_.select_related("facility").order_by("search_name", "pk").iterator(AT_ONCE)
    rows = (
        (
            each.facility_id,
            [
                each.name,
                each.register_number,
                each.get_legal_status_display(),
                each.family_count,
                str(each.facility),
                code_of(Register.INMATES, each.pk),
            ],
        )
        for each in found
    )
    return Table("warga binaan", INMATE, rows, chains, filters)


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
    return Table("daftar penerima", LISTED, rows, chains, filters, about=event_)


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


def movements(movements_, *, facility) -> Table:
    """The ledger of a facility's stock, the latest line first."""
    found = movements_.select_related("package", "recorded_by").iterator(AT_ONCE)
    rows = (
        (
            facility.pk,
            [
                clock(each.moved_at, facility),
                each.get_kind_display(),
                str(each.package),
                each.quantity,
                each.note,
                str(each.recorded_by),
            ],
        )
        for each in found
    )
    return Table("mutasi stok", MOVEMENT, rows, {facility.pk})


def balances(balances_, *, facility) -> Table:
    """What a facility has on hand of each package, and what came and went."""
    found = balances_.with_movements().for_display().iterator(AT_ONCE)
    rows = ((facility.pk, _balance(each, facility)) for each in found)
    return Table("saldo stok", BALANCE, rows, {facility.pk})


def _balance(balance, facility) -> list:
    return [
        balance.package.campaign.name,
        str(balance.package),
        balance.received,
        balance.handed,
        balance.returned,
        balance.damaged,
        balance.lost,
        balance.on_hand,
        str(facility),
    ]


def clock(instant, zone) -> str:
    """24/12/2024 09.00 WITA"""
    local = localize(instant, zone)
    return f"{local:%d/%m/%Y %H.%M} {local.tzname()}"


def _family(recipient, in_full) -> list:
    main = recipient.main_member
    kinships = list(recipient.kinships.all())
    kinship = _own(kinships, recipient)
    code = recipient.region_code
    return [
        recipient.name,
        *_person(main, in_full),
        recipient.kk if in_full else recipient.masked_kk,
        main.get_sex_display() if main else "",
        _day(main.birth_date) if main else "",
        *_tie(kinship),
        recipient.address,
        code if regions.is_village(code) else "",
        regions.full_name(code),
        recipient.phone,
        recipient.get_category_display(),
        recipient.contact_name,
        recipient.note,
        "; ".join(
            f"{each.inmate} ({each.get_relation_display()})"
            for each in kinships
            if each is not kinship
        ),
        sum(member.left_on is None for member in recipient.members.all()),
        "Terverifikasi" if recipient.is_verified else "Belum diverifikasi",
        "Nonaktif" if recipient.is_retired else "Aktif",
        str(recipient.facility),
        code_of(Register.INMATES, kinship.inmate_id) if kinship else "",
        code_of(Register.FAMILIES, recipient.pk),
    ]


def _person(main, in_full):
    if main is None:
        return ["", ""]
    return [main.nik if in_full else main.masked_nik, main.nik_missing_reason]


def _own(kinships, recipient):
    """The tie to tell first: an import looks for the inmate in the family's own facility."""
    here = [each for each in kinships if each.inmate.facility_id == recipient.facility_id]
    return next(iter(here or kinships), None)


def _tie(kinship):
    if kinship is None:
        return ["", "", "", ""]
    inmate = kinship.inmate
    status = inmate.get_legal_status_display()
    return [inmate.name, inmate.register_number, status, kinship.get_relation_display()]


def _day(day) -> str:
    return f"{day:%d/%m/}{day.year:04}" if day else ""


def _event(event_) -> list:
    return [
        event_.campaign.name,
        event_.campaign.occasion,
        clock(event_.starts_at, event_.facility),
        event_.venue,
        event_.get_state_display(),
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
        _state(entitlement, handover, event_),
        clock(handover.handed_at, event_.facility) if handover else "",
        handover.giver if handover else "",
        handover.get_kind_display() if handover else "",
        _proxy(handover),
        entitlement.withdrawn_reason or entitlement.absence_reason,
    ]


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
