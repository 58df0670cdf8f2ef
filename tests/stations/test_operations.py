"""What a device sends, and what it is answered: each status and each reason of the contract."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.handovers import actions
from bansos.handovers.actions import Outcome
from bansos.handovers.invariants import differences
from bansos.handovers.models import Conflict, Event, Handover, Refusal, Signature
from bansos.stations.api.answers import STATUS
from bansos.stock.models import Balance
from tests.factories import OfficialFactory
from tests.handovers.factories import EntitlementFactory, EventFactory
from tests.stations.device import pressed
from tests.stations.schemas import schema_named

PROXY = {
    "role": "proxy",
    "name": "Wakil Contoh",
    "relation": "Adik",
    "document_kind": "ktp",
    "document_number": "6301994202610001",
}
SIGNED = "data:image/png;base64,iVBORw0KGgoAAAA="


def told(result):
    return result["status"], result["reason"]


def test_a_package_is_handed_over(device, entitlement, station, officer):
    result = device.press(entitlement, signature=SIGNED, note="Duduk di baris depan")

    assert told(result) == ("ok", "ok")
    assert (result["entitlement"], result["station"]) == (entitlement.pk, "Meja 2")
    assert result["handed_over_by"] == str(officer)
    handover = Handover.objects.get()
    assert str(handover.pk) == result["op_id"]
    assert (handover.recorded_by, handover.station) == (officer, "Meja 2")
    assert handover.note == "Duduk di baris depan"
    assert Signature.objects.get().image == SIGNED
    station.refresh_from_db()
    assert station.last_seen_at is not None


@pytest.mark.parametrize("write", [str, str.lower, lambda code: f" {code[:4]}-{code[4:]} "])
def test_a_coupon_is_scanned_or_typed(device, entitlement, write):
    assert told(device.press(coupon=write(entitlement.code))) == ("ok", "ok")


def test_a_proxy_is_written_down(device, entitlement):
    device.press(entitlement, collector=PROXY)

    handover = Handover.objects.get()
    assert handover.is_by_proxy
    assert (handover.proxy_document, handover.proxy_number) == ("ktp", "6301994202610001")


@pytest.mark.parametrize("kind", ["home_delivery", "symbolic"])
def test_each_kind_is_written_down(device, entitlement, facility, kind):
    official = OfficialFactory(facility=facility)

    result = device.press(entitlement, kind=kind, handed_by=official.pk)

    assert result["handed_over_by"] == official.name
    expected = {"home_delivery": "antar", "symbolic": "simbolis"}
    assert Handover.objects.get().kind == expected[kind]


def test_results_come_in_the_order_of_the_operations(device, event):
    operations = [pressed(each) for each in event.entitlements.all()]
    operations.insert(1, pressed(coupon="tidak ada"))

    results = device.send(*operations)

    assert [each["op_id"] for each in results] == [each["op_id"] for each in operations]
    assert [each["status"] for each in results] == ["ok", "refused", "ok", "ok", "ok"]


# Each reason


def test_a_second_press_is_told_who_was_first(device, entitlement, officer):
    first = device.press(entitlement)

    second = device.press(entitlement)

    assert told(second) == ("already_handed_over", "already_handed_over")
    facts = ["handed_over_at", "handed_over_by", "station"]
    assert [second[name] for name in facts] == [first[name] for name in facts]


@pytest.mark.parametrize(
    ("said", "status", "reason"),
    [
        ({"coupon": "0000000000001"}, "refused", "unknown_code"),
        ({"coupon": ""}, "refused", "unknown_code"),
        ({"coupon": "bukan kode \0"}, "refused", "unknown_code"),
        ({"entitlement": 2**63 - 1}, "refused", "unknown_entitlement"),
    ],
)
def test_what_is_not_on_any_list_opens_nothing(device, said, status, reason):
    assert told(device.press(**said)) == (status, reason)


@pytest.mark.parametrize(
    ("said", "status", "reason"),
    [
        ({"collector": PROXY | {"document_number": ""}}, "incomplete", "incomplete_proxy"),
        ({"collector": {"role": "proxy"}}, "incomplete", "incomplete_proxy"),
        ({"kind": "symbolic"}, "incomplete", "incomplete_symbolic"),
        ({"handed_by": 2**40}, "refused", "invalid"),
        ({"note": "k" * 301}, "refused", "invalid"),
        ({"collector": PROXY | {"name": "Wakil\0"}}, "refused", "invalid"),
        ({"signature": "data:text/html;base64,AAAA"}, "refused", "invalid"),
        ({"signature": SIGNED + "A" * 16_001}, "refused", "invalid"),
        ({"happened_at": "2024-12-24T10:00:00+08:00"}, "refused", "bad_time"),
        ({"happened_at": "2099-12-24T10:00:00Z"}, "refused", "bad_time"),
    ],
)
@pytest.mark.parametrize("is_offline", [True, False])
def test_what_was_typed_wrong_is_refused_alone(device, event, said, status, reason, is_offline):
    first, second, *_ = event.entitlements.all()

    wrong, right = device.send(pressed(first, **said, offline=is_offline), pressed(second))

    assert told(wrong) == (status, reason)
    assert right["status"] == "ok"


def test_a_replaced_coupon_is_told_apart(device, entitlement, officer):
    lost = entitlement.code
    actions.reissue_coupon(entitlement, reason="Hilang", by=officer, at=timezone.now())

    assert told(device.press(coupon=lost)) == ("refused", "revoked_code")


def test_another_events_family_is_not_served_here(device, facility):
    elsewhere = EntitlementFactory(event=EventFactory(facility=facility, opened=True))

    result = device.press(coupon=elsewhere.code)

    assert told(result) == ("refused", "wrong_event")
    assert result["entitlement"] is None
    assert not Handover.objects.exists()


def test_another_facilitys_family_is_as_good_as_none(device):
    elsewhere = EntitlementFactory(event__opened=True)

    assert told(device.press(elsewhere)) == ("refused", "unknown_entitlement")
    assert told(device.press(coupon=elsewhere.code)) == ("refused", "unknown_code")


def test_who_was_withdrawn_or_replaced_is_told_so(device, event, head):
    first, second, third, _ = event.entitlements.all()
    actions.withdraw(first, reason="Pindah", by=head, at=timezone.now())
    actions.withdraw(second, reason="Pindah", by=head, at=timezone.now())
    event.entitlements.filter(pk=second.pk).update(replaced_by=third)

    assert told(device.press(first)) == ("refused", "withdrawn")
    assert told(device.press(second)) == ("refused", "replaced")
    assert told(device.press(first, offline=True)) == ("conflict", "withdrawn")


def test_an_empty_stock_refuses_within_reach_and_is_a_conflict_out_of_reach(device, entitlement):
    Balance.objects.update(on_hand=0)

    assert told(device.press(entitlement)) == ("refused", "out_of_stock")
    assert told(device.press(entitlement, offline=True)) == ("conflict", "out_of_stock")
    assert Conflict.objects.get().shortage == 1


def test_after_the_end_only_what_was_before_it_is_taken(device, event, officer):
    first, second, *_ = event.entitlements.all()
    before = timezone.now()
    actions.close_event(event, by=officer, at=before)

    early = pressed(first, offline=True, happened_at=before.isoformat())
    late = pressed(second, offline=False)

    assert [told(each) for each in device.send(early, late)] == [
        ("ok", "ok"),
        ("refused", "closed"),
    ]


def test_before_the_beginning_nothing_is_taken(device, event, entitlement):
    Event.objects.update(state=Event.State.FROZEN)

    assert told(device.press(entitlement)) == ("refused", "not_open")


def test_what_was_taken_back_is_told_so(device, entitlement, head):
    operation = pressed(entitlement)
    device.send(operation)
    handover = Handover.objects.get()
    actions.void(handover, reason="Salah", by=head, at=timezone.now(), is_head=True)

    assert told(device.send(operation)[0]) == ("refused", "voided")
    assert told(device.press(entitlement)) == ("ok", "ok")


def test_every_outcome_has_a_status_and_a_reason_that_are_documented():
    said = schema_named("Result")["properties"]

    assert STATUS.keys() == set(Outcome)
    assert {status for status, _ in STATUS.values()} == set(said["status"]["enum"])
    assert {reason for _, reason in STATUS.values()} == set(said["reason"]["enum"])


# The same again


def test_a_retry_is_answered_with_the_first_facts(device, entitlement):
    operation = pressed(entitlement)
    [first] = device.send(operation)
    entries = Entry.objects.count()

    [again] = device.send(operation)

    assert told(again) == ("already_recorded", "already_recorded")
    assert again | {"status": "ok", "reason": "ok"} == first
    assert Entry.objects.count() == entries
    assert Handover.objects.count() == 1


def test_a_retry_in_the_same_batch_counts_once(device, entitlement):
    operation = pressed(entitlement)

    statuses = [each["status"] for each in device.send(operation, operation)]

    assert statuses == ["ok", "already_recorded"]


def test_a_refusal_is_answered_the_same_ever_after(device, entitlement):
    Balance.objects.update(on_hand=0)
    operation = pressed(entitlement)
    first = device.send(operation)
    Balance.objects.update(on_hand=5)

    assert device.send(operation) == first
    assert Refusal.objects.count() == 1


def test_another_operation_under_a_known_id_is_refused_and_reported(device, event):
    first, second, *_ = event.entitlements.all()
    operation = pressed(first)
    device.send(operation)

    result = device.send(operation | {"entitlement": second.pk})[0]

    assert told(result) == ("refused", "fingerprint_mismatch")
    assert result["handed_over_by"] is None
    [line] = Entry.objects.newest_first()[0].details["operations"]
    assert line["outcome"] == "mismatch"


def test_a_second_handover_out_of_reach_is_a_conflict(device, entitlement):
    device.press(entitlement)
    operation = pressed(entitlement, offline=True)

    [kept] = device.send(operation)

    assert told(kept) == ("conflict", "already_handed_over")
    assert device.send(operation) == [kept]
    assert Balance.objects.get().on_hand == 8
    assert list(differences()) == []


# What it costs


def test_two_hundred_operations_take_no_more_round_trips_than_one(
    device, station, event, facility, officer
):
    EntitlementFactory.create_batch(200, event=event)
    Balance.objects.update(on_hand=300)
    first, *others = event.entitlements.all()
    lost = first.code
    first = actions.reissue_coupon(first, reason="Hilang", by=officer, at=timezone.now())
    official = OfficialFactory(facility=facility).pk
    batch = [pressed(each, handed_by=official) for each in others[:199]]

    with CaptureQueriesContext(connection) as single:
        assert device.press(coupon=first.code)["status"] == "ok"
    station.last_seen_at = timezone.now() - timedelta(hours=1)
    station.save()
    with CaptureQueriesContext(connection) as many:
        results = device.send(*batch, pressed(coupon=lost))

    assert [each["status"] for each in results] == ["ok"] * 199 + ["refused"]
    if connection.vendor == "postgresql":
        # Begin and commit are a savepoint here. The eighth: names of officials, revoked codes.
        assert (len(single), len(many)) == (7, 8)


def test_a_batch_larger_than_that_is_turned_away_whole(device, entitlement):
    operations = [pressed(entitlement, op_id=str(uuid4())) for _ in range(201)]

    assert device.post({"operations": operations}).status_code == 400
    assert not Handover.objects.exists()
