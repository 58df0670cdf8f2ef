"""Two officers, one page, the same moment. Real threads on the real database."""

from collections import Counter
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from bansos.audit.trail import verify
from bansos.handovers.actions import Operation, hand_over
from bansos.handovers.invariants import differences
from bansos.handovers.models import Conflict, Handover
from bansos.stations.models import PaperPage, PaperTick
from bansos.stations.paper.actions import Saved, StalePage, Told, record_page
from tests.handovers.threads import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def said(*numbers):
    at = timezone.now()
    return Told(ticked=dict.fromkeys(numbers), signatures=len(numbers), handed_at=at)


def record(event, by, *numbers):
    return record_page(event, 1, said(*numbers), by=by, at=timezone.now())


def kinds(results):
    return Counter(type(result) for result in results)


def test_the_same_page_ticked_by_two_at_once_is_recorded_once(open_event, officer, head):
    event = open_event(families=25, on_hand=25)
    ticked = range(1, 26)

    results = all_at_once(
        partial(record, event, officer, *ticked), partial(record, event, head, *ticked)
    )

    assert kinds(results) == {Saved: 2}
    assert sorted(result.new for result in results) == [0, 25]
    assert Handover.objects.valid().count() == PaperTick.objects.count() == 25
    assert not Conflict.objects.exists()
    assert list(differences()) == []
    assert list(verify()) == []


def test_of_two_who_read_it_differently_one_looks_again(open_event, officer, head):
    event = open_event(families=4, on_hand=4)

    results = all_at_once(partial(record, event, officer, 1, 2), partial(record, event, head, 2, 3))

    assert kinds(results) == {Saved: 1, StalePage: 1}
    assert Handover.objects.valid().count() == 2
    assert PaperPage.objects.get().ticks == 2


def test_paper_and_a_desk_at_once_leave_one_package_and_a_conflict_or_none(
    open_event, officer, head
):
    event = open_event(families=10, on_hand=30)
    entitlements = list(event.entitlements.order_by("number"))

    def desk():
        operations = [Operation(id=uuid4(), entitlement_id=each.pk) for each in entitlements]
        return hand_over(operations, facility=event.facility, by=head, at=timezone.now())

    results = all_at_once(partial(record, event, officer, *range(1, 11)), desk)

    assert not [result for result in results if isinstance(result, Exception)]
    assert Handover.objects.valid().count() == 10
    assert PaperTick.objects.count() == 10
    assert Conflict.objects.count() in {0, 10}
    assert list(differences()) == []
