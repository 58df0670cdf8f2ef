"""What papers have in common: who, what, how many, and the words around them."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from bansos.indonesia.words import count_words, date_long, decimal, moment, number, rupiah

WEB = ("laman:", "website", "www.", "http", "pos-el", "surel", "email", "e-mail", "@")


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    lines: list[str]
    facility: str
    """The line that stands out, as it is written among the lines."""
    logo: bytes = b""

    def payload(self) -> dict:
        return {"lines": self._styled(), "logo": list(self.logo) or None}

    def _styled(self) -> list[dict]:
        """Above the facility's line its superiors, below it where to find it."""
        plain = [line.strip() for line in self.lines if line.strip()]
        own = _place_of_own_name(plain, self.facility)
        return [
            {"text": line, "look": "parent" if index < own else _look_below(line, index == own)}
            for index, line in enumerate(plain)
        ]


def _place_of_own_name(lines: list[str], facility: str) -> int:
    """Where the facility's name is; else the last line in capitals, as letterheads are written."""
    for index, line in enumerate(lines):
        if line.casefold() == facility.casefold():
            return index
    return max((index for index, line in enumerate(lines) if line.isupper()), default=0)


def _look_below(line: str, is_own_name: bool) -> str:
    if is_own_name:
        return "facility"
    return "web" if any(sign in line.casefold() for sign in WEB) else "address"


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """An official who signs; what is blank is left as dots to fill in by hand."""

    name: str = ""
    title: str = ""
    nip: str = ""
    rank: str = ""

    def payload(self, *above: str) -> dict:
        return {"above": [line for line in above if line], "name": self.name, "nip": self.nip}


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """Who receives, or speaks for those who do. Has no NIP; the NIK is masked."""

    name: str = ""
    nik: str = ""
    address: str = ""
    relation: str = ""

    def payload(self, *above: str) -> dict:
        return {"above": list(above), "name": self.name, "nip": None}


@dataclass(frozen=True, kw_only=True)
class Item:
    name: str
    quantity: Decimal
    unit: str
    unit_price: Decimal | None = None

    @property
    def total(self) -> Decimal | None:
        return None if self.unit_price is None else self.quantity * self.unit_price


@dataclass(frozen=True, kw_only=True)
class Package:
    name: str
    unit: str
    items: list[Item] = field(default_factory=list)

    @property
    def value(self) -> Decimal | None:
        """What one package is worth; None while any price is missing."""
        prices = [item.total for item in self.items]
        return sum(prices, Decimal(0)) if prices and None not in prices else None

    def counted(self, count: int) -> str:
        """8 (delapan) paket sembako"""
        name = self.name[:1].lower() + self.name[1:]
        named = name if name.startswith(self.unit.lower()) else f"{self.unit} {name}"
        return f"{count_words(count)} {named}"

    def payload(self) -> dict:
        priced = self.value is not None
        rows = [
            [
                f"{position}",
                item.name,
                decimal(item.quantity),
                item.unit,
                *([rupiah(item.unit_price), rupiah(item.total)] if priced else []),
            ]
            for position, item in enumerate(self.items, start=1)
        ]
        return {"rows": rows, "value": rupiah(self.value) if priced else None}


@dataclass(frozen=True, kw_only=True)
class Stock:
    """
    The ledger of one package at the facility.

    received = handed + returned + damaged + lost + left
    """

    received: int
    handed: int
    returned: int
    damaged: int
    left: int
    lost: int = 0
    """Left without a handover that counts, as the head settled it. Shown where there is any."""

    def payload(self) -> list[list[str]]:
        """The columns: title and count."""
        lost = [("+ Di luar daftar", self.lost)] if self.lost else []
        counts = [
            ("Diterima", self.received),
            ("= Diserahkan", self.handed),
            ("+ Dikembalikan", self.returned),
            ("+ Rusak", self.damaged),
            *lost,
            ("+ Sisa", self.left),
        ]
        return [[title, number(count)] for title, count in counts]


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What both papers of an event say about it."""

    letterhead: Letterhead
    facility: str
    """The official name."""
    short_name: str
    place: str
    """The town in which the papers are signed."""
    venue: str
    held_at: datetime
    """On the facility's own clock, like every instant here."""
    as_of: datetime
    """Until when the figures count."""
    title: str
    """Penyerahan Bantuan Sosial Serentak"""
    reason: str = ""
    """Natal 2024 dan Tahun Baru 2025: what follows "dalam rangka"."""
    mark: str = ""
    """A word across the page of a paper that is not yet, or never, for signing."""

    def payload(self, name: str) -> dict:
        day = date_long(self.held_at)
        about = f"Bantuan Sosial {self.reason}".strip()
        counted = f"posisi data {moment(self.as_of, self.as_of.tzinfo)}"
        return {
            "made_at": self.as_of,
            "title": f"{name} {about}, {day}",
            "author": self.facility,
            "keywords": ["bantuan sosial", name],
            "mark": self.mark,
            "letterhead": self.letterhead.payload(),
            "heading": [name.upper(), about.upper()],
            "foot": " · ".join(filter(None, [self.mark, name, self.short_name, counted])),
        }
