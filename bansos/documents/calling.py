"""What the papers say that decide who receives, call them, and list who came. Reads only."""

from datetime import datetime

from django.db.models import Q

from bansos.handovers.models import Event, Guest
from recipients.models import Category

from . import papers
from .facts import head_of, head_that_day, occasion, signatory


def decree(event: Event, *, at: datetime) -> papers.Decree:
    """The list as it was when the head froze it: what was changed later is another decision."""
    zone, decided_at = event.facility.zone, event.frozen_at
    frozen = Q(added_at__lte=decided_at)
    still_on_it = Q(withdrawn_at=None) | Q(withdrawn_at__gt=decided_at)
    listed = event.entitlements.filter(frozen, still_on_it).order_by("number", "pk")
    head = head_of(event.facility, decided_at.astimezone(zone).date())
    return papers.Decree(
        occasion=occasion(event, as_of=decided_at.astimezone(zone)),
        package=papers.Package(name=event.package.name, unit=event.package.unit),
        recipients=[_listed(each) for each in listed],
        head=signatory(head),
        submitted_by=str(event.submitted_by),
        submitted_at=event.submitted_at.astimezone(zone),
        decided_at=decided_at.astimezone(zone),
        basis=event.campaign.basis,
    )


def guest_list(event: Event, *, at: datetime) -> papers.GuestList:
    """Who was written down; before and on the day with spare lines."""
    guests = [
        papers.Attendee(
            name=guest.name,
            position=guest.position,
            is_online=guest.presence == Guest.Presence.ONLINE,
        )
        for guest in event.guests.order_by("pk")
    ]
    return papers.GuestList(
        occasion=occasion(event, as_of=at.astimezone(event.facility.zone)),
        guests=guests,
        head=signatory(head_that_day(event)),
        is_over=event.is_closed,
    )


def invitations(event: Event, *, at: datetime) -> papers.Invitations:
    """A letter for everybody on the list, dated by the decision that called them."""
    rows = event.entitlements.active().order_by("number", "pk")
    dated = event.frozen_at.astimezone(event.facility.zone)
    return papers.Invitations(
        occasion=occasion(event, as_of=at.astimezone(event.facility.zone)),
        invited=[
            papers.Invited(
                number=each.number,
                name=each.name,
                address=each.address,
                code=each.code,
                is_institution=each.category == Category.INSTITUTION,
            )
            for each in rows
        ],
        head=signatory(head_of(event.facility, dated.date())),
        dated=dated,
    )


def _listed(entitlement) -> papers.Listed:
    return papers.Listed(
        number=entitlement.number,
        name=entitlement.name,
        nik=entitlement.masked_nik or "–",
        sex=entitlement.sex or "–",
        address=entitlement.address,
        category=entitlement.get_category_display(),
        quantity=entitlement.quantity,
    )
