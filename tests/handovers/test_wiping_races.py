"""A rehearsal is wiped while others still work in it. Real threads on the real database."""

from uuid import uuid4

import pytest
from django.utils import timezone

from bansos.handovers import actions
from bansos.handovers.actions import Operation, Outcome
from bansos.handovers.invariants import differences
from bansos.handovers.models import Event, Handover
from bansos.stock.models import Movement
from tests.handovers.factories import EntitlementFactory, EventFactory
from tests.handovers.threads import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5


@pytest.fixture
def event(facility):
    event = EventFactory(facility=facility, frozen=True)
    EntitlementFactory(event=event)
    return event


@pytest.mark.parametrize("_", range(ROUNDS))
def test_a_handover_in_it_comes_before_or_finds_nothing(_, event, officer, head):
    at = timezone.now()
    rehearsal = actions.rehearse(event, by=officer, at=at)
    rehearsal = actions.open_event(rehearsal, by=officer, at=at)
    press = [Operation(id=uuid4(), entitlement_id=rehearsal.entitlements.get().pk)]

    _, answers = all_at_once(
        lambda: actions.wipe(rehearsal, by=head, at=at),
        lambda: actions.hand_over(press, facility=event.facility, by=officer, at=at),
    )

    assert {answer.outcome for answer in answers} < {Outcome.HANDED, Outcome.UNKNOWN}
    assert not Handover.objects.exists()
    assert not Movement.objects.exists()
    assert Event.objects.get() == event
    assert list(differences()) == []


@pytest.mark.parametrize("_", range(ROUNDS))
def test_two_presses_make_one_rehearsal(_, event, officer, head):
    results = all_at_once(
        *(lambda by=by: actions.rehearse(event, by=by, at=timezone.now()) for by in [officer, head])
    )

    assert sum(isinstance(one, actions.Refused) for one in results) == 1
    assert Event.objects.filter(rehearsal_of=event).count() == 1


def test_two_who_wipe_at_once_wipe_it_once(event, officer, head):
    rehearsal = actions.rehearse(event, by=officer, at=timezone.now())

    results = all_at_once(
        *(lambda: actions.wipe(rehearsal, by=head, at=timezone.now()) for _ in range(2))
    )

    assert sum(isinstance(one, actions.Wiped) for one in results) == 1
    assert sum(isinstance(one, actions.Gone) for one in results) == 1
