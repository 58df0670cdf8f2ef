from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import chain

from django.db import transaction

from bansos.audit import trail
from bansos.indonesia.words import localize

from ..likenesses import look, look_again
from ..models import Category, Kinship, Member, Recipient
from .changes import assign, locked, take_back_verification
from .refusals import refusing_duplicates

IDENTITY = {"name", "category", "kk", "contact_name", "nik", "birth_date", "sex", "relation"}
"""What a second person verified; once changed, it is to be verified again."""


@dataclass(kw_only=True)
class Person:
    """
    A member as a form states them. A `nik` of None leaves the recorded one alone.

    :param relation: to the main member; the main member has none.
    """

    name: str
    nik: str | None = None
    nik_missing_reason: str = ""
    birth_date: date | None = None
    sex: str = ""
    relation: str = ""
    may_collect: bool = True
    id: int | None = None
    has_left: bool = False

    @property
    def facts(self) -> dict:
        stated = {f.name: getattr(self, f.name) for f in fields(self)}
        del stated["id"], stated["has_left"]
        if self.nik is None:
            del stated["nik"]
        return stated


@transaction.atomic
def register(
    *,
    facility,
    name,
    category=None,
    inmate=None,
    relation="",
    main: Person | None = None,
    members: Sequence[Person] = (),
    needs=(),
    confirmed=(),
    by,
    at,
    **facts,
) -> Recipient:
    """
    Add a recipient with the people of the family and their tie to an inmate.

    :param category: follows from the inmate and the relation where there is an inmate.
    :param main: the person who stands for the family; None for an institution.
    :param confirmed: other facilities where they stand too; the officer went on knowing it.
    :raises AlreadyRegistered: if a NIK or the KK stands in this facility's register.
    """
    trail.lock(facility.pk)
    recipient = Recipient(facility=facility, name=name, registered_at=at, registered_by=by, **facts)
    recipient.category = Category.of(inmate, relation) if inmate else category
    with refusing_duplicates():
        recipient.save()
        if main:
            _add(recipient, main, is_main=True)
        for person in members:
            _add(recipient, person)
    recipient.needs.set(needs)
    if inmate:
        Kinship.objects.create(recipient=recipient, inmate=inmate, relation=relation)
    details = _confirmed(confirmed) | ({"inmate": inmate.pk} if inmate else {})
    trail.record("recipient.register", recipient, by=by, at=at, details=details)
    look([recipient.pk], at=at)
    return recipient


@transaction.atomic
def revise(
    recipient,
    *,
    main: Person | None = None,
    members: Sequence[Person] = (),
    relation="",
    needs=None,
    confirmed=(),
    by,
    at,
    **facts,
) -> Recipient:
    """
    Change the facts of a recipient. A change of identity takes the verification back.

    :param members: those with an id change or leave, those without are added; others stay.
    :raises AlreadyRegistered: if a NIK or the KK stands in this facility's register.
    :raises AlreadyRetired: if the recipient is retired.
    """
    recipient = locked(recipient)
    changed = assign(recipient, facts)
    if relation:
        changed += _relate(recipient, relation)
    with refusing_duplicates():
        recipient.save()
        people = _revise_people(recipient, main, members, at)
    if needs is not None and set(needs) != set(recipient.needs.all()):
        recipient.needs.set(needs)
        changed.append("needs")
    if not (changed or people):
        return recipient
    details = {"fields": changed, **people, **_confirmed(confirmed)}
    if _touches_identity(changed, people):
        if take_back_verification(recipient, by=by, at=at):
            details["verification_taken_back"] = True
        recipient.save()
    trail.record("recipient.revise", recipient, by=by, at=at, details=details)
    look_again([recipient.pk], at=at)
    return recipient


def _relate(recipient, relation):
    kinship = recipient.kinships.select_related("inmate").order_by("pk").first()
    if kinship is None or not assign(kinship, {"relation": relation}):
        return []
    kinship.save(update_fields=["relation"])
    recipient.category = Category.of(kinship.inmate, relation)
    return ["relation"]


def _add(recipient, person, *, is_main=False) -> Member:
    member = Member(recipient=recipient, is_main=is_main, **person.facts)
    member.save()
    return member


def _revise_people(recipient, main, members, at) -> dict:
    """Who was added, changed, or left, by the members' ids."""
    present = {member.pk: member for member in recipient.members.present()}
    known = [(present[person.id], person) for person in members if person.id in present]
    heads = [member for member in present.values() if member.is_main]
    if main:
        known += [(member, main) for member in heads]
    today = localize(at, recipient.facility).date()
    # Those who leave go first: their NIK may come back with another row.
    left = [member for member, person in known if person.has_left and not member.is_main]
    for member in left:
        member.left_on = today
        member.save(update_fields=["left_on"])
    changed = {}
    for member, person in known:
        if member not in left and (names := assign(member, person.facts)):
            member.save()
            changed[member.pk] = names
    if not main:
        changed |= _rename(heads, recipient.name)
    new = [person for person in members if person.id is None and not person.has_left]
    added = [_add(recipient, person).pk for person in new]
    if main and not heads:
        added.append(_add(recipient, main, is_main=True).pk)
    people = {"left": [member.pk for member in left], "changed": changed, "added": added}
    return {verb: done for verb, done in people.items() if done}


def _rename(heads, name) -> dict:
    """A family bears the name of its main member, so the two change together."""
    renamed = {}
    for member in heads:
        if names := assign(member, {"name": name}):
            member.save()
            renamed[member.pk] = names
    return renamed


def _touches_identity(changed, people) -> bool:
    if people.get("added") or people.get("left"):
        return True
    of_members = people.get("changed", {}).values()
    return not IDENTITY.isdisjoint(chain(changed, *of_members))


def _confirmed(facilities) -> dict:
    return {"also_at": sorted({f.pk for f in facilities})} if facilities else {}
