"""
Made-up families: believable as a crowd, and nobody in particular.

Everything follows from one `Random`, so that the same seed tells the same families again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from ..models import Category, Relation
from . import mistakes
from .names import MEN, STREETS, WOMEN
from .numbers import made_up_kk, made_up_nik
from .places import KEPT_INMATES, Place

LARGEST = 5
SIZES = [1] * 20 + [2] * 30 + [3] * 25 + [4] * 16 + [5] * 9
WITHOUT_INMATE = 0.14
SECOND_INMATE = 0.05
SAME_INMATE = 0.08
CONSENTED = 0.92
VERIFIED = 0.88
FIRST_DAY = datetime(2022, 1, 3, tzinfo=UTC)
SPAN = timedelta(days=3 * 365)
THIS_YEAR = (FIRST_DAY + SPAN).year

KIN = (
    [(Relation.WIFE, "P", 20, 55)] * 40
    + [(Relation.MOTHER, "P", 42, 75)] * 20
    + [(Relation.FATHER, "L", 44, 78)] * 8
    + [(Relation.HUSBAND, "L", 22, 60)] * 4
    + [(Relation.CHILD, "", 18, 32)] * 8
    + [(Relation.SIBLING, "", 18, 58)] * 12
    + [(Relation.IN_LAW, "", 20, 65)] * 4
    + [(Relation.GRANDPARENT, "", 60, 85)] * 2
    + [(Relation.GUARDIAN, "", 28, 65)] * 2
)
"""How a main member stands to the inmate, their sex where it follows, and their age."""
OF_A_CHILD = [row for row in KIN if row[2] >= 42 or row[0] == Relation.SIBLING]
NEIGHBOUR = ("", "", 22, 75)
MANNERS = ["tertulis"] * 8 + ["lisan"] * 2
INSIDE_TIES = [Relation.CHILD, Relation.SIBLING, Relation.SIBLING, Relation.IN_LAW]


@dataclass(slots=True)
class MadeUpInmate:
    name: str
    surname: str
    register_number: str
    legal_status: str
    registered_at: datetime
    number: int
    """In the order in which they are first told of, from nought."""


@dataclass(slots=True)
class Person:
    name: str
    sex: str
    nik: str
    birth_date: date
    relation: str = ""
    missing_reason: str = ""


@dataclass(slots=True)
class Family:
    """The first of the people stands for it; each tie is an inmate and how they stand to them."""

    place: Place
    category: str
    kk: str
    address: str
    village: str
    people: list[Person]
    registered_at: datetime
    ties: list[tuple[MadeUpInmate, str]] = field(default_factory=list)
    consent_on: date | None = None
    consent_manner: str = ""
    verified_at: datetime | None = None


class Author:
    """Writes one family after the other. No two of them share a number, nor with those before."""

    def __init__(self, *, seed: int, first: int = 0):
        self.generator = Random(f"{seed}:{first}")  # noqa: S311 - a story, not a secret
        self.random = self.generator.random
        self.number = first
        self.inmates = 0

    def families(self, places: Iterable[Place]) -> Iterator[Family]:
        """All families of all places, in the order of their registration at each."""
        travellers: list[Family] = []
        for place in places:
            arriving, travellers = travellers, []
            enough = 1 + int(2 * place.count * mistakes.REGISTERED_ELSEWHERE)
            for nth in range(place.count):
                at = self._moment(place, nth)
                if arriving and self.random() < mistakes.REGISTERED_ELSEWHERE:
                    family = self._again(arriving.pop(), place, at)
                else:
                    family = self._family(place, at)
                    if len(travellers) < enough:
                        travellers.append(family)
                self.number += 1
                yield family

    def _pick(self, rows):
        return rows[int(self.random() * len(rows))]

    def _between(self, low, high) -> int:
        return low + int(self.random() * (high - low + 1))

    def _moment(self, place, nth) -> datetime:
        """In office hours; the later in the register, the later in the years."""
        day = int((nth + self.random()) * SPAN.days / place.count)
        seconds = 8 * 3600 + int(self.random() * 7 * 3600)
        return FIRST_DAY - place.ahead + timedelta(day, seconds)

    def _family(self, place, at) -> Family:
        ties = self._ties(place, at)
        surname = ties[0][0].surname if ties else self._pick(place.surnames)
        kin, village = self._main_kin(place, ties), self._pick(place.villages)
        regency = village[:2] + village[3:5]
        people = self._people(kin, surname, regency, ties)
        family = Family(
            place=place,
            category=Category.INMATE_FAMILY if ties else Category.COMMUNITY,
            kk=self._kk(regency),
            address=self._address(),
            village=village,
            people=people,
            registered_at=at,
            ties=[(inmate, relation or kin[0]) for inmate, relation in ties],
        )
        self._signed(family)
        return family

    def _kk(self, regency) -> str:
        if self.random() < mistakes.KK_MISSING:
            return ""
        return made_up_kk(self.number, regency=regency, year=self._between(2010, THIS_YEAR - 3))

    def _signed(self, family) -> None:
        """Most families have consented, and a second person has verified most of those."""
        at = family.registered_at
        if self.random() < CONSENTED:
            family.consent_on = (at + family.place.ahead).date()
            family.consent_manner = self._pick(MANNERS)
            if self.random() < VERIFIED:
                family.verified_at = at + timedelta(self._between(1, 20), self._between(0, 3600))

    def _address(self) -> str:
        random = self.random
        street = self._pick(STREETS).replace("_", " ")
        number, rt, rw = (1 + int(random() * most) for most in (120, 12, 8))
        return f"Jalan {street} No. {number} RT {rt:03}/RW {rw:03}"

    def _ties(self, place, at) -> list[tuple[MadeUpInmate, str]]:
        """Inmates and how the main member stands to them; the first one's is decided later."""
        chance = self.random()
        if chance < WITHOUT_INMATE:
            return []
        if place.inmates and chance < WITHOUT_INMATE + SAME_INMATE:
            return [(self._pick(place.inmates), "")]
        inmate = self._inmate(place, self._pick(place.surnames), at)
        if chance > 1 - SECOND_INMATE:
            second = self._inmate(place, inmate.surname, at)
            return [(inmate, ""), (second, self._pick(INSIDE_TIES))]
        return [(inmate, "")]

    def _inmate(self, place, surname, at) -> MadeUpInmate:
        status = self._pick(place.statuses)
        number, year = self._between(1, 980), at.year - (self.random() < 0.4)
        register = "AIII" if status == "tahanan" else "BI"
        is_odd = self.random() < mistakes.ODD_REGISTER_NUMBER
        inmate = MadeUpInmate(
            name=self._name("P" if self.random() < 0.06 else "L", surname),
            surname=surname,
            register_number=f"{number}-{year}" if is_odd else f"{register}.{number}/{year}",
            legal_status=status,
            registered_at=at - timedelta(self._between(0, 60)),
            number=self.inmates,
        )
        self.inmates += 1
        place.inmates.append(inmate)
        del place.inmates[:-KEPT_INMATES]
        return inmate

    def _main_kin(self, place, ties):
        if not ties:
            return NEIGHBOUR
        is_young = ties[0][0].legal_status in ("anak", "anak_binaan")
        return self._pick(OF_A_CHILD if is_young else KIN)

    def _people(self, kin, surname, regency, ties) -> list[Person]:
        relation, sex, youngest, oldest = kin
        sex = sex or ("P" if self.random() < 0.6 else "L")
        born = THIS_YEAR - self._between(youngest, oldest)
        own = surname
        if relation in (Relation.WIFE, Relation.HUSBAND, Relation.IN_LAW) and self.random() < 0.5:
            own = ""
        size = self._pick(SIZES)
        people = [self._person(0, own, regency, born, sex, "")]
        has_spouse = relation not in (Relation.WIFE, Relation.HUSBAND) and self.random() < 0.5
        for nth in range(1, size):
            if nth == 1 and has_spouse and born < THIS_YEAR - 21:
                other, tie = ("L", Relation.HUSBAND) if sex == "P" else ("P", Relation.WIFE)
                people.append(self._person(1, surname, regency, born, other, tie))
            else:
                people.append(self._dependant(nth, surname, regency, born))
        return people

    def _dependant(self, nth, surname, regency, born) -> Person:
        """Mostly a child of the main member; an old one has grandchildren in the house."""
        tie, apart = Relation.CHILD, self._between(18, 38)
        if born < THIS_YEAR - 60 and self.random() < 0.4:
            tie, apart = Relation.GRANDCHILD, self._between(40, 58)
        elif born > THIS_YEAR - 24:
            tie, apart = Relation.SIBLING, self._between(1, 8)
        sex = "P" if self.random() < 0.5 else "L"
        year = min(born + apart, THIS_YEAR - 2)
        return self._person(nth, surname, regency, year, sex, tie)

    def _person(self, nth, surname, regency, year, sex, relation) -> Person:
        random = self.random
        nik, born = made_up_nik(self.number * LARGEST + nth, regency=regency, year=year, sex=sex)
        person = Person(self._name(sex, surname), sex, nik, born, relation)
        chance, is_child = random(), year > THIS_YEAR - 17
        if chance < (mistakes.CHILD_NIK_MISSING if is_child else mistakes.NIK_MISSING):
            reasons = mistakes.NO_NIK_OF_CHILD if is_child else mistakes.NO_NIK
            person.nik, person.missing_reason = "", self._pick(reasons)
        elif chance > 1 - mistakes.BIRTH_DATE_DIFFERS:
            person.birth_date = mistakes.mistaken(born, random)
        return person

    def _name(self, sex, surname) -> str:
        given = WOMEN if sex == "P" else MEN
        first, second = self._pick(given), self._pick(given)
        if surname:
            return f"{first} {surname}" if self.random() < 0.6 else f"{first} {second} {surname}"
        return f"{first} {second}" if self.random() < 0.8 else first

    def _again(self, family, place, at) -> Family:
        """The same family in another facility's register, as another officer wrote it down."""
        surname = family.people[0].name.rpartition(" ")[2]
        inmate = self._inmate(place, surname, at)
        people = [replace(person) for person in family.people]
        for person in people:
            if self.random() < mistakes.NAME_MISSPELLED:
                person.name = mistakes.misspelled(person.name, self.random)
        ties = [(inmate, self._pick(INSIDE_TIES))]
        second = replace(
            family,
            place=place,
            category=Category.INMATE_FAMILY,
            people=people,
            registered_at=at,
            ties=ties,
        )
        second.consent_on, second.consent_manner, second.verified_at = None, "", None
        self._signed(second)
        return second
