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
    "reason": "alasan",
    "fields": "kolom",
    "field": "kolom",
    "entitled": "keluarga",
    "recipients": "keluarga",
    "absent": "tidak hadir",
    "quantity": "jumlah",
    "number": "nomor",
    "role": "peran",
    "user": "pengguna",
    "created": "baru",
    "updated": "diperbarui",
    "same": "tetap",
    "bad_lines": "baris ditolak",
}
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
    remark: str


def line(entry, scope) -> Line:
    return Line(entry, scope.place_of(entry.chain), scope.zone_of(entry.chain), remark(entry))


def remark(entry) -> str:
    """The details in one line: alasan: salah orang; kolom: venue, starts_at."""
    parts = [f"{KEYS.get(key, key)}: {told(value)}" for key, value in entry.details.items()]
    return "; ".join(parts)


def told(value) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {told(item)}" for key, item in value.items())
    if isinstance(value, list):
        rest = f" dan {len(value) - SHOWN_ITEMS} lagi" if len(value) > SHOWN_ITEMS else ""
        return ", ".join(told(item) for item in value[:SHOWN_ITEMS]) + rest
    return str(value)
