"""Who brings packages home: the teams of an event, and whom each of them is still to visit."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q

from bansos.privacy.ciphers import blind_index

from .models import Entitlement


@dataclass(frozen=True)
class Team:
    """
    A team as the officers call it; without a name, those whom no team visits.

    :param waiting: how many families it has still to visit.
    """

    event_id: int
    name: str
    waiting: int

    @property
    def key(self) -> str:
        """What stands in addresses instead of the name, which may be somebody's."""
        return blind_index(f"{self.event_id}:{self.name}", purpose="handovers.team")[:16]


def teams_of(event) -> list[Team]:
    """The teams of an event, those that have been everywhere too."""
    listed = Entitlement.objects.filter(event=event).active().with_handover()
    waiting = Count("pk", filter=Q(valid__operation_id=None))
    counts = listed.exclude(delivery_team="").order_by().values_list("delivery_team")
    return [Team(event.pk, *counted) for counted in sorted(counts.annotate(waiting=waiting))]


def to_deliver(event):
    """Those still waiting: whom no team visits first, then team by team as the list goes."""
    waiting = Entitlement.objects.filter(event=event).waiting().select_related("recipient")
    return waiting.order_by("delivery_team", "number", "pk")


def by_team(entitlements, teams) -> list[tuple[Team | None, list[Entitlement]]]:
    """What `to_deliver` found, team by team; without a team where none visits them."""
    known = {team.name: team for team in teams}
    groups = groupby(entitlements, key=lambda each: each.delivery_team)
    return [(known.get(name), list(rows)) for name, rows in groups]
