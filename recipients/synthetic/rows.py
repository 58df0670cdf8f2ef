"""
Made-up families as rows of tables, all but their keys: those only the database can give.

Until then a row is told by its place in its list, and an inmate by their number.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from bansos.indonesia.names import normalize_name, words_of

from ..models import Inmate, InmateWord, Kinship, Member, Recipient, RecipientWord
from .families import Family, MadeUpInmate
from .tables import Table

GROWN_UP = 17

INMATES = Table(
    Inmate,
    """
    id facility_id name search_name register_number legal_status registered_at registered_by_id
    """.split(),
)
RECIPIENTS = Table(
    Recipient,
    """
    id facility_id category name search_name kk kk_index address region_code consent_on
    consent_manner registered_at registered_by_id verified_at verified_by_id
    """.split(),
)
MEMBERS = Table(
    Member,
    """
    id recipient_id facility_id name search_name nik nik_index nik_tail_index nik_missing_reason
    birth_date sex relation may_collect is_main
    """.split(),
)
KINSHIPS = Table(Kinship, "id recipient_id inmate_id relation".split())
INMATE_WORDS = Table(InmateWord, "facility_id word inmate_id".split())
RECIPIENT_WORDS = Table(RecipientWord, "facility_id word recipient_id".split())


@dataclass(slots=True)
class Chunk:
    """
    What is written together, all of it or nothing.

    :param inmates: rows; the first of them is the inmate with the number `first_inmate`.
    :param members: rows with the place of their recipient's row.
    :param kinships: rows with the place of their recipient's row, and an inmate's number.
    :param inmate_words: facility, word and an inmate's number.
    :param recipient_words: facility, word and the place of a recipient's row.
    :param facilities: how many families each gets, by id.
    """

    first_inmate: int
    inmates: list[list] = field(default_factory=list)
    recipients: list[list] = field(default_factory=list)
    members: list[list] = field(default_factory=list)
    kinships: list[list] = field(default_factory=list)
    inmate_words: list[tuple] = field(default_factory=list)
    recipient_words: list[tuple] = field(default_factory=list)
    facilities: Counter = field(default_factory=Counter)


def chunks(families, *, staff, at_once) -> Iterator[Chunk]:
    """
    Yield the families' rows, so many families at a time.

    :param staff: by facility, the ids of who registers and who verifies.
    """
    families, next_inmate = iter(families), 0
    while part := list(islice(families, at_once)):
        chunk = _chunk(part, staff, Chunk(first_inmate=next_inmate))
        next_inmate += len(chunk.inmates)
        yield chunk


def _chunk(families, staff, chunk) -> Chunk:
    next_inmate = chunk.first_inmate
    for place, family in enumerate(families):
        facility = family.place.facility.pk
        chunk.facilities[facility] += 1
        chunk.recipients.append(_recipient(family, facility, *staff[facility]))
        for nth, person in enumerate(family.people):
            chunk.members.append(_member(place, facility, family.registered_at, nth, person))
        words = {word for person in family.people for word in words_of(person.name)}
        for inmate, relation in family.ties:
            chunk.kinships.append([None, place, inmate.number, str(relation)])
            own = {*words_of(inmate.name), *words_of(inmate.register_number)}
            words |= own
            # A number that is not the next one is of somebody written before.
            if inmate.number == next_inmate:
                next_inmate += 1
                chunk.inmates.append(_inmate(inmate, facility, staff[facility][0]))
                chunk.inmate_words += [(facility, word, inmate.number) for word in own]
        chunk.recipient_words += [(facility, word, place) for word in words]
    # In the order of the index, so that neighbours are written together.
    chunk.inmate_words.sort()
    chunk.recipient_words.sort()
    INMATES.prepare(chunk.inmates)
    RECIPIENTS.prepare(chunk.recipients)
    MEMBERS.prepare(chunk.members)
    return chunk


def _inmate(inmate: MadeUpInmate, facility, officer) -> list:
    return [
        None,
        facility,
        inmate.name,
        normalize_name(inmate.name),
        inmate.register_number,
        inmate.legal_status,
        inmate.registered_at,
        officer,
    ]


def _recipient(family: Family, facility, officer, verifier) -> list:
    name = family.people[0].name
    return [
        None,
        facility,
        str(family.category),
        name,
        normalize_name(name),
        family.kk,
        family.kk or None,
        family.address,
        family.village,
        family.consent_on,
        family.consent_manner,
        family.registered_at,
        officer,
        family.verified_at,
        verifier if family.verified_at else None,
    ]


def _member(recipient, facility, at, nth, person) -> list:
    nik = person.nik
    return [
        None,
        recipient,
        facility,
        person.name,
        normalize_name(person.name),
        nik,
        nik or None,
        nik or None,
        person.missing_reason,
        person.birth_date,
        person.sex,
        str(person.relation),
        at.year - person.birth_date.year >= GROWN_UP,
        nth == 0,
    ]
