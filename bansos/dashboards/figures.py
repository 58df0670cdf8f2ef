"""Totals of many events, added up from tallies alone: ~600 rows, however much was handed over."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.urls import reverse

from bansos.campaigns.models import Campaign
from bansos.handovers.models import Event, Tally
from facilities.models import RegionalOffice

State = Event.State
SHOWN_CAMPAIGNS = 50

SUMS = {
    "facilities": Count("event__facility", distinct=True),
    "events": Count("pk"),
    "running": Count("pk", filter=Q(event__state=State.OPEN)),
    "ended": Count("pk", filter=Q(event__state__in=[State.CLOSED, State.REPORTED])),
    "reported": Count("pk", filter=Q(event__state=State.REPORTED)),
    "entitled": Sum("entitled", default=0),
    "handed": Sum("handed", default=0),
}


@dataclass(frozen=True)
class Figures:
    """Families entitled and served, and how far the events are that serve them."""

    facilities: int = 0
    events: int = 0
    running: int = 0
    ended: int = 0
    reported: int = 0
    entitled: int = 0
    handed: int = 0
    label: str = ""
    url: str = ""

    @property
    def remaining(self) -> int:
        return self.entitled - self.handed

    @property
    def percent(self) -> int:
        return 100 * self.handed // self.entitled if self.entitled else 0

    @property
    def state(self) -> tuple[str, str]:
        """The word for how far it is, and the mark it wears."""
        if not self.events:
            return "belum ada kegiatan", ""
        if self.running:
            return "berlangsung", "mark-now"
        if self.reported == self.events:
            return "dilaporkan", "mark-good"
        if self.ended == self.events:
            return "selesai", "mark-good"
        return "disiapkan", "mark-wait"


def tallies(facilities, campaign=None):
    """The tallies of one campaign; without one, of all that were meant in earnest."""
    chosen = Q(event__campaign=campaign) if campaign else Q(event__campaign__is_rehearsal=False)
    return Tally.objects.filter(chosen, event__facility__in=facilities)


def total(facilities, campaign=None) -> Figures:
    return Figures(**tallies(facilities, campaign).aggregate(**SUMS))


def sum_up(rows) -> Figures:
    return Figures(**{name: sum(getattr(row, name) for row in rows) for name in SUMS})


def per_office(facilities, campaign=None) -> list[Figures]:
    """One row per regional office, with the way to its facilities."""
    path = "event__facility__regional_office"
    sums = sums_by(path, tallies(facilities, campaign))
    offices = RegionalOffice.objects.filter(facilities__in=facilities).distinct()
    return [
        Figures(
            **sums.get(office.pk, {}),
            label=office.name,
            url=reverse("dashboards:numbers", args=[office.pk]),
        )
        for office in offices
    ]


def per_facility(facilities, campaign=None) -> list[Figures]:
    """One row per facility that is open or took part."""
    sums = sums_by("event__facility", tallies(facilities, campaign))
    shown = facilities.filter(Q(pk__in=facilities.active()) | Q(pk__in=list(sums)))
    return [Figures(**sums.get(facility.pk, {}), label=str(facility)) for facility in shown]


def sums_by(path, tallies_) -> dict:
    rows = tallies_.order_by().values(path).annotate(**SUMS)
    return {row.pop(path): row for row in rows}


def campaigns_at(facilities) -> list[Campaign]:
    """Campaigns with an event at one of these facilities, the latest first."""
    events = Event.objects.filter(facility__in=facilities)
    campaigns = Campaign.objects.filter(pk__in=events.values("campaign"))
    return list(campaigns.order_by("-starts_on", "-pk")[:SHOWN_CAMPAIGNS])
