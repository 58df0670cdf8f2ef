"""The hall opens and closes, the certificate gets its number, and a mistake is taken back."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from bansos.audit import trail
from bansos.audit.models import Entry
from bansos.handovers import actions
from bansos.handovers.models import Event, Handover, Tally
from bansos.stock.models import Balance, Movement
from tests.factories import OfficialFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, HandoverFactory
from tests.handovers.threads import all_at_once
from tests.stock.factories import BalanceFactory

AT = datetime(2024, 12, 24, 1, 30, tzinfo=UTC)
DEEDS = {
    "frozen": actions.open_event,
    "opened": actions.close_event,
    "closed": actions.report_event,
}


@pytest.fixture
def event(facility):
    return EventFactory(facility=facility, opened=True)


@pytest.mark.parametrize(
    ("before", "after"), [("frozen", "OPEN"), ("opened", "CLOSED"), ("closed", "REPORTED")]
)
def test_the_day_goes_one_step_after_the_other(facility, officer, before, after):
    event = EventFactory(facility=facility, **{before: True})

    DEEDS[before](event, by=officer, at=AT)

    event.refresh_from_db()
    assert event.state == Event.State[after]
    step = {"OPEN": "opened", "CLOSED": "closed", "REPORTED": "reported"}[after]
    assert (getattr(event, f"{step}_by"), getattr(event, f"{step}_at")) == (officer, AT)
    assert Entry.objects.about(event).count() == 1


@pytest.mark.parametrize("state", ["submitted", "frozen", "opened", "closed", "reported"])
@pytest.mark.parametrize("deed", DEEDS.values(), ids=lambda deed: deed.__name__)
def test_no_step_is_left_out_or_taken_twice(facility, officer, state, deed):
    if deed is DEEDS.get(state):
        return
    event = EventFactory(facility=facility, **{state: True})
    before = event.state

    with pytest.raises(actions.WrongState):
        deed(event, by=officer, at=AT)

    event.refresh_from_db()
    assert event.state == before


def test_who_did_not_come_stays_visible_with_the_reason(event, officer):
    HandoverFactory(entitlement__event=event)
    ill, unknown = EntitlementFactory.create_batch(2, event=event)

    actions.close_event(event, absences={ill.pk: " Sakit "}, by=officer, at=AT)

    reasons = dict(event.entitlements.waiting().values_list("pk", "absence_reason"))
    assert reasons == {ill.pk: "Sakit", unknown.pk: ""}
    assert Entry.objects.about(event).get().details == {"absent": 2}


def test_reasons_for_other_rows_are_not_taken(event, officer):
    came = HandoverFactory(entitlement__event=event).entitlement
    elsewhere = EntitlementFactory(event__opened=True)

    actions.close_event(
        event, absences={came.pk: "Sakit", elsewhere.pk: "Sakit", 2**70: "Sakit"}, by=officer, at=AT
    )

    for entitlement in [came, elsewhere]:
        entitlement.refresh_from_db()
        assert entitlement.absence_reason == ""


def test_a_reason_too_long_or_with_a_nul_does_no_harm(event, officer):
    absent = EntitlementFactory(event=event)

    actions.close_event(event, absences={absent.pk: "\0" + "a" * 999}, by=officer, at=AT)

    absent.refresh_from_db()
    assert absent.absence_reason == "a" * 200


def test_reopened_by_the_head_packages_can_be_handed_over_again(event, officer, head):
    late = EntitlementFactory(event=event)
    BalanceFactory(facility=event.facility, package=event.package)
    actions.close_event(event, absences={late.pk: "Terlambat"}, by=officer, at=AT)

    actions.reopen_event(event, reason="Keluarga datang", by=head, at=AT)
    assert give(late, officer) is actions.Outcome.HANDED
    actions.close_event(event, by=officer, at=AT)

    event.refresh_from_db()
    assert event.state == Event.State.CLOSED
    late.refresh_from_db()
    assert late.absence_reason == ""
    entry = Entry.objects.filter(action="event.reopen").get()
    assert entry.details == {"reason": "Keluarga datang"}


def test_reasons_are_kept_over_a_second_closing(event, officer, head):
    absent = EntitlementFactory(event=event)
    actions.close_event(event, absences={absent.pk: "Sakit"}, by=officer, at=AT)
    actions.reopen_event(event, reason="Keluarga lain datang", by=head, at=AT)

    actions.close_event(event, by=officer, at=AT)

    absent.refresh_from_db()
    assert absent.absence_reason == "Sakit"


def test_a_closed_event_is_not_reopened_without_a_reason(facility, head):
    with pytest.raises(actions.ReasonMissing):
        closed = EventFactory(facility=facility, closed=True)
        actions.reopen_event(closed, reason=" ", by=head, at=AT)


def test_a_reported_event_is_not_reopened(facility, head):
    with pytest.raises(actions.WrongState):
        reported = EventFactory(facility=facility, reported=True)
        actions.reopen_event(reported, reason="Ada yang lupa", by=head, at=AT)


def give(entitlement, user, **more):
    operation = actions.Operation(id=uuid4(), entitlement_id=entitlement.pk, **more)
    [answer] = actions.hand_over([operation], facility=entitlement.facility, by=user, at=AT)
    return answer.outcome


@pytest.fixture
def entitlement(event):
    BalanceFactory(facility=event.facility, package=event.package, on_hand=5)
    return EntitlementFactory(event=event, quantity=2)


@pytest.fixture
def handover(entitlement, officer):
    give(entitlement, officer)
    return Handover.objects.get()


def void(handover, by, *, minutes=1, is_head=False, reason="Salah tekan"):
    at = AT + timedelta(minutes=minutes)
    return actions.void(handover, reason=reason, by=by, at=at, is_head=is_head)


def counted(event):
    tally = Tally.objects.get(event=event)
    return tally.handed, tally.handed_packages, tally.symbolic, tally.by_proxy


def test_void_keeps_the_row_and_brings_the_packages_back(handover, officer):
    void(handover, officer)

    handover.refresh_from_db()
    assert not handover.is_valid
    assert (handover.voided_by, handover.voided_reason) == (officer, "Salah tekan")
    assert Balance.objects.get().on_hand == 5
    assert counted(handover.event) == (0, 0, 0, 0)
    back = Movement.objects.get(kind=Movement.Kind.VOIDED)
    assert (back.quantity, back.handover_id) == (2, handover.pk)
    assert Movement.objects.on_hand() == 5


def test_after_a_void_the_package_can_be_handed_over_again(handover, entitlement, officer):
    void(handover, officer)

    assert give(entitlement, officer) is actions.Outcome.HANDED
    assert counted(handover.event) == (1, 2, 0, 0)


def test_symbolic_and_proxy_are_counted_back_too(entitlement, officer):
    give(
        entitlement,
        officer,
        kind=Handover.Kind.SYMBOLIC,
        handed_by_id=OfficialFactory(facility=entitlement.facility).pk,
        proxy_name="Wakil Contoh",
        proxy_relation="Adik",
        proxy_document=Handover.Document.KTP,
    )
    assert counted(entitlement.event) == (1, 2, 1, 1)

    void(Handover.objects.get(), officer)

    assert counted(entitlement.event) == (0, 0, 0, 0)


def test_after_fifteen_minutes_the_officer_comes_too_late(handover, officer):
    with pytest.raises(actions.VoidRefused, match="15 menit"):
        void(handover, officer, minutes=16)

    assert Handover.objects.valid().exists()
    assert not Entry.objects.filter(action="handover.void").exists()


def test_within_fifteen_minutes_to_the_minute_it_is_not_too_late(handover, officer):
    assert not void(handover, officer, minutes=15).is_valid


def test_another_officer_does_not_void_it(handover, head):
    with pytest.raises(actions.VoidRefused):
        void(handover, head)


def test_the_head_voids_it_at_any_time(handover, head, officer):
    actions.close_event(handover.event, by=officer, at=AT)

    assert not void(handover, head, minutes=3 * 24 * 60, is_head=True).is_valid


def test_a_handover_is_not_voided_without_a_reason(handover, officer):
    with pytest.raises(actions.ReasonMissing):
        void(handover, officer, reason="")


def test_what_is_void_is_not_voided_again(handover, officer):
    void(handover, officer)

    with pytest.raises(
        actions.VoidRefused, match=r"sudah dibatalkan 24 Desember 2024 pukul 09\.31"
    ):
        void(handover, officer, minutes=2)

    assert Balance.objects.get().on_hand == 5


def test_the_trail_tells_of_a_void_by_its_ids(handover, officer):
    void(handover, officer)

    entry = Entry.objects.about(handover).get()
    assert entry.details == {"entitlement": handover.entitlement_id, "reason": "Salah tekan"}


@pytest.mark.django_db(transaction=True)
def test_eight_who_void_at_once_bring_one_package_back():
    event = EventFactory(opened=True)
    BalanceFactory(facility=event.facility, package=event.package, on_hand=5)
    give(EntitlementFactory(event=event), event.opened_by)
    handover = Handover.objects.get()

    done = all_at_once(*[lambda: void(handover, event.opened_by)] * 8)

    assert sum(isinstance(each, Handover) for each in done) == 1
    assert sum(isinstance(each, actions.VoidRefused) for each in done) == 7
    assert Balance.objects.get().on_hand == 5
    assert counted(event) == (0, 0, 0, 0)
    assert list(trail.verify()) == []
