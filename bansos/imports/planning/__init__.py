"""
Every row falls under one verdict: what it would do to the register as it is now.

Asked by sets: a chunk of rows takes the same few queries as one row.
"""

from ..models import Kind, Verdict
from . import facilities, families, inmates
from .planned import Planned, Surroundings, none_earlier

__all__ = ["Planned", "Surroundings", "none_earlier", "plan"]

PLANS = {
    Kind.FAMILIES: families.plan,
    Kind.INMATES: inmates.plan,
    Kind.FACILITIES: facilities.plan,
}


def plan(kind, rows, about: Surroundings) -> list[Planned]:
    """
    The rows with their verdicts, in their order.

    :param rows: as `checking` gave them. Those with faults are to be mended.
    """
    planned = [Planned.of(row) for row in rows]
    PLANS[kind]([row for row in planned if row.verdict != Verdict.TO_MEND], about)
    return planned
