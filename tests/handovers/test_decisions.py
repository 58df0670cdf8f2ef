"""Who gets the package, decided without a database."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansos.handovers.decisions import AHEAD, LATE, decide
from bansos.handovers.models import Event, Handover
from bansos.handovers.operations import Fact, Operation, Outcome, Right, Scene

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

    assert again.outcome is Outcome.MISMATCH
    assert "Rekan" not in again.message
    assert again.handed_at is None


def test_an_entitlement_of_another_facility_is_unknown():
    assert answer(press(99), scene(right(1))).outcome is Outcome.UNKNOWN


def test_what_was_withdrawn_is_not_handed_over():
    assert answer(press(1), scene(right(1, is_withdrawn=True))).outcome is Outcome.WITHDRAWN


@pytest.mark.parametrize("state", [state for state in Event.State if state != Event.State.OPEN])
def test_only_an_open_event_hands_over(state):
    over = {Event.State.CLOSED, Event.State.REPORTED}
    expected = Outcome.CLOSED if state in over else Outcome.NOT_OPEN

    assert answer(press(1), scene(right(1, event_state=state))).outcome is expected


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


def test_a_clock_that_runs_a_little_ahead_is_set_back_to_the_servers():
    ahead = press(1, handed_at=NOW + AHEAD)

    assert answer(ahead, scene(right(1))).handed_at == NOW


@pytest.mark.parametrize(
    "moment", [NOW + AHEAD + timedelta(seconds=1), NOW - timedelta(days=1)], ids=["ahead", "behind"]
)
@pytest.mark.parametrize("is_offline", [True, False])
def test_a_time_outside_the_event_is_refused(moment, is_offline):
    odd = press(1, handed_at=moment, is_offline=is_offline)

    refused = answer(odd, scene(right(1, begins_at=NOW - timedelta(hours=6))))

    assert refused.outcome is Outcome.BAD_TIME
    assert "jam perangkat" in refused.message


@pytest.mark.parametrize(
    ("wrong", "outcome", "word"),
    [
        ({"kind": "hadiah"}, Outcome.INVALID, "Jenis"),
        ({"kind": Handover.Kind.SYMBOLIC}, Outcome.INCOMPLETE_SYMBOLIC, "simbolis"),
        ({"handed_by_id": 8}, Outcome.INVALID, "Pejabat"),
        ({"proxy_name": "Wakil Contoh"}, Outcome.INCOMPLETE_PROXY, "Wakil"),
        ({"proxy_number": "3"}, Outcome.INCOMPLETE_PROXY, "Wakil"),
        (
            {"proxy_relation": "kakak", "proxy_document": "ktp"},
            Outcome.INCOMPLETE_PROXY,
            "Wakil",
        ),
        (
            {"proxy_name": "A", "proxy_relation": "kakak", "proxy_document": "kitab"},
            Outcome.INVALID,
            "Dokumen",
        ),
        ({"station": "m" * 41}, Outcome.INVALID, "terlalu panjang"),
        ({"station": "Meja\0"}, Outcome.INVALID, "karakter"),
        ({"note": "k" * 301}, Outcome.INVALID, "terlalu panjang"),
        (
            {
                "proxy_name": "A",
                "proxy_relation": "kakak",
                "proxy_document": "ktp",
                "proxy_number": "9" * 51,
            },
            Outcome.INVALID,
            "Nomor identitas",
        ),
    ],
)
def test_a_wrong_operation_is_refused_in_words(wrong, outcome, word):
    for is_offline in [False, True]:
        refused = answer(press(1, **wrong, is_offline=is_offline), scene(right(1)))

        assert refused.outcome is outcome
        assert word in refused.message


# What a coupon opens


CODE, LOST = "7K2MQ9ABC0D1X", "ABC234"


def test_a_coupon_is_as_good_as_a_name():
    given_now = answer(press(None, code=CODE), scene(right(1, code=CODE)))

    assert (given_now.outcome, given_now.entitlement_id) == (Outcome.HANDED, 1)


def test_a_coupon_nobody_knows_opens_nothing():
    assert answer(press(None, code=CODE), scene(right(1))).outcome is Outcome.UNKNOWN_CODE


def test_a_coupon_that_was_replaced_is_told_apart_from_an_unknown_one():
    stage = scene(right(1, code=CODE), revoked={LOST})

    assert answer(press(None, code=LOST), stage).outcome is Outcome.REVOKED_CODE


def test_a_device_hands_over_for_its_own_event_alone():
    stage = scene(right(1, code=CODE, event_id=6))

    refused = answer(press(None, code=CODE, event_id=5), stage)

    assert refused.outcome is Outcome.WRONG_EVENT
    assert refused.entitlement_id is None


def test_of_two_events_with_one_code_it_is_the_devices_own():
    stage = scene(right(1, code=LOST, event_id=6), right(2, code=LOST, event_id=5))

    assert answer(press(None, code=LOST, event_id=5), stage).entitlement_id == 2


def test_a_place_that_went_to_another_family_is_told_so():
    replaced = right(1, is_withdrawn=True, is_replaced=True)

    assert answer(press(1), scene(replaced)).outcome is Outcome.REPLACED


# The same id again


def test_the_same_id_with_other_content_is_refused():
    stage = scene(right(1))
    first = press(1)
    answer(first, stage)

    other = answer(press(1, id=first.id, note="lain"), stage)

    assert (other.outcome, other.giver) == (Outcome.MISMATCH, "")


def test_a_queue_may_be_sent_by_another_device():
    stage = scene(right(1))
    first = press(1, station="Meja 1")
    answer(first, stage)

    again = answer(press(1, id=first.id, station="Meja 2", is_offline=True), stage)

    assert (again.outcome, again.station) == (Outcome.REPEATED, "Meja 1")


def test_a_refusal_stays_what_it_was_whatever_has_changed_since():
    stage = scene(right(1), on_hand=0)
    refused = answer(press(1), stage)
    stage.on_hand[RICE] = 5

    again = answer(refused.operation, stage)

    assert (again.outcome, again.message) == (Outcome.OUT_OF_STOCK, refused.message)
    assert again.is_repeat


# What happened out of reach


def offline(entitlement_id, **changes):
    return press(entitlement_id, **{"is_offline": True, "handed_at": NOW, **changes})


def test_a_second_handover_out_of_reach_is_kept_and_takes_from_the_stock():
    stage = scene(right(1), on_hand=3, earlier=[fact(1, station="Meja 1")])

    kept = answer(offline(1, station="Meja 2"), stage)

    assert kept.outcome is Outcome.HANDED_TWICE
    assert (kept.giver, kept.station) == ("Rekan Contoh", "Meja 1")
    assert kept.is_taken
    assert stage.on_hand[RICE] == 2


def test_a_handover_out_of_reach_to_who_was_withdrawn_is_kept():
    assert answer(offline(1), scene(right(1, is_withdrawn=True))).outcome is (
        Outcome.HANDED_TO_WITHDRAWN
    )


def test_a_handover_out_of_reach_beyond_the_stock_is_kept_and_stock_is_not_below_zero():
    stage = scene(right(1, quantity=4), right(2), on_hand=3)

    kept = answer(offline(1), stage)

    assert (kept.outcome, kept.is_taken) == (Outcome.HANDED_OUT_OF_STOCK, False)
    assert stage.on_hand[RICE] == 3
    assert answer(press(1), stage).outcome is Outcome.ALREADY
    assert answer(offline(1), stage).outcome is Outcome.HANDED_TWICE


@pytest.mark.parametrize(
    ("closed_ago", "happened_ago", "is_offline", "outcome"),
    [
        (timedelta(hours=1), timedelta(hours=2), True, Outcome.HANDED),
        (LATE, LATE, True, Outcome.HANDED),
        (LATE + timedelta(seconds=1), LATE + timedelta(hours=1), True, Outcome.CLOSED),
        (timedelta(hours=1), timedelta(minutes=59), True, Outcome.CLOSED),
        (timedelta(hours=1), timedelta(hours=2), False, Outcome.CLOSED),
    ],
    ids=["in time", "just in time", "too late", "after the end", "within reach"],
)
def test_after_the_end_a_queue_still_brings_what_was_before(
    closed_ago, happened_ago, is_offline, outcome
):
    over = right(1, event_state=Event.State.CLOSED, closed_at=NOW - closed_ago)

    late = answer(press(1, handed_at=NOW - happened_ago, is_offline=is_offline), scene(over))

    assert late.outcome is outcome


WEEK = timedelta(days=7)


def closed(ago, **changes):
    facts = {"event_state": Event.State.CLOSED, "closed_at": NOW - ago}
    return right(1, **facts | {"late_until": NOW - ago + WEEK} | changes)


def late(kind=Handover.Kind.LATE, **changes):
    return press(1, kind=kind, **changes)


@pytest.mark.parametrize("kind", [Handover.Kind.LATE, Handover.Kind.HOME])
def test_who_did_not_come_may_come_late_or_have_it_brought(kind):
    assert answer(late(kind), scene(closed(timedelta(days=3)))).outcome is Outcome.HANDED


@pytest.mark.parametrize("kind", [Handover.Kind.REGULAR, Handover.Kind.SYMBOLIC])
def test_after_the_end_nothing_is_given_as_if_it_were_the_day_itself(kind):
    refused = answer(late(kind, handed_by_id=7), scene(closed(timedelta(days=3))))

    assert refused.outcome is Outcome.CLOSED
    assert refused.message == "Kegiatan ini sudah ditutup. Serahkan sebagai susulan."


@pytest.mark.parametrize(
    ("right", "said"),
    [
        (closed(WEEK + timedelta(seconds=1)), "Kegiatan ini sudah ditutup."),
        (closed(timedelta(days=1), late_until=None), "Kegiatan ini sudah ditutup."),
        (
            closed(timedelta(days=1), event_state=Event.State.REPORTED),
            "Kegiatan ini sudah ditutup.",
        ),
    ],
    ids=["after the late days", "without late days", "reported"],
)
def test_there_is_an_end_to_coming_late(right, said):
    refused = answer(late(), scene(right))

    assert (refused.outcome, refused.message) == (Outcome.CLOSED, said)


@pytest.mark.parametrize(
    ("sent_after", "happened_after", "outcome"),
    [
        (LATE, timedelta(0), Outcome.HANDED),
        (LATE, timedelta(seconds=1), Outcome.CLOSED),
        (LATE + timedelta(seconds=1), timedelta(0), Outcome.CLOSED),
    ],
    ids=["just in time", "after the late days", "sent too late"],
)
def test_a_queue_still_brings_what_was_given_in_the_late_days(sent_after, happened_after, outcome):
    ended = NOW - sent_after
    over = closed(WEEK + sent_after, late_until=ended)
    kept = late(handed_at=ended + happened_after, is_offline=True)

    assert answer(kept, scene(over)).outcome is outcome


def test_nobody_is_late_while_the_event_goes_on():
    assert answer(late(), scene(right(1))).outcome is Outcome.NOT_LATE


def test_what_was_given_late_stays_so_when_the_hall_opens_again():
    kept = late(is_offline=True, handed_at=NOW - timedelta(hours=1))

    assert answer(kept, scene(right(1))).outcome is Outcome.HANDED


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 8)), max_size=40), st.integers(0, 6))
def test_whatever_is_pressed_nobody_gets_two_and_stock_stays_above_zero(presses, on_hand):
    ids = [uuid4() for _ in range(9)]
    stage = scene(*(right(pk, quantity=1 + pk % 2) for pk in range(1, 6)), on_hand=on_hand)

    answers = decide([press(pk, id=ids[which]) for pk, which in presses], stage)

    handed = [a.operation.entitlement_id for a in answers if a.outcome is Outcome.HANDED]
    assert len(handed) == len(set(handed))
    assert stage.on_hand[RICE] == on_hand - sum(1 + pk % 2 for pk in handed) >= 0
    assert len(answers) == len(presses)
