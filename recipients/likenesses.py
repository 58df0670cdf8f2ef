"""
Which recipients may be one family: found by set, so that one costs as many reads as a thousand.

A NIK or a KK is compared in the whole country, through its blind index. A name is compared
within one facility only: what nobody of this facility may see must not be told by a likeness.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from itertools import combinations, pairwise

from django.db.models import Q
from django.utils import timezone

from .models import Likeness, Member, Recipient

AT_ONCE = 500
MOST = 30
"""So many who share a sign are still compared each with each."""

NAME = ["facility", "search_name", "birth_date"]
REGENCY = 5
"""Signs of a region's code that tell the regency: 63.01."""

FoundBy = Likeness.FoundBy


def look(ids, *, at) -> list[Likeness]:
    """Note whom these recipients are like, and return what was not known before."""
    pairs = _pairs(ids)
    known = {(each.first_id, each.second_id) for each in _of(pairs)}
    new = sorted(pairs.keys() - known)
    places = dict(
        Recipient.objects.filter(pk__in={pk for pair in new for pk in pair}).values_list(
            "pk", "facility"
        )
    )
    # In one order everywhere: two facilities that find the same pairs then wait for one another.
    Likeness.objects.bulk_create(
        [
            Likeness(
                first_id=first,
                second_id=second,
                first_facility_id=places[first],
                second_facility_id=places[second],
                found_by=pairs[first, second],
                found_at=at,
            )
            for first, second in new
        ],
        ignore_conflicts=True,
    )
    return _of(new) if new else []


def look_again(ids, *, at) -> list[Likeness]:
    """After a change of facts: drop the questions that have no ground any more, note new ones."""
    pairs = _pairs(ids)
    asked = Likeness.objects.filter(decision=Likeness.Decision.OPEN)
    # What an officer saw has its ground outside the registers.
    asked = asked.filter(Q(first__in=ids) | Q(second__in=ids)).exclude(found_by=FoundBy.OFFICER)
    groundless = [each.pk for each in asked if (each.first_id, each.second_id) not in pairs]
    Likeness.objects.filter(pk__in=groundless).delete()
    return look(ids, at=at)


def look_everywhere(*, facility=None, at=None, told=lambda seen, found: None) -> int:
    """
    Look at all active recipients, some at a time, and return how many likenesses are new.

    :param told: is called after each part with how many were seen and found so far.
    """
    rows = Recipient.objects.active().order_by("pk")
    rows = rows.filter(facility=facility) if facility else rows
    last = seen = found = 0
    while ids := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        found += len(look(ids, at=at or timezone.now()))
        seen, last = seen + len(ids), ids[-1]
        told(seen, found)
    return found


def _of(pairs) -> list[Likeness]:
    """Those of these pairs that are noted already."""
    ids = {first for first, _ in pairs}
    rows = Likeness.objects.filter(first__in=ids) if ids else []
    return [each for each in rows if (each.first_id, each.second_id) in pairs]


def _pairs(ids) -> dict[tuple[int, int], str]:
    """Every two of which one is among these, with the strongest sign that they are alike."""
    ids = set(ids)
    groups = [
        (found_by, owners)
        for found_by, bearers in _bearers(ids)
        for owners in _grouped(bearers)
        # Signs that only others share are none of our business now.
        if len(owners) > 1 and not ids.isdisjoint(owners)
    ]
    regencies = _regencies({pk for _, owners in groups for pk in owners})
    pairs: dict[tuple[int, int], str] = {}
    for found_by, owners in groups:
        active = [(pk, regencies[pk]) for pk in owners if pk in regencies]
        if found_by == FoundBy.NAME:
            parts = _grouped((pk, regency) for pk, regency in active if regency)
        else:
            parts = [{pk for pk, _ in active}]
        for part in parts:
            # Of very many each is paired with the next alone: their pairs would be without number.
            pairs_of = partial(combinations, r=2) if len(part) <= MOST else pairwise
            for pair in pairs_of(sorted(part)):
                if not ids.isdisjoint(pair):
                    pairs[pair] = found_by
    return pairs


def _bearers(ids):
    """
    Who bears a sign of theirs, as (owner, sign) by what the sign is; the weakest first.

    No table is joined to another here: straight after many rows were written, PostgreSQL thinks
    the tables small and would go through the one for every row of the other.
    """
    people = Member.objects.present().order_by()
    families = Recipient.objects.active().order_by()
    own = list(people.filter(recipient__pk__among=ids).values_list(*NAME, "nik_index"))
    places = {facility for facility, *_ in own}
    names = {name for _, name, born, _ in own if born}
    namesakes = people.filter(search_name__among=names, facility__in=places)
    alike = namesakes.exclude(birth_date=None).values_list("recipient", *NAME)
    yield FoundBy.NAME, ((owner, tuple(sign)) for owner, *sign in alike)
    cards = set(families.filter(pk__among=ids).values_list("kk_index", flat=True))
    yield FoundBy.KK, families.filter(kk_index__among=cards).values_list("pk", "kk_index")
    numbers = {nik for *_, nik in own}
    bearers = people.filter(nik_index__among=numbers)
    yield FoundBy.NIK, bearers.values_list("recipient", "nik_index")


def _grouped(bearers) -> Iterable[set[int]]:
    alike = defaultdict(set)
    for owner, sign in bearers:
        alike[sign].add(owner)
    return alike.values()


def _regencies(ids) -> dict[int, str]:
    """The regency of each that is active, "" where it is not known."""
    rows = Recipient.objects.active().filter(pk__among=ids).values_list("pk", "region_code")
    return {pk: code[:REGENCY] for pk, code in rows}
