"""What the papers say that are handed out before the day, gathered from the database."""

from datetime import datetime

from bansos.handovers.models import Entitlement, Event

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


def _now(event, at) -> papers.Occasion:
    return occasion(event, as_of=at.astimezone(event.facility.zone))


def _coupons(entitlements) -> list[papers.Coupon]:
    rows = entitlements.order_by("number", "pk").values("number", "name", "address", "code")
    return [papers.Coupon(**row) for row in rows]
