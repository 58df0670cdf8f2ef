"""What comes next for an event, for whom: the one button that stands out, and those beside it."""

from dataclasses import dataclass

from django.urls import reverse

from bansos.accounts.roles import Permission

from .models import Event

State = Event.State


@dataclass(frozen=True)
class Deed:
    label: str
    view: str
    icon: str
    permission: Permission
    app: str = "handovers"

    @property
    def url_name(self) -> str:
        return f"{self.app}:{self.view}"


@dataclass(frozen=True)
class Deeds:
    """What the page offers. Without a next deed, `waiting` says for whom or what one waits."""

    event: Event
    next: Deed | None
    others: list[Deed]
    waiting: str = ""

    @property
    def next_url(self) -> str:
        return reverse(self.next.url_name, args=[self.event.pk])


CHOOSE = Deed("Pilih penerima", "choose_recipients", "person-plus", Permission.PLAN_EVENT)
SUBMIT = Deed("Ajukan ke Kepala", "submit", "arrow-right", Permission.PLAN_EVENT)
REVISE = Deed("Ubah kegiatan", "revise", "pencil", Permission.PLAN_EVENT)
FREEZE = Deed("Tetapkan daftar", "freeze", "lock", Permission.DECIDE_LIST)
SEND_BACK = Deed("Kembalikan", "send_back", "arrow-counterclockwise", Permission.DECIDE_LIST)
OPEN = Deed("Buka kegiatan", "open_event", "unlock", Permission.RUN_EVENT)
DESK = Deed("Meja penyerahan", "desk", "gift", Permission.HAND_OVER)
CLOSE = Deed("Tutup kegiatan", "close_event", "check-lg", Permission.RUN_EVENT)
PAPERS = Deed("Cetak berita acara", "event_papers", "printer", Permission.PRINT_PAPERS, "documents")
PRINT = Deed("Cetak daftar", "event_papers", "printer", Permission.PRINT_PAPERS, "documents")
REPORT = Deed("Tandai dilaporkan", "report_event", "flag", Permission.SIGN_PAPERS)
REOPEN = Deed("Buka kembali", "reopen_event", "unlock", Permission.REOPEN_EVENT)

OFFERED = {
    State.DRAFT: [SUBMIT, CHOOSE, REVISE],
    State.SUBMITTED: [FREEZE, SEND_BACK],
    State.FROZEN: [OPEN, PRINT, REVISE],
    State.OPEN: [DESK, PRINT, CLOSE],
    State.CLOSED: [PAPERS, REPORT, REOPEN],
    State.REPORTED: [PAPERS],
}


def deeds_of(event, powers, *, user, listed=None) -> Deeds:
    """
    The event's deeds for one who has these permissions there.

    :param listed: how many families are on a list that is not decided yet.
    """
    offered = list(OFFERED[event.state])
    if event.is_draft and not listed:
        offered = [CHOOSE, REVISE]
    if event.is_open and event.tally.entitled and not event.tally.remaining:
        offered = [CLOSE, PRINT, DESK]
    if event.is_submitted and event.submitted_by_id == user.pk:
        offered.remove(FREEZE)

    allowed = [deed for deed in offered if deed.permission in powers]
    if event.is_submitted and FREEZE not in allowed:
        return Deeds(event, None, allowed, waiting=_waiting(powers))
    return Deeds(event, allowed[0] if allowed else None, allowed[1:])


def _waiting(powers) -> str:
    if Permission.DECIDE_LIST in powers:
        return "Anda yang mengajukan daftar ini; orang lain yang menetapkannya."
    return "Menunggu penetapan oleh Kepala."


def steps_of(event) -> list[tuple[str, str]]:
    """Every state's label, with "done", "now" or nothing."""
    here = State.values.index(event.state)
    return [
        (label, "done" if place < here else "now" if place == here else "")
        for place, label in enumerate(State.labels)
    ]
