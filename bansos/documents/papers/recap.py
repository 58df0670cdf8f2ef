"""The wording of the Rekapitulasi: totals of facilities or of regional offices, never a name."""

from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from bansos.indonesia.words import date_long, number, rupiah, time_local

from .certificate import rupiah_in_words
from .issuer import Issuer
from .parts import Signatory

ZONES = [ZoneInfo(name) for name in ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]]
ADDED = [
    "events",
    "reported",
    "target",
    "entitled",
    "prepared",
    "handed",
    "packages",
    "inmate_families",
    "community",
    "other",
    "unpriced",
]


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Of one facility or regional office; families, unless it says packages."""

    label: str = ""
    events: int = 0
    reported: int = 0
    """Events."""
    target: int = 0
    """Packages that campaigns promised."""
    entitled: int = 0
    """Verified and decided."""
    prepared: int = 0
    """Packages."""
    handed: int = 0
    packages: int = 0
    """Handed over."""
    inmate_families: int = 0
    community: int = 0
    other: int = 0
    value: Decimal = Decimal(0)
    """Rupiah, of the packages handed over whose price is known."""
    unpriced: int = 0
    """Packages handed over whose price is not."""

    @property
    def percent(self) -> int:
        return 100 * self.handed // self.entitled if self.entitled else 0

    @property
    def state(self) -> str:
        if not self.events:
            return "–"
        return "Ya" if self.reported == self.events else f"{self.reported} dari {self.events}"

    def payload(self) -> list[str]:
        counts = [self.target, self.entitled, self.prepared, self.packages, self.handed]
        return [
            self.label,
            number(self.events),
            *map(number, counts),
            f"{self.percent}%",
            *map(number, [self.inmate_families, self.community, self.other]),
            rupiah(self.value),
            self.state,
        ]


def added_up(rows: list[Totals], label="Jumlah") -> Totals:
    sums = {name: sum(getattr(row, name) for row in rows) for name in ADDED}
    return Totals(label=label, **sums | {"value": sum((row.value for row in rows), Decimal(0))})


@dataclass(frozen=True, kw_only=True)
class Recap:
    """Rekapitulasi Penyerahan Bantuan Sosial."""

    issuer: Issuer
    period: str
    """Desember 2024, or Tahun 2024."""
    place_title: str
    """What a row is: UPT, or Kantor Wilayah."""
    rows: list[Totals]
    head: Signatory

    @property
    def total(self) -> Totals:
        return added_up(self.rows)

    def payload(self) -> dict:
        total = self.total
        payload = self.issuer.payload(
            "Rekapitulasi Penyerahan Bantuan Sosial", self.issuer.short_name, self.period
        )
        return payload | {
            "as-of": f"Posisi data per {self.as_of_everywhere()}",
            "place-title": self.place_title,
            "rows": [[f"{place}", *row.payload()] for place, row in enumerate(self.rows, start=1)],
            "total": ["", *total.payload()],
            "in-words": self._in_words(total),
            "signature": {
                "place-and-date": self.issuer.place_and_date,
                "head": self.head.payload(f"{self.head.title},"),
            },
        }

    def as_of_everywhere(self) -> str:
        """24 Desember 2024 pukul 11.00 WIB / 12.00 WITA / 13.00 WIT"""
        as_of = self.issuer.as_of
        told, day = [], None
        for zone in ZONES:
            local = as_of.astimezone(zone)
            # East of midnight it is another day already.
            new_day = f"{date_long(local)} pukul " if local.date() != day else ""
            told.append(f"{new_day}{time_local(as_of, zone)}")
            day = local.date()
        return " / ".join(told)

    def _in_words(self, total) -> str:
        told = f"Nilai seluruhnya {rupiah(total.value)} ({rupiah_in_words(total.value)})."
        if total.unpriced:
            told += f" {number(total.unpriced)} paket belum mempunyai harga dan tidak ikut dinilai."
        return told
