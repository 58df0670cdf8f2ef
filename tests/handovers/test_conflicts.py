"""Packages that left out of reach: kept, told again, taken from the stock, settled by the head."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.handovers import actions
from bansos.handovers.actions import Operation, Outcome, hand_over
from bansos.handovers.invariants import differences
from bansos.handovers.models import Conflict, Handover, Refusal, Signature, Tally
from bansos.stock.actions import receive
from bansos.stock.models import Balance, Movement
from tests.handovers.factories import EventFactory
from tests.stock.factories import MovementFactory

Settlement = Conflict.Settlement
PICTURE = "data:image/png;base64,iVBORw0KGgo="


@pytest.fixture
def event(open_event):
    return open_event(families=3, on_hand=2)


@pytest.fixture
def entitlement(event):
    return event.entitlements.order_by("number").first()


def press(entitlement, officer, *, at=None, **facts):
    facts = {"id": uuid4(), "entitlement_id": entitlement.pk, **facts}
    at = at or timezone.now()
    [answer] = hand_over([Operation(**facts)], facility=entitlement.facility, by=officer, at=at)
    return answer


def offline(entitlement, officer, **facts):
    return press(entitlement, officer, is_offline=True, handed_at=timezone.now(), **facts)


def on_hand():
    return Balance.objects.get().on_hand


def handed(event):
    tally = Tally.objects.get(event=event)
    return tally.handed


def settle(conflict, settlement, head):
    said = {"settlement": settlement, "reason": "Sudah diperiksa"}
    return actions.settle(conflict, **said, by=head, at=timezone.now())


@pytest.fixture
def twice(entitlement, officer):
    press(entitlement, officer, station="Meja 1")
    offline(entitlement, officer, station="Meja 2", signature=PICTURE)
    return Conflict.objects.get()


def test_a_second_handover_is_kept_and_not_counted(twice, event):
    assert (twice.cause, twice.station, twice.is_taken) == ("ganda", "Meja 2", True)
    assert (on_hand(), handed(event)) == (0, 1)
    assert Handover.objects.get().station == "Meja 1"
    assert Signature.objects.get().image == PICTURE
    assert Entry.objects.newest_first()[0].action == "handover.conflict"
    assert list(differences()) == []


def test_a_conflict_sent_again_is_the_same_conflict(entitlement, officer):
    press(entitlement, officer)
    first = offline(entitlement, officer)

    [again] = hand_over(
        [first.operation], facility=entitlement.facility, by=officer, at=timezone.now()
    )

    assert (again.outcome, again.message) == (first.outcome, first.message)
    assert again.is_repeat
    assert Conflict.objects.count() == 1
    assert on_hand() == 0


def test_a_handover_beyond_the_stock_is_kept_with_its_shortage(event, officer):
    first, second, third = event.entitlements.order_by("number")
    for each in [first, second]:
        press(each, officer)

    answer = offline(third, officer)

    assert answer.outcome is Outcome.HANDED_OUT_OF_STOCK
    assert Conflict.objects.get().shortage == 1
    assert (on_hand(), handed(event)) == (0, 2)
    assert press(third, officer).outcome is Outcome.ALREADY
    assert list(differences()) == []


def test_who_is_held_by_a_conflict_is_not_withdrawn(event, officer, head):
    Balance.objects.update(on_hand=0)
    entitlement = event.entitlements.first()
    offline(entitlement, officer)

    with pytest.raises(actions.AlreadyHandedOver, match="konflik"):
        actions.withdraw(entitlement, reason="Pindah", by=head, at=timezone.now())


def test_who_was_withdrawn_and_got_it_all_the_same_is_a_conflict(entitlement, officer, head):
    actions.withdraw(entitlement, reason="Pindah", by=head, at=timezone.now())

    assert offline(entitlement, officer).outcome is Outcome.HANDED_TO_WITHDRAWN
    assert list(differences()) == []
    with pytest.raises(actions.Refused, match="dicabut"):
        settle(Conflict.objects.get(), Settlement.RECORDED, head)


# What the head says


@pytest.mark.parametrize(("settlement", "left"), [(Settlement.RETURNED, 1), (Settlement.LOST, 0)])
def test_the_head_says_where_the_package_is(twice, event, head, settlement, left):
    settled = settle(twice, settlement, head)

    assert (settled.settled_by, settled.settlement) == (head, settlement)
    assert (on_hand(), handed(event)) == (left, 1)
    assert Entry.objects.newest_first()[0].action == "handover.settle"
    assert list(differences()) == []


def test_what_is_gone_is_told_apart_from_what_was_handed_over(twice, event, head):
    settle(twice, Settlement.LOST, head)

    moved = Movement.objects.of(event.package, at=event.facility).per_kind()
    kinds = Movement.Kind
    assert moved[kinds.HANDED] - moved[kinds.VOIDED] == handed(event)
    assert moved[kinds.LOST] == 1


def test_a_conflict_is_settled_once_and_for_a_reason(twice, head):
    with pytest.raises(actions.ReasonMissing):
        actions.settle(twice, settlement="keluar", reason="", by=head, at=timezone.now())
    settle(twice, Settlement.LOST, head)

    with pytest.raises(actions.AlreadySettled):
        settle(twice, Settlement.RETURNED, head)


def test_the_second_one_counts_once_the_first_was_void(twice, event, officer, head):
    with pytest.raises(actions.Refused, match="penyerahan lain"):
        settle(twice, Settlement.RECORDED, head)
    first = Handover.objects.get()
    actions.void(first, reason="Salah orang", by=head, at=timezone.now(), is_head=True)

    settle(twice, Settlement.RECORDED, head)

    assert Handover.objects.valid().get().pk == twice.pk
    assert (on_hand(), handed(event)) == (1, 1)
    assert list(differences()) == []


def test_a_shortage_is_recorded_when_the_missing_packages_are_in_the_books(
    event, officer, head, facility
):
    for each in event.entitlements.all()[:2]:
        press(each, officer)
    waiting = event.entitlements.waiting().get()
    answer = offline(waiting, officer)
    conflict = Conflict.objects.get()
    with pytest.raises(actions.Refused, match="barang masuk"):
        settle(conflict, Settlement.RECORDED, head)
    receive(event.package, facility=facility, quantity=1, by=officer, at=timezone.now())

    settle(conflict, Settlement.RECORDED, head)

    assert (on_hand(), handed(event)) == (0, 3)
    assert list(differences()) == []
    [again] = hand_over([answer.operation], facility=facility, by=officer, at=timezone.now())
    assert again.outcome is Outcome.REPEATED


# Refusals


def test_a_refusal_is_kept_once_and_told_again(event, entitlement, officer):
    press(entitlement, officer, station="Meja 1")
    first = press(entitlement, officer, station="Meja 2")
    written = Entry.objects.count()
    actions.void(
        Handover.objects.get(), reason="Salah", by=officer, at=timezone.now(), is_head=True
    )

    again = hand_over([first.operation], facility=event.facility, by=officer, at=timezone.now())[0]

    facts = ["outcome", "message", "handed_at", "giver", "station"]
    assert [getattr(again, name) for name in facts] == [getattr(first, name) for name in facts]
    assert Refusal.objects.count() == 1
    assert Entry.objects.count() == written + 1


def test_other_content_under_a_known_id_is_refused_and_noted(entitlement, officer):
    first = press(entitlement, officer)

    other = press(entitlement, officer, id=first.operation.id, note="lain")

    assert other.outcome is Outcome.MISMATCH
    assert Entry.objects.newest_first()[0].details["operations"][0]["outcome"] == "mismatch"
    assert not Refusal.objects.exists()


def test_a_coupon_opens_its_own_familys_package(entitlement, officer):
    lost = entitlement.code
    actions.reissue_coupon(entitlement, reason="Hilang", by=officer, at=timezone.now())
    entitlement.refresh_from_db()

    assert press(entitlement, officer, entitlement_id=None, code=lost).outcome is (
        Outcome.REVOKED_CODE
    )
    other_event = EventFactory(facility=entitlement.facility, opened=True).pk
    by_code = {"entitlement_id": None, "code": entitlement.code}
    assert press(entitlement, officer, **by_code, event_id=other_event).outcome is (
        Outcome.WRONG_EVENT
    )
    assert press(entitlement, officer, **by_code).outcome is Outcome.HANDED
    assert list(differences()) == []


def test_a_queue_that_comes_after_the_end_clears_the_reason_for_not_coming(
    event, entitlement, officer
):
    before = timezone.now()
    actions.close_event(
        event, by=officer, at=before + timedelta(minutes=1), absences={entitlement.pk: "Sakit"}
    )

    late = press(
        entitlement,
        officer,
        is_offline=True,
        handed_at=before,
        at=before + timedelta(hours=3),
    )

    assert late.outcome is Outcome.HANDED
    entitlement.refresh_from_db()
    assert entitlement.absence_reason == ""


# The walls


def test_facts_of_a_settlement_come_together(twice, head):
    with pytest.raises(IntegrityError), transaction.atomic():
        Conflict.objects.update(settled_at=timezone.now())


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda: Movement.objects.filter(handover_id=kept()).delete(), "tidak ada mutasi keluar"),
        (lambda: Conflict.objects.update(is_taken=False), "ada mutasi keluarnya"),
        (lambda: Refusal.objects.create(**refused()), "juga dicatat"),
        (lambda: MovementFactory(**strayed()), "tertulis keluar"),
    ],
    ids=["ledger", "taken", "refused", "lost"],
)
def test_what_was_changed_by_hand_is_named(twice, spoil, sentence):
    spoil()

    assert any(sentence in line for line in differences())


def kept():
    return Conflict.objects.get().pk


def strayed():
    return {
        "facility": Conflict.objects.get().facility,
        "package": Conflict.objects.get().entitlement.package,
        "kind": Movement.Kind.LOST,
        "quantity": -1,
        "handover_id": kept(),
    }


def refused():
    conflict = Conflict.objects.get()
    return {
        "operation_id": conflict.pk,
        "facility": conflict.facility,
        "recorded_at": timezone.now(),
        "recorded_by": conflict.recorded_by,
        "outcome": "already",
    }


# On screen


def test_the_head_finds_the_conflict_and_settles_it(client, twice, event, officer, head):
    client.force_login(head)
    found = reverse("handovers:conflict_list", args=[event.pk])
    assert found in client.get(reverse("dashboards:home")).text
    assert found in client.get(event.get_absolute_url()).text
    settling = reverse("handovers:settle", args=[twice.pk])
    assert settling in client.get(found).text
    assert "Meja 1" in client.get(settling).text

    assert "Bidang ini tidak boleh kosong" in client.post(settling, {"reason": "Dicek"}).text
    response = client.post(settling, {"reason": "Dicek", "settlement": "kembali"}, follow=True)

    twice.refresh_from_db()
    assert twice.settlement == Settlement.RETURNED
    assert "Paket kembali ke stok" in response.text
    assert client.post(settling, {"reason": "Dicek", "settlement": "keluar"}).url == found
    assert found not in client.get(reverse("dashboards:home")).text


def test_an_officer_sees_the_conflict_and_settles_nothing(client, twice, event, officer):
    client.force_login(officer)

    page = client.get(reverse("handovers:conflict_list", args=[event.pk])).text

    assert "Diserahkan dua kali" in page
    assert "Selesaikan" not in page


def test_nothing_is_reported_while_a_conflict_is_open(twice, event, officer, head):
    actions.close_event(event, by=officer, at=timezone.now())

    with pytest.raises(actions.StillUnsettled):
        actions.report_event(event, by=head, at=timezone.now())
    settle(twice, Settlement.LOST, head)
    assert actions.report_event(event, by=head, at=timezone.now()).state == "dilaporkan"
