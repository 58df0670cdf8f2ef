"""
The demonstration is acted out: every row of it comes from the deeds the program offers.

First the event of 24 December 2024 as the news told it, then an event that is going on now,
in which a newcomer can hand packages over, then a facility of another office for scope.
"""

from datetime import datetime, time, timedelta
from uuid import uuid4

from django.db import transaction

from bansos.campaigns.models import Campaign, Package, PackageItem, Programme
from bansos.stock.actions import receive
from facilities import seeding
from facilities.models import Facility
from recipients.models import Recipient

from .. import actions
from ..models import Event, Handover
from . import facts, people, pictures, register
from .families import dewi, families

FAMILIES = 39
"""Beside Dewi's."""
ABSENT = 2
ROUTINE = "Bantuan Sosial Rutin"


def is_built() -> bool:
    return Campaign.objects.filter(name=facts.CAMPAIGN).exists()


@transaction.atomic
def build(*, at) -> None:
    """Act the demonstration out once. All of it is there afterwards, or nothing."""
    with seeding.SEED.open("rb") as file:
        seeding.load(file, by=None, at=at)
    facility = Facility.objects.get(official_name=facts.FACILITY)
    Facility.objects.filter(pk=facility.pk).update(address=facts.ADDRESS)
    users = people.accounts(facility)
    officials = people.officials(facility)
    cast = {"officer": users["petugas"], "head": users["kepala"]}

    campaign = Campaign.objects.create(
        name=facts.CAMPAIGN,
        occasion=facts.OCCASION,
        theme=facts.THEME,
        programme=Programme.objects.create(name=facts.PROGRAMME),
        scope=Campaign.Scope.NATIONAL,
        starts_on=facts.STARTS_AT.date(),
        ends_on=facts.STARTS_AT.date() + timedelta(days=7),
    )
    package = _package(campaign)
    recipients = _register_all(facility, **cast)
    _pelaihari(facility, campaign, package, recipients, officials, **cast)
    _today(facility, recipients, officials, at=at, **cast)
    _elsewhere(campaign, package)


def _package(campaign) -> Package:
    package = Package.objects.create(campaign=campaign)
    for name, quantity, unit, price in facts.ITEMS:
        PackageItem.objects.create(
            package=package, name=name, quantity=quantity, unit=unit, unit_price=price
        )
    return package


def _register_all(facility, *, officer, head) -> list[Recipient]:
    """Dewi's family first; the last five are neighbours."""
    moment = {"facility": facility, "by": officer, "at": facts.STARTS_AT - timedelta(days=14)}
    rows = [dewi(), *families(FAMILIES)]
    known = [register.family_of_inmate(row, verified_by=head, **moment) for row in rows[:-5]]
    near = [register.neighbour(row, verified_by=head, **moment) for row in rows[-5:]]
    return known + near


def _pelaihari(facility, campaign, package, recipients, officials, *, officer, head) -> None:
    start = facts.STARTS_AT
    event = actions.plan(
        facility=facility,
        campaign=campaign,
        package=package,
        starts_at=start,
        venue=facts.VENUE,
        officiant=officials[0],
        spokesperson=recipients[0],
        first_witness=officials[1],
        second_witness=officials[2],
        agenda=facts.AGENDA,
        by=officer,
        at=start - timedelta(days=10),
    )
    _decide(event, recipients, officials, officer, head, start - timedelta(days=3))
    stock = {"facility": facility, "quantity": 45, "note": "Bantuan serentak"}
    receive(package, **stock, by=officer, at=start - timedelta(days=2))
    actions.open_event(event, by=officer, at=start - timedelta(minutes=5))
    _hand_over_in_the_hall(event, officer, start)
    _note_what_was_said(event, officer, start)
    absent = event.entitlements.waiting()
    actions.close_event(
        event,
        by=officer,
        at=start + timedelta(hours=3),
        absences={each.pk: "Berhalangan hadir" for each in absent[:1]},
    )


def _decide(event, recipients, officials, officer, head, at) -> None:
    """Chosen, eight of them for the symbolic handover; submitted by one, frozen by another."""
    chosen = actions.choose(event, recipients, by=officer, at=at - timedelta(hours=2))
    for number, entitlement in enumerate(chosen.added[: facts.SYMBOLIC]):
        official = officials[number % len(officials)]
        actions.mark_symbolic(entitlement, official=official, by=officer, at=at)
    actions.submit(event, by=officer, at=at - timedelta(hours=1))
    actions.freeze(event, by=head, at=at)
    event.refresh_from_db()


