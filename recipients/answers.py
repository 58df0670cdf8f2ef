"""What a form says beside a NIK or KK: what the number tells, what is odd, where it stands."""

from dataclasses import dataclass, field
from typing import Any

from bansos.indonesia.identity import Identity, check_kk, check_nik
from bansos.indonesia.words import date_long

from .duplicates import Notice, notices
from .models import Member

SEXES = dict(Member.Sex.choices)


@dataclass
class Answer:
    identity: Identity = field(default_factory=Identity)
    notices: list[Notice] = field(default_factory=list)
    confirmed: frozenset[str] = frozenset()

    @property
    def readout(self) -> str:
        """Perempuan, lahir 1 Juli 1990, Tanah Laut, Kalimantan Selatan"""
        born = self.identity.birth_date
        told = [SEXES.get(self.identity.sex), f"lahir {date_long(born)}" if born else ""]
        return ", ".join(filter(None, [*told, self.identity.region]))

    @property
    def refusals(self) -> list[Notice]:
        return [notice for notice in self.notices if notice.is_refusal]

    @property
    def unconfirmed(self) -> list[Notice]:
        """What the officer has not yet said they know."""
        soft = [notice for notice in self.notices if not notice.is_refusal]
        return [notice for notice in soft if notice.key not in self.confirmed]


def answer(kind, text, *, facility, sex="", birth_date=None, beside=None, confirmed=()) -> Answer:
    """The whole answer to one number while it is being typed; an empty one to a blank."""
    if not text.strip():
        return Answer()
    asked: dict[str, Any]
    if kind == "kk":
        found = Answer(check_kk(text))
        asked = {"kk": found.identity.digits}
    else:
        found = Answer(check_nik(text, sex=sex, birth_date=birth_date))
        asked = {"niks": [found.identity.digits]}
    if found.identity.is_valid:
        found.notices = notices(**asked, facility=facility, beside=beside)
    found.confirmed = frozenset(confirmed)
    return found
