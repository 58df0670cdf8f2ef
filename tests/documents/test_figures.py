"""Every figure on every paper equals what the rows of the database say, whatever happened."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bansos.documents import calling, facts, ledger, paper_sheets, press, proof, recap, telling
from bansos.handovers.models import Event, Handover
from bansos.stock.models import Balance, Movement
from facilities.models import Facility
from recipients.models import Category
from tests.campaigns.factories import PackageItemFactory, QuotaFactory
from tests.documents.conftest import MORNING, NOON
from tests.documents.test_facts import LATER, reread, void
from tests.factories import OfficialFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, HandoverFactory
from tests.roles.world import rolled_back
from tests.stock.factories import MovementFactory

FATES = ["waiting", "handed", "symbolic", "proxy", "void", "withdrawn"]
CATEGORIES = [Category.INMATE_FAMILY, Category.COMMUNITY, Category.INSTITUTION]
KINDS = [Movement.Kind.RECEIVED, Movement.Kind.RETURNED, Movement.Kind.DAMAGED]

families = st.lists(
    st.tuples(st.sampled_from(FATES), st.integers(1, 4), st.sampled_from(CATEGORIES)), max_size=7
)
movements = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 9)), max_size=4)
prices = st.lists(st.one_of(st.none(), st.integers(0, 99_999)), min_size=1, max_size=3)


def build(facility, drawn, moved, priced) -> Event:
    event = EventFactory(closed=True, facility=facility, starts_at=MORNING)
    for price in priced:
        PackageItemFactory(package=event.package, quantity=Decimal("1.5"), unit_price=price)
    QuotaFactory(campaign=event.campaign, facility=facility, packages=len(drawn) + 2)
    official = OfficialFactory(facility=facility)
    for number, (fate, quantity, category) in enumerate(drawn, start=1):
        listed = EntitlementFactory(
            event=event,
            number=number,
            quantity=quantity,
            category=category,
            absence_reason="sakit" if fate == "waiting" and number % 2 else "",
        )
        decide(listed, fate, official)
    for kind, quantity in moved:
        sign = 1 if kind == Movement.Kind.RECEIVED else -1
        MovementFactory(
            facility=facility,
            package=event.package,
            kind=kind,
            quantity=sign * quantity,
            moved_at=MORNING,
            note=f"Sumber {quantity % 2}",
        )
    event.entitlements.update(added_at=MORNING - timedelta(days=1))
    facility.movements.exclude(kind=Movement.Kind.VOIDED).update(moved_at=MORNING)
    times = {"submitted_at": MORNING, "frozen_at": MORNING, "closed_at": NOON}
    Event.objects.filter(pk=event.pk).update(**times)
    return reread(event)


def decide(listed, fate, official):
    facts_of_deed = {"entitlement": listed, "handed_at": MORNING}
    if fate == "symbolic":
        facts_of_deed |= {"kind": Handover.Kind.SYMBOLIC, "handed_by": official}
    if fate in {"handed", "symbolic", "void"}:
        handover = HandoverFactory(**facts_of_deed)
        if fate == "void":
            void(handover)
    if fate == "proxy":
        HandoverFactory(**facts_of_deed, by_proxy=True)
    if fate == "withdrawn":
        listed.withdrawn_at, listed.withdrawn_by = NOON, listed.added_by
        listed.withdrawn_reason = "Pindah"
        listed.save()


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=families, moved=movements, priced=prices)
def test_every_figure_is_what_the_rows_say(facility, drawn, moved, priced):
    with rolled_back():
        event = build(facility, drawn, moved, priced)
        active = list(event.entitlements.filter(withdrawn_at=None))
        handed = list(event.handovers.filter(voided_at=None).select_related("entitlement"))
        rows = {"active": active, "handed": handed, "event": event}

        check_the_certificates(**rows)
        check_the_lists(**rows)
        check_the_report(**rows)
        check_the_stock(event)
        check_the_recap(**rows)


def packages(rows) -> int:
    return sum(row.quantity for row in rows)


def symbolic(handed) -> list:
    return [each for each in handed if each.kind == Handover.Kind.SYMBOLIC]


def check_the_certificates(active, handed, event):
    paper = facts.certificate(event, at=LATER)
    assert paper.families == len(handed)
    assert paper.packages == packages(handed)
    assert paper.symbolic == packages(symbolic(handed))
    each = proof.recipient_certificates(event, at=LATER)
    assert sum(certificate.packages for _, certificate in each.certificates) == packages(handed)
    told = press.paper(event, at=LATER, spoken=press.Spoken(event))
    assert (told.families, told.packages) == (len(handed), packages(handed))
    assert told.symbolic == packages(symbolic(handed))


def check_the_lists(active, handed, event):
    receipts = facts.receipt_list(event, at=LATER, is_public=False)
    assert receipts.payload()["total"] == str(packages(active))
    decree = calling.decree(event, at=LATER)
    assert decree.packages == packages(event.entitlements.all())
    assert len(calling.invitations(event, at=LATER).invited) == len(active)
    outcomes = proof.attachments(event, at=LATER).outcomes
    assert [each.number for each in outcomes if each.is_handed] == sorted(
        each.entitlement.number for each in handed
    )
    sheet = list(paper_sheets.receipts(event, at=LATER).rows)
    assert sum(cells[7] for _, cells in sheet) == packages(active)
    assert sum(cells[8] is not None for _, cells in sheet) == len(handed)


def check_the_report(active, handed, event):
    report = telling.report(event, at=LATER)
    results = report.results
    assert (results.entitled, results.entitled_packages) == (len(active), packages(active))
    assert (results.handed, results.handed_packages) == (len(handed), packages(handed))
    assert results.symbolic == len(symbolic(handed))
    assert results.by_proxy == sum(each.proxy_name != "" for each in handed)
    assert dict(report.categories) == Counter(each.get_category_display() for each in active)
    served = {each.entitlement_id for each in handed}
    waiting = [each for each in active if each.pk not in served]
    assert dict(report.absences) == Counter(each.absence_reason for each in waiting)
    received = Movement.objects.filter(kind=Movement.Kind.RECEIVED, package=event.package)
    assert sum(count for _, count in report.sources) == packages(received)


def check_the_stock(event):
    rows = list(Movement.objects.filter(facility=event.facility, package=event.package))
    left = packages(rows)
    stock = facts.certificate(event, at=LATER).stock
    assert stock.received == stock.handed + stock.returned + stock.damaged + stock.lost + left
    balance = Balance(facility=event.facility, package=event.package, on_hand=left)
    card = ledger.stock_card(balance, at=LATER)
    assert (card.opening, card.closing) == (0, left)
    assert card.received - card.issued == left
    for movement in [row for row in rows if row.kind == Movement.Kind.RECEIVED]:
        receipt = ledger.goods_receipt(movement, at=LATER)
        earlier = [row for row in rows if (row.moved_at, row.pk) < (movement.moved_at, movement.pk)]
        assert receipt.before == packages(earlier)


def check_the_recap(active, handed, event):
    here = Facility.objects.filter(pk=event.facility_id)
    total = recap.recap(here, recap.Period(2024, 12), at=LATER).total
    assert (total.events, total.target) == (1, event.entitlements.count() + 2)
    assert (total.entitled, total.prepared) == (event.tally.entitled, event.tally.entitled_packages)
    assert (total.handed, total.packages) == (len(handed), packages(handed))
    of_category = Counter(each.entitlement.category for each in handed)
    assert total.inmate_families == of_category[Category.INMATE_FAMILY]
    assert total.community == of_category[Category.COMMUNITY]
    assert total.inmate_families + total.community + total.other == len(handed)
    value = event.package.value
    assert total.value == (0 if value is None else value * packages(handed))
    assert total.unpriced == (packages(handed) if value is None else 0)