def _hand_over_in_the_hall(event, officer, start) -> None:
    symbolic = event.entitlements.filter(is_symbolic=True).order_by("number")
    others = event.entitlements.filter(is_symbolic=False).order_by("number")
    moment = start + timedelta(minutes=10)
    for entitlement in [*symbolic, *others[: others.count() - ABSENT]]:
        moment += timedelta(minutes=2)
        _press(entitlement, officer, moment)


def _press(entitlement, officer, at) -> None:
    details = {}
    if entitlement.is_symbolic:
        official = entitlement.symbolic_official_id
        details = {"kind": Handover.Kind.SYMBOLIC, "handed_by_id": official}
    elif entitlement.number % 19 == 0:
        details = {
            "proxy_name": "Wakil Contoh",
            "proxy_relation": "kakak",
            "proxy_document": Handover.Document.KTP,
        }
    operation = actions.Operation(
        id=uuid4(), entitlement_id=entitlement.pk, handed_at=at, station="Meja 1", **details
    )
    actions.hand_over([operation], facility=entitlement.facility, by=officer, at=at)


def _note_what_was_said(event, officer, start) -> None:
    moment = {"by": officer, "at": start + timedelta(hours=2)}
    for name, position, presence in facts.GUESTS:
        actions.note_guest(event, name=name, position=position, presence=presence, **moment)
    for text in facts.DIRECTIVES:
        actions.note_directive(event, speaker=facts.MINISTER, text=text, **moment)
    for speaker, capacity, text in facts.STATEMENTS:
        actions.note_statement(
            event,
            speaker=speaker,
            capacity=capacity,
            text=text,
            consented_on=start.date(),
            **moment,
        )
    actions.note_obstacles(event, obstacles=facts.OBSTACLES, **moment)
    for file, caption in pictures.drawn():
        actions.add_photo(event, file=file, caption=caption, **moment)


def _today(facility, recipients, officials, *, at, officer, head) -> None:
    today = at.astimezone(facility.zone).date()
    campaign = Campaign.objects.create(
        name=ROUTINE,
        occasion="Bakti sosial bulanan",
        scope=Campaign.Scope.FACILITY,
        facility=facility,
        starts_on=today,
        ends_on=today + timedelta(days=30),
    )
    package = _package(campaign)
    orphanage = register.institution(
        "Panti Asuhan Contoh",
        facility=facility,
        village="63.01.03.1004",
        by=officer,
        at=at,
        verified_by=head,
    )
    event = actions.plan(
        facility=facility,
        campaign=campaign,
        package=package,
        starts_at=datetime.combine(today, time(8), tzinfo=facility.zone),
        venue="Ruang Kunjungan",
        officiant=officials[0],
        first_witness=officials[1],
        second_witness=officials[2],
        by=officer,
        at=at,
    )
    actions.choose(event, [orphanage], quantity=4, by=officer, at=at)
    actions.choose(event, recipients[:24], by=officer, at=at)
    actions.submit(event, by=officer, at=at)
    actions.freeze(event, by=head, at=at)
    receive(package, facility=facility, quantity=30, note="Belanja rutin", by=officer, at=at)
    actions.open_event(event, by=officer, at=at)
    for entitlement in event.entitlements.order_by("number")[:6]:
        _press(entitlement, officer, at)


def _elsewhere(campaign, package) -> None:
    facility = Facility.objects.get(official_name=facts.ELSEWHERE)
    officer, head = people.colleagues(facility)
    moment = {"by": officer, "at": facts.STARTS_AT - timedelta(days=5)}
    rows = families(FAMILIES + 8)[-8:]
    recipients = [
        register.family_of_inmate(row, facility=facility, verified_by=head, **moment)
        for row in rows
    ]
    event: Event = actions.plan(
        facility=facility,
        campaign=campaign,
        package=package,
        starts_at=facts.STARTS_AT,
        venue="Aula",
        **moment,
    )
    actions.choose(event, recipients, **moment)
