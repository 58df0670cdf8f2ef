"""Which papers an event has, how far each is, and what comes next for it."""

from dataclasses import dataclass

from bansos.accounts.roles import Permission
from bansos.handovers.models import Event

from .models import Document, Kind
from .paper_sheets import SHEETS
from .registry import PAPERS, Paper


@dataclass(frozen=True)
class Line:
    """One paper of one event."""

    event: Event
    kind: Kind
    paper: Paper
    document: Document | None
    powers: frozenset[Permission]

    @property
    def state(self) -> str:
        if self.document:
            return "Ditandatangani" if self.document.is_signed else "Terbit"
        return "Konsep" if self.may_be_looked_at else "Belum"

    @property
    def colour(self) -> str:
        marks = {"Ditandatangani": "mark-good", "Terbit": "mark-now", "Konsep": "mark-wait"}
        return marks.get(self.state, "")

    @property
    def remark(self) -> str:
        if self.document:
            return f"Nomor {self.document.number}" if self.document.number else ""
        if not self.may_be_looked_at:
            return self.paper.drafted.value
        return "" if self.is_due else f"Terbit {self.paper.issued.value.lower()}"

    @property
    def has_sheet(self) -> bool:
        return self.kind in SHEETS and self.event.is_decided

    @property
    def has_word(self) -> bool:
        """It is also to be had as a file in which one goes on writing."""
        return self.kind == Kind.REPORT and self.may_be_looked_at

    @property
    def may_be_looked_at(self) -> bool:
        return self.paper.drafted.is_reached(self.event)

    @property
    def is_due(self) -> bool:
        """It can be issued now, by whoever may."""
        return self.document is None and self.paper.issued.is_reached(self.event)

    @property
    def is_for_me(self) -> bool:
        return self.is_due and self.paper.permission in self.powers


def lines_of(events, powers) -> dict[int, list[Line]]:
    """
    The papers of these events, by the event's id.

    :param powers: for a facility, what the user may do there.
    """
    standing = Document.objects.standing().filter(event__in=events, entitlement=None)
    found = {(one.event_id, one.kind): one for one in standing.with_signed().defer("snapshot")}
    return {
        event.pk: [
            Line(event, kind, paper, found.get((event.pk, kind)), frozenset(powers(event.facility)))
            for kind, paper in PAPERS.items()
        ]
        for event in events
    }
