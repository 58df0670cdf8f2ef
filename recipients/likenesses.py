"""
Which recipients may be one family: found by set, so that one costs as many reads as a thousand.

A NIK or a KK is compared in the whole country, through its blind index. A name is compared
within one facility only: what nobody of this facility may see must not be told by a likeness.
"""

from collections import defaultdict
from functools import partial
from itertools import combinations, pairwise

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Left
from django.utils import timezone

from .models import Likeness, Member, Recipient

AT_ONCE = 500
MOST = 30
"""So many who share a sign are still compared each with each."""

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
    asked = asked.filter(Q(first__in=ids) | Q(second__in=ids))
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
    pairs: dict[tuple[int, int], str] = {}
    for found_by, bearers in [
        (FoundBy.NAME, _by_name(ids)),
        (FoundBy.KK, _by_kk(ids)),
        (FoundBy.NIK, _by_nik(ids)),
    ]:
        alike = defaultdict(set)
        for pk, *sign in bearers:
            alike[tuple(sign)].add(pk)
        for group in alike.values():
            # Of very many each is paired with the next alone: their pairs would be without number.
            pairs_of = partial(combinations, r=2) if len(group) <= MOST else pairwise
            # Signs that only others share are none of our business now.
            for pair in pairs_of(sorted(group)):
                if not ids.isdisjoint(pair):
                    pairs[pair] = found_by
    return pairs


def _by_nik(ids):
    bearers = Member.objects.present().filter(recipient__retired_at=None).exclude(nik_index=None)
    doubled = _doubled(bearers, ids, "recipient__pk", "nik_index")
    signs = set(doubled.values_list("nik_index", flat=True))
    return bearers.filter(nik_index__among=signs).values_list("recipient", "nik_index")


def _by_kk(ids):
    families = Recipient.objects.active().exclude(kk_index=None)
    doubled = _doubled(families, ids, "pk", "kk_index")
    signs = set(doubled.values_list("kk_index", flat=True))
    return families.filter(kk_index__among=signs).values_list("pk", "kk_index")


def _by_name(ids):
    people = Member.objects.present().filter(recipient__retired_at=None)
    people = people.exclude(birth_date=None).exclude(recipient__region_code="")
    people = people.annotate(regency=Left("recipient__region_code", REGENCY))
    sign = ["facility", "search_name", "birth_date", "regency"]
    own = list(_doubled(people, ids, "recipient__pk", "search_name").values_list(*sign))
    # Alone, the name leads to few rows; the rest of the sign is compared when they are here.
    places, names, days, _ = map(set, zip(*own, strict=True)) if own else [()] * 4
    return people.filter(
        search_name__among=names, facility__in=places, birth_date__in=days
    ).values_list(F("recipient"), *sign)


def _doubled(rows, ids, owner, sign):
    """Those of these owners whose sign another owner's row bears, too: of many a few."""
    others = rows.filter(**{sign: OuterRef(sign)}).exclude(**{owner: OuterRef(owner)})
    return rows.filter(Exists(others.order_by()), **{f"{owner}__among": ids}).order_by()
