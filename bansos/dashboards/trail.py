"""Whose trail somebody may read, and how an entry of it is told."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bansos.accounts.roles import Permission
from bansos.audit.models import Entry
from facilities.access import postings_of
from facilities.models import Facility

HOUSE = 0
"""The chain of what belongs to no facility: users, regional offices, the list of facilities."""

KEYS = {
    "also_at": "juga terdaftar di UPT",
    "absent": "tidak hadir",
    "bad_lines": "baris ditolak",
    "campaign": "kampanye",
    "cari": "pencarian",
    "created": "baru",
    "directive": "arahan",
    "entitled": "keluarga",
    "entitlement": "jatah",
    "field": "kolom",
    "fields": "kolom",
    "filters": "saringan",
    "full": "nomor lengkap",
    "guest": "hadirin",
    "handover": "penyerahan",
    "inmate": "warga binaan",
    "kind": "jenis",
    "number": "nomor",
    "operations": "paket",
    "package": "paket",
    "paper": "dokumen",
    "quantity": "jumlah",
    "reason": "alasan",
    "recipient": "penerima",
    "recipients": "keluarga",
    "role": "peran",
    "rows": "baris",
    "same": "tetap",
    "statement": "pernyataan",
    "updated": "diperbarui",
    "user": "pengguna",
    "verification_taken_back": "verifikasi dicabut",
}
"""The words for the details' keys; a key without one is shown as it is."""

SHOWN_ITEMS = 6


class Scope:
    """The chains whose trail the user may see."""

    def __init__(self, user):
        visible = Facility.objects.visible_to(user, Permission.SEE_TRAIL)
        self.facilities = {facility.pk: facility for facility in visible}
        self.is_national = any(
            posting.is_national and Permission.SEE_TRAIL in posting.permissions
            for posting in postings_of(user)
        )

    @property
    def choices(self) -> list[tuple[int, str]]:
        house = [(HOUSE, "Pusat (pengguna, daftar UPT)")] if self.is_national else []
        return house + [(pk, str(facility)) for pk, facility in self.facilities.items()]

    def entries(self):
        if self.is_national:
            return Entry.objects.all()
        return Entry.objects.on_chains(list(self.facilities))

    def place_of(self, chain) -> str:
        if chain == HOUSE:
            return "Pusat"
        return str(self.facilities.get(chain, f"UPT {chain}"))

    def zone_of(self, chain) -> ZoneInfo:
        """The clock of a chain; over several, that of the first facility or the capital's."""
        facility = self.facilities.get(chain)
        if facility is None and not self.is_national:
            facility = next(iter(self.facilities.values()), None)
        return facility.zone if facility else ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True)
class Line:
    """An entry as it stands on the page."""

    entry: Entry
    place: str
    zone: ZoneInfo

    @property
    def day(self):
        return self.entry.at.astimezone(self.zone).date()

    @property
    def remark(self) -> str:
        """Of what, and the details: Kegiatan 12 · alasan: hujan; kolom: tempat, waktu mulai."""
        details = {key: value for key, value in self.entry.details.items() if value}
        if "fields" in details:
            details["fields"] = self.entry.fields
        thing = f"{self.entry.thing} {self.entry.object_id}".strip()
        parts = [f"{KEYS.get(key, key)}: {told(value)}" for key, value in details.items()]
        return " · ".join(filter(None, [thing, "; ".join(parts)]))


def line(entry, scope) -> Line:
    return Line(entry, scope.place_of(entry.chain), scope.zone_of(entry.chain))


def told(value) -> str:
    """A detail's value in words: long lists are counted, not listed."""
    if isinstance(value, dict):
        return ", ".join(f"{KEYS.get(key, key)} {told(item)}" for key, item in value.items())
    if isinstance(value, list):
        if len(value) > SHOWN_ITEMS or any(isinstance(item, dict) for item in value):
            return str(len(value))
        return ", ".join(told(item) for item in value)
    return "ya" if value is True else str(value)
