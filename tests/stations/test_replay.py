"""
Queues of devices that lose answers, send twice, in any order, and from two devices at once.

`make test` runs the small size. The oracle is first shown to see what it is there to see.
"""

from collections import Counter
from random import Random
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from bansos.handovers.invariants import differences
from bansos.handovers.models import Conflict, Handover, Refusal
from bansos.stock.models import Balance, Movement
from tests.handovers.factories import EntitlementFactory, HandoverFactory
from tests.handovers.threads import all_at_once
from tests.stations.device import Device, pressed
from tests.stations.factories import StationFactory
from tests.stations.oracle import Oracle

FAMILIES, QUEUES, EACH = 40, 4, 30
LOST_ANSWERS = 0.2
DUELS = 25


@pytest.fixture
def devices(event, officer):
    """Two devices at the same event."""
    tokens = ["meja-satu", "meja-dua"]
    for token in tokens:
        StationFactory(event=event, paired_by=officer, token=token, name=token)
    return [Device(Client(), token) for token in tokens]


def queue_of(entitlements, chance):
    """What a device wrote down: most of it once, some twice, some of it nonsense."""
    queue = [
        pressed(chance.choice(entitlements), offline=chance.random() < 0.5, note=f"{n}")
        for n in range(EACH)
    ]
    queue += [pressed(coupon="0000-0000-0000-1")]
    queue += chance.sample(queue, EACH // 5)
    chance.shuffle(queue)
    return queue


def deliver(queue, devices, oracle, chance):
    """Send until every operation is answered; answers get lost on the way back."""
    waiting = list(queue)
    oracle.saw(waiting)
    while waiting:
        size = chance.randint(1, 12)
        batch, waiting = waiting[:size], waiting[size:]
        results = chance.choice(devices).send(*batch)
        if chance.random() < LOST_ANSWERS:
            waiting += batch
            chance.shuffle(waiting)
        else:
            oracle.heard(results)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_way_queues_come_nothing_is_lost_doubled_or_made_up(event, devices, seed):
    chance, oracle = Random(seed), Oracle()  # noqa: S311
    EntitlementFactory.create_batch(FAMILIES - 4, event=event)
    entitlements = list(event.entitlements.all())

    for _ in range(QUEUES):
        queue = queue_of(entitlements, chance)
        deliver(queue, devices, oracle, chance)
        deliver(queue[::2], devices[::-1], oracle, chance)

    assert (oracle.lost(), oracle.doubled(), oracle.made_up()) == (set(), set(), set())
    assert list(differences()) == []
    assert Handover.objects.exists()
    assert Conflict.objects.exists()
    assert Refusal.objects.exists()


# The oracle itself


@pytest.fixture
def told(event, devices):
    """A small queue well delivered, and the oracle that saw it."""
    oracle, (first, second, *_) = Oracle(), event.entitlements.all()
    queue = [pressed(first), pressed(second), pressed(first), pressed(first, offline=True)]
    oracle.saw(queue)
    oracle.heard(devices[0].send(*queue))
    assert (oracle.lost(), oracle.doubled(), oracle.made_up()) == (set(), set(), set())
    return oracle


@pytest.mark.parametrize("model", [Handover, Conflict, Refusal])
def test_the_oracle_sees_what_is_lost(told, model):
    row = model.objects.first()
    model.objects.filter(pk=row.pk).delete()

    assert str(row.pk) in told.lost()


def test_the_oracle_sees_what_was_never_answered(told, event):
    late = pressed(event.entitlements.last())
    told.saw([late])

    assert told.lost() == {late["op_id"]}


def test_the_oracle_sees_a_package_that_left_no_line_in_the_ledger(told):
    handover = Handover.objects.first()
    Movement.objects.filter(handover_id=handover.pk).delete()

    assert told.lost() == {str(handover.pk)}


def test_the_oracle_sees_an_operation_done_twice(told):
    done = next(said[0] for said in told.answers.values() if said[0]["status"] == "ok")
    told.heard([done])

    assert told.doubled() == {done["op_id"]}


def test_the_oracle_sees_an_answer_that_changed(told):
    op, said = next(iter(told.answers.items()))
    told.heard([said[0] | {"status": "already_recorded", "handed_over_by": "Orang lain"}])

    assert op in told.doubled()


def test_the_oracle_sees_what_was_made_up(told, event):
    invented = HandoverFactory(entitlement=event.entitlements.last(), operation_id=uuid4())

    assert told.made_up() == {str(invented.pk)}


def test_the_oracle_sees_a_package_in_other_hands(told, event):
    handover = Handover.objects.first()
    Handover.objects.filter(pk=handover.pk).update(entitlement=event.entitlements.last())

    assert told.made_up() == {str(handover.pk)}


# At the same instant


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_the_same_instant_serve_a_family_once(event, devices):
    Balance.objects.update(on_hand=DUELS)
    Movement.objects.update(quantity=DUELS)
    EntitlementFactory.create_batch(DUELS - 4, event=event)
    moment = timezone.now().isoformat()

    outcomes = Counter()
    for entitlement in event.entitlements.all():
        duel = [
            lambda d=device, e=entitlement: d.press(e, happened_at=moment) for device in devices
        ]
        outcomes[tuple(sorted(each["status"] for each in all_at_once(*duel)))] += 1

    assert outcomes == {("already_handed_over", "ok"): DUELS}
    assert Balance.objects.get().on_hand == 0
    assert list(differences()) == []


@pytest.mark.django_db(transaction=True)
def test_one_queue_sent_by_two_devices_at_once_is_done_once(event, devices):
    queue = [pressed(each) for each in event.entitlements.all()]

    one, other = all_at_once(*[lambda d=device: d.send(*queue) for device in devices])

    pairs = [sorted([a["status"], b["status"]]) for a, b in zip(one, other, strict=True)]
    assert pairs == [["already_recorded", "ok"]] * 4
    assert list(differences()) == []
