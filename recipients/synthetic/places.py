"""Where made-up families live and how many belong to each facility."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from random import Random

from bansos.indonesia import regions
from facilities.models import Facility

from ..models import Inmate
from .names import surnames_of

Kind, Status = Facility.Kind, Inmate.LegalStatus

WEIGHTS = {Kind.LAPAS: 4, Kind.RUTAN: 3, Kind.BAPAS: 2, Kind.LPKA: 1, Kind.HOSPITAL: 1}
STATUSES = {
    Kind.LAPAS: [Status.CONVICT] * 9 + [Status.REMAND],
    Kind.RUTAN: [Status.REMAND] * 7 + [Status.CONVICT] * 3,
    Kind.LPKA: [Status.JUVENILE] * 7 + [Status.CHILD] * 3,
    Kind.BAPAS: [Status.CLIENT],
    Kind.HOSPITAL: [Status.CONVICT, Status.REMAND],
}
HOURS_AHEAD = {Facility.Zone.WIB: 7, Facility.Zone.WITA: 8, Facility.Zone.WIT: 9}
KEPT_INMATES = 12
DISTRICTS = 2
"""So many of the own regency and one of another are where a facility's families live."""


@dataclass
class Place:
    """
    One facility and what its families have in common.

    :param count: how many families it gets.
    """

    facility: Facility
    count: int
    villages: list[str]
    surnames: list[str]
    statuses: list[str]
    ahead: timedelta
    inmates: list = field(default_factory=list)
    """The last KEPT_INMATES; the next family may belong to one of them too."""


def shares(facilities, total, *, random: Random) -> list[int]:
    """The total split over the facilities: large kinds get more, and none is like another."""
    weights = [WEIGHTS[Kind(each.kind)] * random.uniform(0.5, 1.5) for each in facilities]
    exact = [total * weight / sum(weights) for weight in weights]
    counts = [int(each) for each in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: (counts[i] - exact[i], i))
    for i in by_rest[: total - sum(counts)]:
        counts[i] += 1
    return counts


def places(facilities, total, *, random: Random):
    """Yield each facility that gets families."""
    homes = _provinces(facilities)
    for facility, count in zip(facilities, shares(facilities, total, random=random), strict=True):
        if not count:
            continue
        province = homes.get(facility.regional_office_id, "31")
        regency = facility.regency_code or random.choice(_parts(province))
        yield Place(
            facility=facility,
            count=count,
            villages=_villages(regency, province, random),
            surnames=surnames_of(regency[:2]),
            statuses=[str(status) for status in STATUSES[Kind(facility.kind)]],
            ahead=timedelta(hours=HOURS_AHEAD[Facility.Zone(facility.time_zone)]),
        )


def _provinces(facilities) -> dict[int, str]:
    """By regional office: the province in which most of its facilities lie."""
    found: dict[int, Counter] = {}
    for each in facilities:
        if each.regency_code:
            seen = found.setdefault(each.regional_office_id, Counter())
            seen[each.regency_code[:2]] += 1
    return {office: seen.most_common(1)[0][0] for office, seen in found.items()}


def _villages(regency, province, random) -> list[str]:
    """Villages of some districts of the regency, and of one more of the province."""
    inside = _parts(regency)
    near = random.sample(inside, min(DISTRICTS, len(inside)))
    far = random.choice(_parts(random.choice(_parts(province))))
    return [code for district in [*near, far] for code in _parts(district)]


@lru_cache(maxsize=4096)
def _parts(code) -> list[str]:
    """The codes of what lies directly inside a region."""
    return [part for part, _ in regions.children(code)]
