"""What goes on at somebody's facilities, and what they could do about it now."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from bansos.accounts.roles import Permission
from bansos.handovers.models import Conflict, Event
from bansos.indonesia import words
from bansos.stock.models import Balance
from facilities.access import may
from recipients.models import Likeness, Recipient

State = Event.State
SHOWN_EVENTS = 50


@dataclass(frozen=True)
class Task:
    """One line under "Perlu dikerjakan"."""

    icon: str
    title: str
    remark: str
    button: str
    url: str


@dataclass(frozen=True)
class EventWork:
    """What an event in some state asks for, from whoever holds the permission."""

    permission: Permission
    icon: str
    title: str
    button: str
    view: str
    app: str = "handovers"


SUBMIT = EventWork(
    Permission.PLAN_EVENT, "card-checklist", "Daftar belum diajukan", "Susun", "event_detail"
)
FREEZE = EventWork(
    Permission.DECIDE_LIST, "shield-check", "Daftar menunggu penetapan", "Periksa", "event_detail"
)
OPEN = EventWork(
    Permission.RUN_EVENT, "calendar-event", "Kegiatan belum dibuka", "Buka", "open_event"
)
ISSUE = EventWork(
    Permission.SIGN_PAPERS,
    "file-earmark-check",
    "Berita acara belum terbit",
    "Terbitkan",
    "event_papers",
    "documents",
)
REPORT = EventWork(
    Permission.SIGN_PAPERS, "flag", "Kegiatan belum dilaporkan", "Tandai", "report_event"
)


def unfinished_events(facilities) -> list[Event]:
    """Events that are not reported yet, the latest first."""
    events = Event.objects.filter(facility__in=facilities).exclude(state=State.REPORTED)
    return list(events.for_display()[:SHOWN_EVENTS])


def shown_events(events, at) -> list[Event]:
    """Those that are running; when none is, the next one to come."""
    running = [event for event in events if event.is_open]
    if running:
        return running
    to_come = [e for e in events if not e.is_closed and e.local_start.date() >= local_day(e, at)]
    return to_come[-1:]


def with_stock(events) -> list[Event]:
    """Puts on each event what its facility has on hand, and what is missing for the rest."""
    packages = [event.package_id for event in events]
    balances = Balance.objects.filter(
        facility__in=[event.facility_id for event in events], package__in=packages
    )
    on_hand = {(b.facility_id, b.package_id): b.on_hand for b in balances}
    for event in events:
        event.local_day = event.local_start.date()
        event.on_hand = on_hand.get((event.facility_id, event.package_id), 0)
        to_hand = event.tally.entitled_packages - event.tally.handed_packages
        event.missing = max(0, to_hand - event.on_hand)
    return events


def event_tasks(events, *, user, at) -> list[Task]:
    """One line per event that waits for this very user, the earliest first."""
    tasks = []
    for event in reversed(events):
        work = work_of(event, user=user, at=at)
        if work and may(user, work.permission, event.facility):
            when = words.date_long(event.local_start)
            url = reverse(f"{work.app}:{work.view}", args=[event.pk])
            remark = f"{event.campaign.name}, {when}"
            tasks.append(Task(work.icon, work.title, remark, work.button, url))
    return tasks


def conflict_tasks(facilities, *, user) -> list[Task]:
    """One line per event in which the user is to say what became of packages."""
    unsettled = Conflict.objects.unsettled().filter(facility__in=facilities)
    counts = unsettled.values("event").annotate(times=Count("pk")).order_by("event")
    events = {row["event"]: row["times"] for row in counts}
    tasks = []
    for event in Event.objects.filter(pk__in=events).for_display() if events else []:
        if may(user, Permission.VOID_HANDOVER, event.facility):
            title = f"{words.number(events[event.pk])} konflik penyerahan"
            remark = f"{event.campaign.name}, {words.date_long(event.local_start)}"
            url = reverse("handovers:conflict_list", args=[event.pk])
            tasks.append(Task("x-lg", title, remark, "Selesaikan", url))
    return tasks


def work_of(event, *, user, at) -> EventWork | None:
    if event.is_draft:
        return SUBMIT
    if event.is_submitted and event.submitted_by_id != user.pk:
        return FREEZE
    if event.is_frozen and event.local_start.date() <= local_day(event, at):
        return OPEN
    if event.state == State.CLOSED:
        return REPORT if event.certified_at else ISSUE
    return None


def register_counts(facilities, *, user) -> dict[str, int]:
    """
    How many families there are, and how many of them still lack something.

    :param facilities: their ids.
    """
    families = Recipient.objects.active().filter(facility__in=facilities)
    # Apart, so that each count is made in an index and reads no family.
    counts = families.aggregate(
        families=Count("pk"), unverified=Count("pk", filter=Q(verified_at=None))
    )
    own = families.unverified().filter(Q(registered_by=user) | Q(identity_changed_by=user))
    return counts | {
        "own_unverified": own.count(),
        "without_nik": families.without_nik(at=facilities).count(),
        "alike": Likeness.objects.of(facilities).open().count(),
    }


def register_tasks(counts) -> list[Task]:
    tasks = []
    families = reverse("recipients:recipient_list")
    if unverified := counts["unverified"]:
        own = counts["own_unverified"]
        remark = f"{own} dari Anda sendiri; rekan yang memeriksanya" if own else ""
        title = f"{words.number(unverified)} keluarga menunggu verifikasi"
        url = f"{families}?verifikasi=belum"
        tasks.append(Task("person-check", title, remark or "oleh orang kedua", "Periksa", url))
    if alike := counts["alike"]:
        title = f"{words.number(alike)} dugaan ganda"
        url = reverse("recipients:likeness_list")
        tasks.append(Task("people", title, "mungkin satu keluarga", "Periksa", url))
    if without := counts["without_nik"]:
        title = f"{words.number(without)} keluarga tanpa NIK"
        remark = "masih dapat menerima"
        tasks.append(Task("person-vcard", title, remark, "Lengkapi", f"{families}?nik=tanpa"))
    return tasks


def local_day(event, at):
    return at.astimezone(event.facility.zone).date()
