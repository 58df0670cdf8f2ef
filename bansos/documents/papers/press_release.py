"""
The wording of the Siaran Pers: what the program knows, and nothing it does not.

Every sentence stands on a fact; where there is none, there is no sentence.
"""

from dataclasses import dataclass

from bansos.indonesia.words import DAYS, count_words, date_long, time_local

from .guest_list import Attendee
from .parts import Occasion, Package
from .report import Words


@dataclass(frozen=True, kw_only=True)
class PressRelease:
    """A draft in the manner of INFO_PAS."""

    occasion: Occasion
    package: Package
    packages: int
    families: int
    symbolic: int
    """Packages, as is `packages`."""
    symbolic_givers: list[str]
    """From whose hands the symbolic ones went."""
    guests: list[Attendee]
    directives: list[Words]
    statements: list[Words]
    """Only those that may be quoted."""
    is_simultaneous: bool = False
    theme: str = ""

    def text(self) -> str:
        """Paragraphs, a blank line between them."""
        told = [
            f"{self._title()}",
            f"{self.occasion.place.upper()}, INFO_PAS – {self._beginning()}",
            self._attendance(),
            *self._directives(),
            self._handing_over(),
            *[_quoted(each) for each in self.statements],
            self._ending(),
            f"Sumber: {self.occasion.short_name}",
        ]
        return "\n\n".join(filter(None, told)) + "\n"

    def _title(self) -> str:
        return f"{self.occasion.short_name} Serahkan Bantuan Sosial {self.occasion.reason}".strip()

    def _beginning(self) -> str:
        occasion = self.occasion
        start = occasion.held_at
        reason = f" dalam rangka {occasion.reason}" if occasion.reason else ""
        everywhere = " Kegiatan dilaksanakan serentak oleh UPT Pemasyarakatan di seluruh Indonesia."
        together = everywhere if self.is_simultaneous else ""
        return (
            f"{occasion.short_name} menggelar {occasion.title}{reason} di {occasion.venue}, "
            f"{DAYS[start.weekday()]} ({date_long(start)}) pukul "
            f"{time_local(start, start.tzinfo)}.{together}"
        )

    def _attendance(self) -> str:
        present = [_named(guest) for guest in self.guests if not guest.is_online]
        online = [_named(guest) for guest in self.guests if guest.is_online]
        told = []
        if present:
            told.append(f"Kegiatan dihadiri {_joined(present)}.")
        if online:
            told.append(f"Hadir secara daring: {_joined(online)}.")
        return " ".join(told)

    def _directives(self) -> list[str]:
        speakers: dict[str, list[str]] = {}
        for each in self.directives:
            speakers.setdefault(each.speaker, []).append(each.text.strip().rstrip("."))
        return [
            f"{f'{speaker} menyampaikan' if speaker else 'Disampaikan'} "
            f"{count_words(len(points))} hal: {'; '.join(points)}."
            for speaker, points in speakers.items()
        ]

    def _handing_over(self) -> str:
        told = []
        if self.symbolic:
            givers = " oleh pejabat struktural"
            if self.symbolic_givers:
                givers += f", yaitu {_joined(self.symbolic_givers)}"
            told.append(
                f"Sebanyak {self.package.counted(self.symbolic)} diserahkan secara "
                f"simbolis{givers}."
            )
        if self.packages:
            told.append(
                f"Seluruhnya {self.package.counted(self.packages)} telah diserahkan kepada "
                f"{count_words(self.families)} penerima."
            )
        return " ".join(told)

    def _ending(self) -> str:
        return f"Kegiatan ini mengusung tema “{self.theme}”." if self.theme else ""


def _named(guest: Attendee) -> str:
    return f"{guest.name} ({guest.position})" if guest.position else guest.name


def _quoted(words: Words) -> str:
    who = f"{words.speaker}, {words.capacity}" if words.capacity else words.speaker
    text = words.text.strip()
    return f"“{text}” ujar {who}." if text[-1:] in "!?" else f"“{text.rstrip('.')},” ujar {who}."


def _joined(names: list[str]) -> str:
    """a, b, dan c"""
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"
