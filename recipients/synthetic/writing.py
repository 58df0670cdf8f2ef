"""Made-up families into the register, a chunk at a time: all of a chunk or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from django.db import transaction

from bansos.audit import trail
from bansos.indonesia.names import normalize_name
from bansos.privacy.ciphers import blind_index

from ..models import Inmate, Kinship, Member, Recipient
from .tables import Table

AT_ONCE = 20_000
"""Families in a chunk. The larger, the fewer times a page of an index is written."""
GROWN_UP = 17

INMATES = "id facility_id name search_name register_number legal_status registered_at"
RECIPIENTS = """
    id facility_id category name search_name kk kk_index address region_code consent_on
    consent_manner registered_at registered_by_id verified_at verified_by_id
"""
MEMBERS = """
    id facility_id recipient_id name search_name nik nik_index nik_tail_index nik_missing_reason
    birth_date sex relation may_collect is_main
"""
KINSHIPS = "id recipient_id inmate_id relation"


@dataclass
class Count:
    families: int = 0
    members: int = 0
    inmates: int = 0

    def __add__(self, other):
        return Count(
            self.families + other.families,
            self.members + other.members,
            self.inmates + other.inmates,
        )


class Writer:
    """
    Writes what an `Author` tells.

    :param staff: by facility, the ids of who registers and who verifies.
    """

    def __init__(self, staff, *, at):
        self.staff, self.at = staff, at
        self.inmates = Table(Inmate, [*INMATES.split(), "registered_by_id"])
        self.recipients = Table(Recipient, RECIPIENTS.split())
        self.members = Table(Member, MEMBERS.split())
        self.kinships = Table(Kinship, KINSHIPS.split())

    def write(self, families, *, at_once=AT_ONCE) -> Iterator[Count]:
        """Write them all, and yield after each chunk what has been written so far."""
        families, so_far = iter(families), Count()
        while chunk := list(islice(families, at_once)):
            so_far += self._write_chunk(chunk)
            yield so_far

    @transaction.atomic
    def _write_chunk(self, families) -> Count:
        new = {
            id(inmate): (inmate, family)
            for family in families
            for inmate, _ in family.ties
            if not inmate.pk
        }
        self._write_inmates(list(new.values()))
        keys = self.recipients.reserve(len(families))
        self.recipients.put(
            [self._recipient(pk, family) for pk, family in zip(keys, families, strict=True)]
        )
        people = [
            (pk, family, nth, person)
            for pk, family in zip(keys, families, strict=True)
            for nth, person in enumerate(family.people)
        ]
        member_keys = self.members.reserve(len(people))
        self.members.put([_member(key, *row) for key, row in zip(member_keys, people, strict=True)])
        ties = [
            [pk, inmate.pk, str(relation)]
            for pk, family in zip(keys, families, strict=True)
            for inmate, relation in family.ties
        ]
        tie_keys = self.kinships.reserve(len(ties))
        self.kinships.put([[key, *tie] for key, tie in zip(tie_keys, ties, strict=True)])
        self._record(families)
        return Count(len(families), len(people), len(new))

    def _write_inmates(self, new):
        keys = self.inmates.reserve(len(new))
        rows = []
        for pk, (inmate, family) in zip(keys, new, strict=True):
            inmate.pk = pk
            place = family.place.facility.pk
            rows.append(
                [
                    pk,
                    place,
                    inmate.name,
                    normalize_name(inmate.name),
                    inmate.register_number,
                    inmate.legal_status,
                    inmate.registered_at,
                    self.staff[place][0],
                ]
            )
        self.inmates.put(rows)

    def _recipient(self, pk, family) -> list:
        place, name = family.place.facility.pk, family.people[0].name
        officer, verifier = self.staff[place]
        return [
            pk,
            place,
            str(family.category),
            name,
            normalize_name(name),
            family.kk,
            blind_index(family.kk, purpose="kk") if family.kk else None,
            family.address,
            family.village,
            family.consent_on,
            family.consent_manner,
            family.registered_at,
            officer,
            family.verified_at,
            verifier if family.verified_at else None,
        ]

    def _record(self, families):
        """One entry a chunk, on the chain of the house: it may hold many facilities."""
        counts: dict[int, int] = {}
        for family in families:
            counts[family.place.facility.pk] = counts.get(family.place.facility.pk, 0) + 1
        details = {"families": counts}
        trail.record("recipient.generate", None, by=None, at=self.at, details=details)


def _member(pk, recipient, family, nth, person) -> list:
    nik = person.nik
    return [
        pk,
        family.place.facility.pk,
        recipient,
        person.name,
        normalize_name(person.name),
        nik,
        blind_index(nik, purpose="nik") if nik else None,
        _tail_index(nik[-4:]) if nik else None,
        person.missing_reason,
        person.birth_date,
        person.sex,
        str(person.relation),
        family.registered_at.year - person.birth_date.year >= GROWN_UP,
        nth == 0,
    ]


@lru_cache(maxsize=10_000)
def _tail_index(digits) -> str:
    return blind_index(digits, purpose="nik-tail")
