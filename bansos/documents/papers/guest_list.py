"""The wording of the Daftar Hadir."""

from dataclasses import dataclass

from bansos.indonesia.words import date_full, date_long, time_local

from .parts import Occasion, Signatory

LINES = 15
"""So many at least on a list that guests have still to sign."""
SPARE = 5
"""Lines for who comes without having been written down."""


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """A guest, or a group of them."""

    name: str
    position: str = ""
    is_online: bool = False


@dataclass(frozen=True, kw_only=True)
class GuestList:
    """Daftar Hadir: who attended, with room to sign for those in the hall."""

    occasion: Occasion
    guests: list[Attendee]
    head: Signatory
    is_over: bool = False
    """Once the event is over nobody is added by hand any more."""

    def payload(self) -> dict:
        occasion = self.occasion
        start = occasion.held_at
        return occasion.payload("Daftar Hadir") | {
            "particulars": [
                ["Kegiatan", occasion.title],
                ["Hari, tanggal", date_full(start)],
                ["Waktu", f"pukul {time_local(start, start.tzinfo)}"],
                ["Tempat", occasion.venue],
            ],
            "rows": self._rows(),
            "in-words": self._in_words(),
            "signature": {
                "place-and-date": f"{occasion.place}, {date_long(start)}",
                "head": self.head.payload("Mengetahui,", self.head.title),
            },
        }

    def _rows(self) -> list[dict]:
        spare = 0 if self.is_over else max(SPARE, LINES - len(self.guests))
        lines = [*self.guests, *[Attendee(name="")] * spare]
        return [
            {
                "number": place,
                "name": guest.name,
                "position": guest.position,
                "presence": _presence(guest),
                "signs": not guest.is_online,
            }
            for place, guest in enumerate(lines, start=1)
        ]

    def _in_words(self) -> str:
        online = sum(guest.is_online for guest in self.guests)
        present = len(self.guests) - online
        return f"Tercatat: {present} hadir di tempat, {online} hadir secara daring."


def _presence(guest) -> str:
    if not guest.name:
        return ""
    return "Daring" if guest.is_online else "Hadir"
