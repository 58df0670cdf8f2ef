"""What the papers for the hall say, gathered from the database."""

from collections import defaultdict
from datetime import datetime

from bansos.handovers import paper
from bansos.handovers.models import Entitlement, Event
from bansos.indonesia.words import time_local

from . import papers
from .facts import occasion


def coupons(event: Event, *, at: datetime, only: Entitlement | None = None) -> papers.Coupons:
    """The coupons of who is still to come, or one of them alone."""
    waiting = event.entitlements.waiting()
    listed = waiting.filter(pk=only.pk) if only else waiting
    return papers.Coupons(occasion=_now(event, at), coupons=_coupons(listed))


def code_list(event: Event, *, at: datetime) -> papers.CodeList:
    """The codes of all who are on the list."""
    return papers.CodeList(occasion=_now(event, at), coupons=_coupons(event.entitlements.active()))


def paper_list(event: Event, *, at: datetime) -> papers.PaperList:
    """Who is on the list, by the pages on which each number stands for good."""
    rows = defaultdict(list)
    for each in event.entitlements.active().prefetch_related("handovers").order_by("number", "pk"):
        rows[paper.page_of(each.number)].append(_row(each, event))
    pages = [
        papers.PaperPage(number=number, code=paper.page_code(event, number), rows=rows[number])
        for number in sorted(rows)
    ]
    return papers.PaperList(occasion=_now(event, at), pages=pages, last=len(paper.pages_of(event)))


def _row(entitlement, event) -> papers.PaperRow:
    handover = entitlement.handover
    told = time_local(handover.handed_at, event.facility) if handover else ""
    return papers.PaperRow(
        number=entitlement.number,
        name=entitlement.name,
        nik=entitlement.masked_nik or "–",
        address=entitlement.address,
        quantity=entitlement.quantity,
        gone=f"sudah diserahkan pukul {told}" if told else "",
    )


def _now(event, at) -> papers.Occasion:
    return occasion(event, as_of=at.astimezone(event.facility.zone))


def _coupons(entitlements) -> list[papers.Coupon]:
    rows = entitlements.order_by("number", "pk").values("number", "name", "address", "code")
    return [papers.Coupon(**row) for row in rows]
