"""Who gets the package, decided without a database."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansos.handovers.decisions import Fact, Operation, Outcome, Right, Scene, decide
from bansos.handovers.models import Event, Handover

NOW = datetime(2024, 12, 24, 2, 42, tzinfo=UTC)
HERE, ELSEWHERE = 1, 2
RICE, SUGAR = 10, 11


def right(pk, **changes):
    facts = {
        "id": pk,
        "event_id": 5,
        "event_state": Event.State.OPEN,
        "package_id": RICE,
        "quantity": 1,
        "is_withdrawn": False,
    }
    return Right(**(facts | changes))


def scene(*rights, on_hand=10, earlier=(), **changes):
    stage = Scene(
        facility_id=HERE,
        zone=ZoneInfo("Asia/Makassar"),
        at=NOW,
        giver="Siti Contoh",
        rights={r.id: r for r in rights},
        on_hand={RICE: on_hand, SUGAR: on_hand},
        officials={7: "Pejabat Contoh"},
        **changes,
    )
    for fact in earlier:
        stage.add(fact)
    return stage


def press(entitlement_id, **changes):
    return Operation(
        id=changes.pop("id", None) or uuid4(), entitlement_id=entitlement_id, **changes
    )


def fact(entitlement_id, **changes):
    facts = {
        "operation_id": uuid4(),
        "facility_id": HERE,
        "entitlement_id": entitlement_id,
        "handed_at": NOW,
        "giver": "Rekan Contoh",
        "is_valid": True,
    }
    return Fact(**(facts | changes))


def answer(operation, stage):
    [only] = decide([operation], stage)
    return only


def test_a_waiting_package_is_handed_over():
    given_now = answer(press(1), scene(right(1)))

    assert given_now.outcome is Outcome.HANDED
    assert given_now.message == "Diserahkan pukul 10.42 oleh Siti Contoh."
    assert given_now.is_done


def test_the_second_one_is_told_when_and_by_whom():
    late = answer(press(1), scene(right(1), earlier=[fact(1)]))

    assert late.outcome is Outcome.ALREADY
    assert late.message == "Sudah diserahkan pukul 10.42 oleh Rekan Contoh."
    assert not late.is_done


def test_a_handover_of_another_day_is_told_with_its_date():
    yesterday = fact(1, handed_at=NOW - timedelta(days=1))

    late = answer(press(1), scene(right(1), earlier=[yesterday]))

    assert "pada 23 Desember 2024 pukul 10.42" in late.message


def test_a_retry_gets_the_first_result():
    first = fact(1)

    again = answer(press(1, id=first.operation_id), scene(right(1), earlier=[first]))

    assert again.outcome is Outcome.REPEATED
    assert again.giver == "Rekan Contoh"
    assert again.is_done


def test_a_retry_of_what_was_voided_does_not_hand_over_again():
    first = fact(1, is_valid=False)

    again = answer(press(1, id=first.operation_id), scene(right(1), earlier=[first]))

    assert again.outcome is Outcome.VOIDED
    assert not again.is_done


def test_after_a_void_a_new_operation_may_hand_over():
    assert answer(press(1), scene(right(1), earlier=[fact(1, is_valid=False)])).is_done


@pytest.mark.parametrize(
    "first", [fact(1, facility_id=ELSEWHERE), fact(2)], ids=["elsewhere", "another family"]
)
def test_an_operation_id_of_somebody_else_tells_nothing(first):
    again = answer(press(1, id=first.operation_id), scene(right(1), earlier=[first]))

    assert again.outcome is Outcome.INVALID
    assert "Rekan" not in again.message
    assert again.handed_at is None


def test_an_entitlement_of_another_facility_is_unknown():
    assert answer(press(99), scene(right(1))).outcome is Outcome.UNKNOWN


def test_what_was_withdrawn_is_not_handed_over():
    assert answer(press(1), scene(right(1, is_withdrawn=True))).outcome is Outcome.WITHDRAWN


@pytest.mark.parametrize("state", [state for state in Event.State if state != Event.State.OPEN])
def test_only_an_open_event_hands_over(state):
    assert answer(press(1), scene(right(1, event_state=state))).outcome is Outcome.NOT_OPEN


def test_an_empty_store_is_told_in_numbers():
    refused = answer(press(1), scene(right(1, quantity=4), on_hand=3))

    assert refused.outcome is Outcome.OUT_OF_STOCK
    assert refused.message == "Stok tidak cukup: tersisa 3, diperlukan 4."


def test_the_last_package_goes_to_the_first_in_a_batch():
    first, second = decide([press(1), press(2)], scene(right(1), right(2), on_hand=1))

    assert (first.outcome, second.outcome) == (Outcome.HANDED, Outcome.OUT_OF_STOCK)


def test_packages_do_not_stand_in_for_each_other():
    stage = scene(right(1), right(2, package_id=SUGAR), on_hand=1)

    assert all(a.is_done for a in decide([press(1), press(2)], stage))


def test_two_presses_for_one_family_in_a_batch_hand_over_once():
    first, second = decide([press(1), press(1)], scene(right(1)))

    assert (first.outcome, second.outcome) == (Outcome.HANDED, Outcome.ALREADY)


def test_a_symbolic_handover_names_the_official():
    named = press(1, kind=Handover.Kind.SYMBOLIC, handed_by_id=7)

    assert answer(named, scene(right(1))).giver == "Pejabat Contoh"


def test_a_clock_that_runs_ahead_is_set_back_to_the_servers():
    ahead = press(1, handed_at=NOW + timedelta(hours=5))

    assert answer(ahead, scene(right(1))).handed_at == NOW


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"kind": "hadiah"}, "Jenis"),
        ({"kind": Handover.Kind.SYMBOLIC}, "simbolis"),
        ({"handed_by_id": 8}, "Pejabat"),
        ({"proxy_name": "Wakil Contoh"}, "Wakil"),
        ({"proxy_relation": "kakak", "proxy_document": "ktp"}, "Wakil"),
        ({"proxy_name": "A", "proxy_relation": "kakak", "proxy_document": "kitab"}, "Dokumen"),
        ({"station": "m" * 41}, "terlalu panjang"),
        ({"station": "Meja\0"}, "karakter"),
        ({"proxy_number": "9" * 51}, "Nomor identitas"),
    ],
)
def test_a_wrong_operation_is_refused_in_words(wrong, word):
    refused = answer(press(1, **wrong), scene(right(1)))

    assert refused.outcome is Outcome.INVALID
    assert word in refused.message


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 8)), max_size=40), st.integers(0, 6))
def test_whatever_is_pressed_nobody_gets_two_and_stock_stays_above_zero(presses, on_hand):
    ids = [uuid4() for _ in range(9)]
    stage = scene(*(right(pk, quantity=1 + pk % 2) for pk in range(1, 6)), on_hand=on_hand)

    answers = decide([press(pk, id=ids[which]) for pk, which in presses], stage)

    handed = [a.operation.entitlement_id for a in answers if a.outcome is Outcome.HANDED]
    assert len(handed) == len(set(handed))
    assert stage.on_hand[RICE] == on_hand - sum(1 + pk % 2 for pk in handed) >= 0
    assert len(answers) == len(presses)
