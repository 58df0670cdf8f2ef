"""
What the screen in the hall shows, and by what it may ask for it.

Fifty screens ask every three seconds. An answer takes one query: the token in the question
says which event it is for, and was made for somebody who may see it.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.signing import BadSignature, TimestampSigner
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from bansos.handovers.models import Event, Handover
from facilities.models import Official

TOKEN_LIFE = timedelta(minutes=10)
"""How long a screen goes on by itself; its page asks for another token, by its session."""
CALLED_SHOWN = 3
AGENDA_SHOWN = 6

_signer = TimestampSigner(salt="stations.hall")


def new_token(event) -> str:
    return _signer.sign(str(event.pk))


def event_of(token) -> int | None:
    """The id of the event the token is for; None for a wrong or old one."""
    try:
        return int(_signer.unsign(token, max_age=TOKEN_LIFE))
    except (BadSignature, ValueError):
        return None


@dataclass(frozen=True)
class Called:
    """A recipient of a symbolic handover. Without a name where names are not shown."""

    number: int
    official: str
    name: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the running order."""

    text: str
    is_now: bool
    is_over: bool


@dataclass(frozen=True)
class Screen:
    """What all can see in the hall. Whatever stands here may be shown to anybody there."""

    facility: str
    title: str
    is_rehearsal: bool
    state: str
    entitled: int
    handed: int
    symbolic: int
    clock: str
    day: datetime
    agenda: list[Part] = field(default_factory=list)
    called: list[Called] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        return self.entitled - self.handed

    @property
    def tag(self) -> str:
        """The same while nothing of it changes."""
        return f'W/"{hashlib.sha256(repr(self).encode()).hexdigest()[:24]}"'


def screen_of(event_id, *, at) -> Screen | None:
    """In one query; None where there is no such event, or its list is not decided."""
    rows = list(_rows(event_id))
    if not rows:
        return None
    row = rows[0]
    zone = ZoneInfo(row["facility__time_zone"])
    local = at.astimezone(zone)
    return Screen(
        facility=row["facility__short_name"],
        title=row["campaign__name"],
        is_rehearsal=row["campaign__is_rehearsal"],
        state=row["state"],
        entitled=row["tally__entitled"],
        handed=row["tally__handed"],
        symbolic=row["tally__symbolic"],
        clock=f"{local:%H.%M} {local.tzname()}",
        day=row["starts_at"].astimezone(zone),
        agenda=_agenda(Event(agenda=row["agenda"], agenda_now=row["agenda_now"])),
        called=[_called(each) for each in rows if each["called__id"] and not each["is_served"]][
            :CALLED_SHOWN
        ],
    )


def _rows(event_id):
    """The event, once for each recipient of a symbolic handover on its list."""
    states = Event.State
    served = Handover.objects.valid().filter(entitlement=OuterRef("called__id"))
    symbolic = FilteredRelation(
        "entitlements",
        condition=Q(entitlements__is_symbolic=True, entitlements__withdrawn_at=None),
    )
    decided = Event.objects.exclude(state__in=[states.DRAFT, states.SUBMITTED])
    return (
        decided.filter(pk=event_id)
        .annotate(called=symbolic)
        .annotate(is_served=Exists(served))
        .order_by(F("called__number").asc(nulls_last=True), "called__id")
        .values(
            "state",
            "starts_at",
            "agenda",
            "agenda_now",
            "shows_names",
            "campaign__name",
            "campaign__is_rehearsal",
            "facility__short_name",
            "facility__time_zone",
            "tally__entitled",
            "tally__handed",
            "tally__symbolic",
            "called__id",
            "called__number",
            "called__name",
            "called__symbolic_official__position",
            "called__symbolic_official__capacity",
            "is_served",
        )
    )


def _called(row) -> Called:
    official = Official(
        position=row["called__symbolic_official__position"] or "",
        capacity=row["called__symbolic_official__capacity"] or "",
    )
    name = row["called__name"] if row["shows_names"] else ""
    return Called(number=row["called__number"], official=official.title, name=name)


def _agenda(event) -> list[Part]:
    """As much of it as is read from afar: what was just before, what is on, what comes."""
    items, now = event.agenda_items, event.agenda_now
    begins = max(0, min((now or 0) - 1, len(items) - AGENDA_SHOWN))
    return [
        Part(text, is_now=place == now, is_over=now is not None and place < now)
        for place, text in enumerate(items)
    ][begins : begins + AGENDA_SHOWN]
