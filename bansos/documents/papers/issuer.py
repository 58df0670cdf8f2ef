"""The frame of a paper that is not of one event: of a facility's stock, or of many facilities."""

from dataclasses import dataclass
from datetime import datetime

from bansos.indonesia.words import date_long, moment

from .parts import Letterhead


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """Whose paper it is, and until when its figures count."""

    letterhead: Letterhead
    name: str
    """The official name."""
    short_name: str
    place: str
    """The town in which the paper is signed."""
    as_of: datetime
    """On the issuer's own clock."""

    @property
    def place_and_date(self) -> str:
        return f"{self.place}, {date_long(self.as_of)}"

    def payload(self, name: str, *about: str) -> dict:
        """What every template asks for, as `Occasion.payload` gives it for an event."""
        counted = f"posisi data {moment(self.as_of, self.as_of.tzinfo)}"
        told = [line for line in about if line]
        return {
            "made_at": self.as_of,
            "title": ", ".join([name, *told]),
            "author": self.name,
            "keywords": ["bantuan sosial", name],
            "mark": "",
            "letterhead": self.letterhead.payload(),
            "heading": [name.upper(), *(line.upper() for line in told)],
            "foot": " · ".join(filter(None, [name, self.short_name, counted])),
        }
