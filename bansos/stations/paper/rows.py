"""The rows of a page as they stand now: what was ticked, what is gone, what is still to come."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch

from bansos.handovers import paper
from bansos.handovers.models import Conflict, Entitlement, Handover

from .models import PaperPage


@dataclass(frozen=True)
class Row:
    """
    :param earlier: how many of its slips were ticked and taken back since.
    :param handover: the valid one, wherever it was recorded.
    :param conflict: that this page was ticked and a conflict came of it.
    """

    entitlement: Entitlement
    earlier: int = 0
    is_ticked: bool = False
    handover: Handover | None = None
    conflict: Conflict | None = None

    @property
    def number(self) -> int:
        return self.entitlement.number or 0

    @property
    def is_gone(self) -> bool:
        """The package went another way; a signature here is for a second one."""
        return self.handover is not None and not self.is_ticked

    @property
    def is_doubtful(self) -> bool:
        """A tick here would be kept as a conflict."""
        return not self.is_ticked and (self.is_gone or not self.entitlement.is_active)


def rows_of(event, number, page: PaperPage | None) -> list[Row]:
    """Every number of the page, those withdrawn as well: their row may have been printed."""
    related = [
        Prefetch("handovers", Handover.objects.select_related("recorded_by", "handed_by")),
        "conflicts",
        "paper_ticks",
    ]
    listed = event.entitlements.filter(number__in=paper.numbers_on(number))
    return [_row(each, page) for each in listed.prefetch_related(*related).order_by("number", "pk")]


def _row(entitlement, page) -> Row:
    ticks = [tick for tick in entitlement.paper_ticks.all() if page and tick.page_id == page.pk]
    kept = {each.pk: each for each in [*entitlement.conflicts.all(), *entitlement.handovers.all()]}
    standing = [tick for tick in ticks if _stands(kept.get(tick.operation_id))]
    deed = kept.get(standing[-1].operation_id) if standing else None
    return Row(
        entitlement=entitlement,
        earlier=len(ticks) - len(standing),
        is_ticked=bool(standing),
        handover=entitlement.handover,
        conflict=deed if isinstance(deed, Conflict) else None,
    )


def _stands(deed) -> bool:
    """Whether the signature still counts: nobody said that it was a mistake."""
    if isinstance(deed, Conflict):
        return deed.settlement != Conflict.Settlement.RETURNED
    return deed is not None and deed.is_valid


@dataclass(frozen=True)
class Sheet:
    """
    A page as the list of pages shows it.

    :param families: how many are on it, without those withdrawn.
    :param waiting: how many of them still have no package.
    """

    number: int
    families: int
    waiting: int
    page: PaperPage | None

    @property
    def numbers(self) -> range:
        return paper.numbers_on(self.number)


def sheets_of(event) -> list[Sheet]:
    """All pages of the event's list, in three queries."""
    families, waiting = Counter[int](), Counter[int]()
    active = event.entitlements.active().with_handover().exclude(number=None)
    for number, handover in active.values_list("number", "valid__operation_id"):
        families[paper.page_of(number)] += 1
        waiting[paper.page_of(number)] += handover is None
    saved = {page.number: page for page in event.paper_pages.for_display()}
    return [
        Sheet(number, families[number], waiting[number], saved.get(number))
        for number in paper.pages_of(event)
    ]
