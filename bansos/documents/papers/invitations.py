"""The wording of the Undangan: a letter for each family, none of which names an inmate."""

from dataclasses import dataclass, replace
from datetime import datetime

from bansos.handovers.codes import shown
from bansos.indonesia.words import date_full, date_long, time_local

from .parts import Occasion, Signatory

BRING = [
    "KTP atau identitas lain yang asli, atau Kartu Keluarga;",
    "surat undangan ini beserta kuponnya;",
    "surat kuasa dan identitas penerima kuasa, apabila pengambilan diwakilkan.",
]
CLOSING = (
    "Penyerahan bantuan tidak dipungut biaya apa pun. Demikian undangan ini kami sampaikan, "
    "atas perhatian dan kehadirannya kami ucapkan terima kasih."
)


@dataclass(frozen=True, kw_only=True)
class Invited:
    """To whom a letter goes; the code as it is stored."""

    number: int
    name: str
    address: str
    code: str
    is_institution: bool = False


@dataclass(frozen=True, kw_only=True)
class Invitations:
    """One letter to a page."""

    occasion: Occasion
    invited: list[Invited]
    head: Signatory
    dated: datetime
    """On the facility's own clock."""

    def part(self, number, size) -> "Invitations":
        """So many of the letters, from the first part on."""
        return replace(self, invited=self.invited[(number - 1) * size : number * size])

    def payload(self) -> dict:
        occasion = self.occasion
        start = occasion.held_at
        return occasion.payload("Undangan") | {
            "place-and-date": f"{occasion.place}, {date_long(self.dated)}",
            "number": "",
            "particulars": [
                ["Sifat", "Biasa"],
                ["Hal", f"Undangan {occasion.title}"],
            ],
            "opening": self._opening(),
            "when": [
                ["Hari, tanggal", date_full(start)],
                ["Pukul", f"{time_local(start, start.tzinfo)} sampai selesai"],
                ["Tempat", occasion.venue],
                ["Acara", occasion.title],
            ],
            "bring": BRING,
            "closing": CLOSING,
            "head": self.head.payload(f"{self.head.title},"),
            "letters": [self._letter(each) for each in self.invited],
        }

    def _opening(self) -> str:
        occasion = self.occasion
        reason = f"Dalam rangka {occasion.reason}, kami" if occasion.reason else "Kami"
        return (
            f"{reason} mengundang Bapak/Ibu untuk menerima bantuan sosial dari "
            f"{occasion.facility} pada:"
        )

    def _letter(self, invited) -> dict:
        return {
            "to": ["Yth. Pengurus" if invited.is_institution else "Yth. Bapak/Ibu", invited.name],
            "address": invited.address or "tempat",
            "number": f"{invited.number}",
            "code": shown(invited.code),
        }
