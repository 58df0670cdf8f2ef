"""
What the head is to look into while an event is going on, and until it is reported.

One query counts all of it for all events, however many kinds there are. A face that knows of
something more adds its own kind when the house is put together.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from bansos.indonesia.words import date_long, number

from . import paper
from .models import Conflict, Entitlement, Event, Handover, Refusal, Signature
from .operations import Outcome

State = Event.State
WATCHED = [State.OPEN, State.CLOSED]
SHOWN_EVENTS = 50
INCOMPLETE = [Outcome.INCOMPLETE_PROXY, Outcome.INCOMPLETE_SYMBOLIC]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """
    A kind of thing to look into.

    :param urgency: the smaller, the sooner.
    :param count: for a moment, an expression that counts it for an event.
    :param told: for events and a moment, what more to say of each, by its id.
    """

    name: str
    urgency: int
    icon: str
    title: str
    todo: str
    button: str
    view: str
    query: str = ""
    count: Callable[[datetime], Any]
    told: Callable[[list[int], datetime], dict[int, str]] | None = None


@dataclass(frozen=True)
class Task:
    """One line of the page: what it is, where, what to do, and the way there."""

    kind: Kind
    event: Event
    times: int
    more: str = field(default="")

    @property
    def title(self) -> str:
        return f"{number(self.times)} {self.kind.title}"

    @property
    def remark(self) -> str:
        return f"{self.event.campaign.name}, {date_long(self.event.local_start)}"

    @property
    def url(self) -> str:
        query = f"?{self.kind.query}" if self.kind.query else ""
        return reverse(self.kind.view, args=[self.event.pk]) + query


def times(rows, event="event") -> Any:
    """How many of these rows there are of an event, in a query for events."""
    same = rows.filter(**{event: OuterRef("pk")}).order_by()
    return Coalesce(Subquery(same.values(event).annotate(n=Count("pk")).values("n")), 0)


def watched(facilities, *, at) -> list[Event]:
    """Events at these facilities with something to look into, the latest first. One query."""
    events = Event.objects.filter(facility__in=facilities, state__in=WATCHED)
    events = events.filter(campaign__is_rehearsal=False).select_related("campaign", "facility")
    counts = {kind.name: kind.count(at) for kind in KINDS}
    any_of = Q(*(Q(**{f"{name}__gt": 0}) for name in counts), _connector=Q.OR)
    return list(
        events.annotate(**counts).filter(any_of).order_by("-starts_at", "-pk")[:SHOWN_EVENTS]
    )


def tasks_of(events, *, at) -> list[Task]:
    """What is to be done about these events, the most urgent first."""
    tasks = []
    for kind in sorted(KINDS, key=lambda each: each.urgency):
        found = [event for event in events if getattr(event, kind.name)]
        told = kind.told([event.pk for event in found], at) if kind.told else {}
        tasks += [
            Task(kind, event, getattr(event, kind.name), told.get(event.pk, "")) for event in found
        ]
    return tasks


def urgent(events) -> list[Task]:
    """The most urgent of them alone, which somebody is to see wherever they are."""
    first = [kind for kind in KINDS if kind.urgency == 0]
    return [
        Task(kind, event, getattr(event, kind.name))
        for kind in first
        for event in events
        if getattr(event, kind.name)
    ]


def count_tasks(events) -> int:
    return sum(bool(getattr(event, kind.name)) for event in events for kind in KINDS)


def register(kind: Kind) -> None:
    """Let another part of the house have something looked into; twice is once."""
    KINDS[:] = [known for known in KINDS if known.name != kind.name] + [kind]


def refused_for_facts():
    """Families that were sent away for want of a proxy's facts, and have not come back."""
    waiting = Q(entitlement__in=Entitlement.objects.waiting().values("pk"))
    return Refusal.objects.filter(waiting, outcome__in=INCOMPLETE)


def incomplete_proxies():
    """Fetched by somebody else, of whose document no number is noted."""
    return Handover.objects.valid().exclude(proxy_name="").filter(proxy_number="")


def unsigned():
    """Handed over as usual, and signed for neither on a screen nor on a page that was ticked."""
    signed = Exists(Signature.objects.filter(pk=OuterRef("pk")))
    rows = Handover.objects.valid().filter(~signed, kind=Handover.Kind.REGULAR)
    return rows.exclude(station__startswith=paper.PAGE)


KINDS = [
    Kind(
        name="watched_conflicts",
        urgency=0,
        icon="x-circle",
        title="konflik penyerahan",
        todo="Tentukan apa yang terjadi dengan paketnya: dicatat, kembali, atau tetap keluar.",
        button="Selesaikan",
        view="handovers:conflict_list",
        count=lambda at: times(Conflict.objects.unsettled()),
    ),
    Kind(
        name="watched_refusals",
        urgency=20,
        icon="people",
        title="penyerahan ditolak karena data belum lengkap",
        todo="Keluarganya masih menunggu. Minta data wakil atau pejabatnya, lalu serahkan lagi.",
        button="Lihat",
        view="handovers:event_detail",
        query="keadaan=ditolak",
        count=lambda at: times(refused_for_facts()),
    ),
    Kind(
        name="watched_proxies",
        urgency=30,
        icon="person-vcard",
        title="wakil tanpa nomor identitas",
        todo="Buka jatahnya dan lengkapi nomor pada dokumen yang ditunjukkan wakil.",
        button="Lengkapi",
        view="handovers:event_detail",
        query="keadaan=wakil",
        count=lambda at: times(incomplete_proxies()),
    ),
    Kind(
        name="watched_walk_ins",
        urgency=40,
        icon="person-plus",
        title="yang datang langsung belum dikenali",
        todo="Cocokkan dengan daftar keluarga, atau lengkapi dan verifikasi datanya.",
        button="Cocokkan",
        view="handovers:walk_in_list",
        count=lambda at: times(Entitlement.objects.to_identify()),
    ),
    Kind(
        name="watched_signatures",
        urgency=50,
        icon="pencil",
        title="penyerahan tanpa tanda tangan",
        todo="Cocokkan dengan Daftar Tanda Terima yang ditandatangani di kertas.",
        button="Lihat daftar",
        view="handovers:event_detail",
        query="keadaan=tanpa-ttd",
        count=lambda at: times(unsigned()),
    ),
]
