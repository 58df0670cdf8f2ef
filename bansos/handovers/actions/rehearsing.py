"""
A rehearsal (gladi), made in one press from a decided event.

It is a campaign of its own, so that its packages, its claims and its numbers touch nothing that
is meant in earnest.
"""

from datetime import timedelta

from bansos.audit import trail
from bansos.campaigns.models import Campaign, Package, PackageItem
from bansos.indonesia.words import localize
from bansos.stock.actions import receive

from ..models import Claim, Entitlement, Event, Tally
from ..models.entitlement import SNAPSHOT
from .planning import PEOPLE
from .refusals import Refused
from .standing import again_when_outrun, locked, require_state

SPARE = 20
"""Packages beyond the list, for those who come to the gate in the rehearsal."""
OF_EVENT = [*PEOPLE, "facility", "venue", "agenda", "submitted_at", "submitted_by"]
OF_EVENT += ["frozen_at", "frozen_by"]
OF_ROW = [*SNAPSHOT, "facility_id", "recipient_id", "quantity", "number"]
OF_ROW += ["is_symbolic", "symbolic_official_id", "delivery_team"]
OF_ROW += ["exempted_at", "exempted_by_id", "exempted_reason"]
OF_ITEM = ["name", "quantity", "unit", "unit_price"]


@again_when_outrun
def rehearse(event, *, by, at) -> Event:
    """
    A rehearsal of a decided event: the same list, packages for all of it, ready to be opened.

    Its list counts as decided by those who decided the one it is copied from.

    :raises Refused: if this is a rehearsal, or there is one of it already.
    """
    event = locked(event)
    states = Event.State
    require_state(event, states.FROZEN, states.OPEN, states.CLOSED, states.REPORTED)
    if event.campaign.is_rehearsal:
        raise Refused("Ini sudah sebuah gladi.")
    if Event.objects.filter(rehearsal_of=event).exists():
        raise Refused("Gladi dari kegiatan ini sudah ada. Hapus dahulu yang lama.")
    campaign = _campaign(event, at)
    packages = _packages(event, campaign)
    rehearsal = _copied(event, campaign, packages[event.package_id], by, at)
    entitlements = _list(event, rehearsal, packages, by, at)
    for package in packages.values():
        needed = sum(each.quantity for each in entitlements if each.package_id == package.pk)
        quantity = needed + SPARE
        facts = {"facility": event.facility, "quantity": quantity, "note": "Stok gladi"}
        receive(package, **facts, by=by, at=at)
    details = {"of": event.pk, "entitled": len(entitlements)}
    trail.record("event.rehearse", rehearsal, by=by, at=at, details=details)
    return rehearsal


def _campaign(event, at) -> Campaign:
    campaign, today = event.campaign, localize(at, event.facility).date()
    return Campaign.objects.create(
        name=f"Gladi {campaign.name}"[:200],
        occasion=campaign.occasion,
        theme=campaign.theme,
        programme=campaign.programme,
        scope=Campaign.Scope.FACILITY,
        facility=event.facility,
        starts_on=today,
        ends_on=today + timedelta(days=7),
        is_rehearsal=True,
        walk_ins=campaign.walk_ins,
        late_days=campaign.late_days,
    )


def _packages(event, campaign) -> dict[int, Package]:
    """A copy of each package of the list, by the id of the one it is copied from."""
    listed = set(event.entitlements.active().values_list("package", flat=True))
    copies = {}
    for package in Package.objects.filter(pk__in={*listed, event.package_id}).order_by("pk"):
        copies[package.pk] = copy = Package.objects.create(
            campaign=campaign, facility=event.facility, name=package.name, unit=package.unit
        )
        items = [{name: getattr(each, name) for name in OF_ITEM} for each in package.items.all()]
        PackageItem.objects.bulk_create(PackageItem(package=copy, **facts) for facts in items)
    return copies


def _copied(event, campaign, package, by, at) -> Event:
    return Event.objects.create(
        **{name: getattr(event, name) for name in OF_EVENT},
        campaign=campaign,
        package=package,
        rehearsal_of=event,
        starts_at=at,
        state=Event.State.FROZEN,
        created_at=at,
        created_by=by,
    )


def _list(event, rehearsal, packages, by, at) -> list[Entitlement]:
    """The same families with the same numbers, their marks claimed in the rehearsal's campaign."""
    rows = list(event.entitlements.active().order_by("number", "pk"))
    copies = [
        Entitlement(
            **{name: getattr(row, name) for name in OF_ROW},
            campaign=rehearsal.campaign,
            event=rehearsal,
            package=packages[row.package_id],
            added_at=at,
            added_by=by,
        )
        for row in rows
    ]
    Entitlement.objects.bulk_create(copies)
    copy_of = {row.pk: copy for row, copy in zip(rows, copies, strict=True)}
    marks = Claim.objects.filter(entitlement__in=copy_of, is_active=True).order_by("mark", "pk")
    Claim.objects.bulk_create(
        Claim(
            campaign=rehearsal.campaign,
            entitlement=copy_of[claim.entitlement_id],
            mark=claim.mark,
            is_exempted=claim.is_exempted,
        )
        for claim in marks
    )
    packages_listed = sum(copy.quantity for copy in copies)
    Tally.objects.create(event=rehearsal, entitled=len(copies), entitled_packages=packages_listed)
    return copies
