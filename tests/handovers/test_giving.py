"""The central deed on the database: what it writes, what it leaves alone, what it costs."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.audit.trail import verify
from bansos.handovers.actions import MOST_AT_ONCE, Operation, Outcome, hand_over
from bansos.handovers.models import Handover
from bansos.stock.models import Balance, Movement
from tests.factories import OfficialFactory


@pytest.fixture
def event(open_event):
    return open_event(families=4, on_hand=10)


@pytest.fixture
def entitlement(event):
    return event.entitlements.order_by("number").first()


def press(entitlement, officer, **facts):
    operation = Operation(
        id=facts.pop("id", None) or uuid4(), entitlement_id=entitlement.pk, **facts
    )
    [answer] = hand_over([operation], facility=entitlement.facility, by=officer, at=timezone.now())
    return answer


def test_handing_over_writes_the_fact_the_ledger_the_tally_and_the_trail(
    entitlement, event, officer
):
    answer = press(entitlement, officer, station="Meja 2")

    handover = Handover.objects.get(pk=answer.operation.id)
    assert (handover.entitlement, handover.recorded_by) == (entitlement, officer)
    assert handover.station == "Meja 2"
    movement = Movement.objects.get(handover_id=handover.pk)
    assert (movement.quantity, movement.kind) == (-1, Movement.Kind.HANDED)
    assert Balance.objects.get().on_hand == 9
    event.tally.refresh_from_db()
    assert (event.tally.handed, event.tally.handed_packages) == (1, 1)
    entry = Entry.objects.get()
    assert (entry.action, entry.object_id) == ("handover.give", str(entitlement.pk))
    assert list(verify()) == []


def test_a_symbolic_handover_is_counted_as_one(entitlement, event, officer):
    official = OfficialFactory(facility=event.facility)

    press(entitlement, officer, kind=Handover.Kind.SYMBOLIC, handed_by_id=official.pk)

    event.tally.refresh_from_db()
    assert event.tally.symbolic == 1
    assert Handover.objects.get().giver == official.name


def test_an_official_of_another_facility_gives_nothing(entitlement, officer):
    elsewhere = OfficialFactory()

    answer = press(entitlement, officer, kind=Handover.Kind.SYMBOLIC, handed_by_id=elsewhere.pk)

    assert answer.outcome is Outcome.INVALID
    assert not Handover.objects.exists()


def test_a_proxys_number_is_never_stored_in_the_clear(entitlement, event, officer):
    number = "6301994202610001"

    press(
        entitlement,
        officer,
        proxy_name="Wakil Contoh",
        proxy_relation="kakak",
        proxy_document=Handover.Document.KTP,
        proxy_number=number,
    )

    with connection.cursor() as cursor:
        cursor.execute("SELECT proxy_number FROM handovers_handover")
        [(stored,)] = cursor.fetchall()
    assert number not in stored
    assert Handover.objects.get().proxy_number == number
    event.tally.refresh_from_db()
    assert event.tally.by_proxy == 1


def test_a_retry_writes_nothing_and_answers_the_same(entitlement, officer):
    first = press(entitlement, officer)
    entries = Entry.objects.count()

    again = press(entitlement, officer, id=first.operation.id)

    assert again.outcome is Outcome.REPEATED
    assert again.handed_at == first.handed_at
    assert Entry.objects.count() == entries
    assert Handover.objects.count() == 1


def test_a_refusal_is_written_down_and_changes_nothing_else(entitlement, officer):
    press(entitlement, officer)

    press(entitlement, officer)

    refusal = Entry.objects.newest_first()[0]
    assert refusal.action == "handover.refuse"
    assert refusal.details["operations"][0]["outcome"] == Outcome.ALREADY
    assert Balance.objects.get().on_hand == 9


def test_an_entitlement_of_another_facility_is_as_good_as_none(entitlement, stranger):
    elsewhere = stranger.postings.get().facility
    operation = Operation(id=uuid4(), entitlement_id=entitlement.pk)

    [answer] = hand_over([operation], facility=elsewhere, by=stranger, at=timezone.now())

    assert answer.outcome is Outcome.UNKNOWN
    assert not Handover.objects.exists()


def test_a_replay_from_another_facility_learns_nothing(entitlement, officer, stranger):
    first = press(entitlement, officer)

    [answer] = hand_over(
        [first.operation],
        facility=stranger.postings.get().facility,
        by=stranger,
        at=timezone.now(),
    )

    assert answer.outcome is Outcome.MISMATCH
    assert answer.giver == ""
    assert answer.handed_at is None


def test_without_a_balance_there_is_nothing_to_hand_over(entitlement, officer):
    Balance.objects.all().delete()

    assert press(entitlement, officer).outcome is Outcome.OUT_OF_STOCK


def test_a_batch_answers_each_in_its_order(event, officer):
    operations = [Operation(id=uuid4(), entitlement_id=e.pk) for e in event.entitlements.all()]
    operations.insert(1, Operation(id=uuid4(), entitlement_id=0))

    answers = hand_over(operations, facility=event.facility, by=officer, at=timezone.now())

    assert [answer.operation for answer in answers] == operations
    assert answers[1].outcome is Outcome.UNKNOWN
    assert sum(answer.is_done for answer in answers) == 4
    assert Entry.objects.count() == 1
    event.tally.refresh_from_db()
    assert event.tally.handed == 4


def test_a_batch_takes_no_more_queries_than_a_single_press(open_event, officer):
    event = open_event(families=31, on_hand=40)
    first, *others = event.entitlements.select_related("facility").order_by("number")

    with CaptureQueriesContext(
        connection,
    ) as single:
        press(first, officer)
    with CaptureQueriesContext(connection) as batch:
        hand_over(
            [Operation(id=uuid4(), entitlement_id=e.pk) for e in others],
            facility=event.facility,
            by=officer,
            at=timezone.now(),
        )

    assert len(batch) == len(single)
    if connection.vendor == "postgresql":
        # Begin and commit are a savepoint here; the lock, two reads, and all writes as one.
        assert len(single) == 6


def test_a_batch_beyond_all_measure_is_refused_whole(event, officer):
    operations = [Operation(id=uuid4(), entitlement_id=1)] * (MOST_AT_ONCE + 1)

    with pytest.raises(ValueError, match=str(MOST_AT_ONCE)):
        hand_over(operations, facility=event.facility, by=officer, at=timezone.now())
