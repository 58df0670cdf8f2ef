"""
Many officers, one package. Real threads on the real database.

Each race is run with its guards; the control at the end takes them away and shows that
without them the package goes out twice.
"""

from collections import Counter
from contextlib import nullcontext
from threading import Barrier
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from bansos.audit.trail import verify
from bansos.handovers.actions import Operation, Outcome, giving, hand_over
from bansos.handovers.models import Handover, Tally
from bansos.stock.models import Balance, Movement
from tests.handovers.threads import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

DUELS = 200


def press(entitlement, officer, operation_id=None):
    operation = Operation(id=operation_id or uuid4(), entitlement_id=entitlement.pk)
    [answer] = hand_over([operation], facility=entitlement.facility, by=officer, at=timezone.now())
    return answer.outcome


def handed(event):
    return Handover.objects.valid().filter(event=event).count()


def test_two_hundred_duels_have_two_hundred_winners(open_event, officer, head):
    event = open_event(families=DUELS, on_hand=DUELS)
    entitlements = list(event.entitlements.select_related("facility"))
    meet = Barrier(2)

    def duellist(user):
        def fight():
            outcomes = []
            for entitlement in entitlements:
                meet.wait()
                outcomes.append(press(entitlement, user))
            return outcomes

        return fight

    one, other = all_at_once(duellist(officer), duellist(head))

    assert [sorted(pair) for pair in zip(one, other, strict=True)] == [
        sorted([Outcome.HANDED, Outcome.ALREADY])
    ] * DUELS
    assert handed(event) == DUELS
    assert Balance.objects.get(facility=event.facility).on_hand == 0
    assert Tally.objects.get(event=event).handed == DUELS
    assert list(verify()) == []


def test_fifty_officers_reach_for_the_last_package(open_event, officer):
    event = open_event(families=50, on_hand=1)

    outcomes = all_at_once(
        *(lambda e=e: press(e, officer) for e in event.entitlements.select_related("facility"))
    )

    assert Counter(outcomes) == {Outcome.HANDED: 1, Outcome.OUT_OF_STOCK: 49}
    assert Balance.objects.get(facility=event.facility).on_hand == 0
    assert Movement.objects.filter(handover_id__isnull=False).count() == 1


def test_a_retry_that_overtakes_its_first_try_is_answered_the_same(open_event, officer):
    event = open_event(families=1, on_hand=5)
    [entitlement] = event.entitlements.select_related("facility")
    same = uuid4()

    outcomes = all_at_once(*[lambda: press(entitlement, officer, same)] * 8)

    assert Counter(outcomes) == {Outcome.HANDED: 1, Outcome.REPEATED: 7}
    assert handed(event) == 1


@pytest.fixture
def without_the_lock(monkeypatch):
    """Every deed reads, waits until the other has read too, and only then decides and writes."""
    met = Barrier(2)
    decide = giving.decide

    def decide_together(operations, scene):
        if not met.broken and not getattr(met, "used", False):
            met.wait()
            met.used = True
        return decide(operations, scene)

    def unlocked(chain):
        return giving.Head.objects.get(chain=chain)

    monkeypatch.setattr(giving.trail, "lock", unlocked)
    monkeypatch.setattr(giving, "decide", decide_together)
    if connection.vendor == "sqlite":
        # There the beginning of a transaction is the lock.
        monkeypatch.setattr(giving, "transaction", SimpleNamespace(atomic=nullcontext))


def test_without_the_lock_the_constraints_still_let_one_win(
    open_event, officer, head, without_the_lock
):
    event = open_event(families=1, on_hand=5)
    [entitlement] = event.entitlements.select_related("facility")

    outcomes = all_at_once(lambda: press(entitlement, officer), lambda: press(entitlement, head))

    assert sorted(outcomes) == sorted([Outcome.HANDED, Outcome.ALREADY])
    assert handed(event) == 1
    assert Balance.objects.get(facility=event.facility).on_hand == 4


@pytest.fixture
def without_the_constraint(transactional_db):
    name = "one_valid_handover_per_entitlement"
    [constraint] = [c for c in Handover._meta.constraints if c.name == name]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Handover, constraint)
    yield
    Handover.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Handover, constraint)


def test_control_without_lock_and_constraint_the_package_goes_out_twice(
    open_event, officer, head, without_the_lock, without_the_constraint, monkeypatch
):
    # The trail's numbering would catch the second one too, and so would the tally of one family.
    monkeypatch.setattr(giving, "_note", lambda *args: None)
    event = open_event(families=2, on_hand=5)
    entitlement = event.entitlements.select_related("facility").first()

    outcomes = all_at_once(lambda: press(entitlement, officer), lambda: press(entitlement, head))

    assert outcomes == [Outcome.HANDED, Outcome.HANDED]
    assert handed(event) == 2
