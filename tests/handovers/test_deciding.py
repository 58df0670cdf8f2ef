"""The list is submitted by one person, frozen by another, and then only changed with a reason."""

from datetime import UTC, datetime
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from bansos.audit import trail
from bansos.audit.models import Entry
from bansos.handovers import actions
from bansos.handovers.actions import deciding, standing
from bansos.handovers.models import Claim, Entitlement, Event, Handover, Tally
from recipients.models import Recipient
from tests.factories import FacilityFactory, OfficialFactory, UserFactory
from tests.handovers.factories import (
    EntitlementFactory,
    EventFactory,
    FamilyFactory,
    HandoverFactory,
)
from tests.handovers.threads import all_at_once
from tests.recipients.factories import MemberFactory
from tests.stock.factories import BalanceFactory

AT = datetime(2024, 12, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def draft(facility):
    event = EventFactory(facility=facility)
    EntitlementFactory(event=event, recipient__name="Dewi Contoh", recipient__facility=facility)
    return event


@pytest.fixture
def submitted(draft, officer):
    return actions.submit(draft, by=officer, at=AT)


@pytest.fixture
def frozen(submitted, head):
    return actions.freeze(submitted, by=head, at=AT)


@pytest.fixture
def entitlement(frozen):
    return frozen.entitlements.get()


@pytest.fixture
def other_family(facility):
    return FamilyFactory(facility=facility, name="Siti Contoh")


def tally(event):
    counted = Tally.objects.get(event=event)
    return counted.entitled, counted.entitled_packages


def test_the_officer_submits_the_list(draft, officer):
    event = actions.submit(draft, by=officer, at=AT)

    event.refresh_from_db()
    assert event.is_submitted
    assert (event.submitted_by, event.submitted_at) == (officer, AT)
    assert Entry.objects.about(event).get().details == {"entitled": 1}


def test_an_empty_list_is_not_submitted(facility, officer):
    with pytest.raises(actions.EmptyList):
        actions.submit(EventFactory(facility=facility), by=officer, at=AT)


def test_a_list_is_submitted_once(submitted, officer):
    with pytest.raises(actions.WrongState, match="diajukan"):
        actions.submit(submitted, by=officer, at=AT)


def test_sent_back_the_list_is_a_draft_again_with_the_reason(submitted, head, officer):
    actions.send_back(submitted, reason="Lengkapi alamat", by=head, at=AT)

    submitted.refresh_from_db()
    assert submitted.is_draft
    assert (submitted.submitted_by, submitted.submitted_at) == (None, None)
    assert submitted.sent_back_reason == "Lengkapi alamat"
    actions.submit(submitted, by=officer, at=AT)
    submitted.refresh_from_db()
    assert submitted.sent_back_reason == ""


def test_a_list_is_not_sent_back_without_a_reason(submitted, head):
    with pytest.raises(actions.ReasonMissing):
        actions.send_back(submitted, reason="", by=head, at=AT)


def test_the_head_freezes_what_the_officer_submitted(submitted, head):
    event = actions.freeze(submitted, by=head, at=AT)

    event.refresh_from_db()
    assert event.is_frozen
    assert (event.frozen_by, event.frozen_at) == (head, AT)
    assert tally(event) == (1, 1)


def test_nobody_freezes_what_they_submitted(draft, head):
    event = actions.submit(draft, by=head, at=AT)

    with pytest.raises(actions.SamePerson):
        actions.freeze(event, by=head, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(frozen_by=head, frozen_at=AT)


def test_numbers_follow_the_names(facility, officer, head):
    event = EventFactory(facility=facility)
    for name in ["Wati Contoh", "ani Contoh", "Budi Contoh", "Ani Contoh"]:
        EntitlementFactory(event=event, recipient__name=name)
    actions.submit(event, by=officer, at=AT)

    actions.freeze(event, by=head, at=AT)

    names = event.entitlements.order_by("number").values_list("number", "name")
    assert [number for number, _ in names] == [1, 2, 3, 4]
    assert [name.lower().split()[0] for _, name in names] == ["ani", "ani", "budi", "wati"]


def test_packages_of_an_institution_are_counted_too(draft, officer, head):
    EntitlementFactory(event=draft, quantity=20)
    actions.submit(draft, by=officer, at=AT)

    actions.freeze(draft, by=head, at=AT)

    assert tally(draft) == (2, 21)


def test_the_paper_tells_what_the_register_knew_when_the_list_was_frozen(submitted, head):
    recipient = submitted.entitlements.get().recipient
    recipient.name, recipient.address = "Dewi Baru", "Jalan Baru"
    recipient.save()

    actions.freeze(submitted, by=head, at=AT)
    entitlement = submitted.entitlements.get()
    assert (entitlement.name, entitlement.address) == ("Dewi Baru", recipient.full_address)
    assert entitlement.search_name == Recipient.objects.get(pk=recipient.pk).search_name

    recipient.name = "Dewi Kemudian"
    recipient.save()
    entitlement.refresh_from_db()
    assert entitlement.name == "Dewi Baru"


def test_a_family_that_lost_its_verification_holds_the_list_back(submitted, head):
    Recipient.objects.update(verified_at=None, verified_by=None)

    with pytest.raises(actions.NotVerified, match="Dewi Contoh belum diverifikasi"):
        actions.freeze(submitted, by=head, at=AT)

    submitted.refresh_from_db()
    assert submitted.is_submitted
    assert submitted.frozen_by is None


def test_many_faults_are_told_by_three_and_a_number(draft, officer, head):
    EntitlementFactory.create_batch(6, event=draft)
    actions.submit(draft, by=officer, at=AT)
    Recipient.objects.update(verified_at=None, verified_by=None)

    with pytest.raises(actions.NotVerified, match="Dan 4 lagi"):
        actions.freeze(draft, by=head, at=AT)


def test_a_kinship_that_came_to_light_later_is_claimed_at_freezing(submitted, head):
    recipient = submitted.entitlements.get().recipient
    child = MemberFactory(recipient=recipient)

    actions.freeze(submitted, by=head, at=AT)

    assert Claim.objects.filter(mark=child.nik_index).exists()


def test_a_number_that_was_corrected_is_no_longer_claimed(submitted, head):
    recipient = submitted.entitlements.get().recipient
    old = recipient.kk_index
    recipient.kk = "6301990101299999"
    recipient.save()

    actions.freeze(submitted, by=head, at=AT)

    marks = set(Claim.objects.values_list("mark", flat=True))
    assert recipient.kk_index in marks
    assert old not in marks


def test_a_double_that_came_to_light_later_holds_the_list_back(submitted, head):
    there = FacilityFactory(short_name="Lapas Lain")
    elsewhere = EventFactory(facility=there, campaign=submitted.campaign, package=submitted.package)
    holder = EntitlementFactory(event=elsewhere)
    recipient = submitted.entitlements.get().recipient
    recipient.kk = holder.recipient.kk
    recipient.save()

    with pytest.raises(actions.AlreadyEntitled, match=r"Dewi Contoh: .* Lapas Lain"):
        actions.freeze(submitted, by=head, at=AT)


def test_an_exempted_family_elsewhere_does_not_hold_the_list_back(submitted, head):
    recipient = submitted.entitlements.get().recipient
    elsewhere = EventFactory(campaign=submitted.campaign, package=submitted.package)
    other = FamilyFactory(facility=elsewhere.facility, kk=recipient.kk)
    EntitlementFactory(event=elsewhere, recipient=other, exempted=True)

    assert actions.freeze(submitted, by=head, at=AT).is_frozen


def test_an_exempted_family_here_is_frozen_in_spite_of_its_double(draft, officer, head):
    elsewhere = EventFactory(campaign=draft.campaign, package=draft.package)
    holder = EntitlementFactory(event=elsewhere)
    same = FamilyFactory(facility=draft.facility, kk=holder.recipient.kk)
    EntitlementFactory(event=draft, recipient=same, exempted=True)
    actions.submit(draft, by=officer, at=AT)

    actions.freeze(draft, by=head, at=AT)

    assert tally(draft) == (2, 2)
    assert Claim.objects.filter(is_exempted=True, mark=same.kk_index).count() == 1


def reads(event, by):
    with CaptureQueriesContext(connection) as queries:
        actions.freeze(event, by=by, at=AT)
    written = ("INSERT", 'UPDATE "handovers_entitlement"')
    return [query["sql"] for query in queries if not query["sql"].startswith(written)]


def test_freezing_a_long_list_takes_no_more_reads_than_a_short_one(facility, officer, head):
    short, long = EventFactory.create_batch(2, facility=facility)
    EntitlementFactory.create_batch(2, event=short)
    EntitlementFactory.create_batch(60, event=long)
    for event in [short, long]:
        actions.submit(event, by=officer, at=AT)

    assert len(reads(long, by=head)) == len(reads(short, by=head)) <= 20


def test_withdrawn_a_family_stays_visible_and_is_no_longer_counted(entitlement, head):
    actions.withdraw(entitlement, reason="Pindah", by=head, at=AT)

    entitlement.refresh_from_db()
    assert not entitlement.is_active
    assert (entitlement.withdrawn_by, entitlement.withdrawn_at) == (head, AT)
    assert entitlement.withdrawn_reason == "Pindah"
    assert tally(entitlement.event) == (0, 0)


def test_withdrawn_a_family_may_be_on_another_list(entitlement, frozen, head, officer):
    actions.withdraw(entitlement, reason="Pindah", by=head, at=AT)
    other = EventFactory(facility=frozen.facility, campaign=frozen.campaign, package=frozen.package)

    chosen = actions.choose(other, [entitlement.recipient], by=officer, at=AT)

    assert len(chosen.added) == 1


def test_who_has_the_package_is_not_withdrawn(facility, head):
    handover = HandoverFactory(entitlement__event__facility=facility)

    with pytest.raises(actions.AlreadyHandedOver):
        actions.withdraw(handover.entitlement, reason="Pindah", by=head, at=AT)


def test_a_family_is_withdrawn_once(entitlement, head):
    actions.withdraw(entitlement, reason="Pindah", by=head, at=AT)

    with pytest.raises(actions.AlreadyWithdrawn):
        actions.withdraw(entitlement, reason="Pindah", by=head, at=AT)

    assert tally(entitlement.event) == (0, 0)


@pytest.mark.parametrize("state", ["submitted", "closed", "reported"])
def test_nobody_is_withdrawn_before_the_freeze_or_after_the_end(facility, head, state):
    entitlement = EntitlementFactory(event=EventFactory(facility=facility, **{state: True}))

    with pytest.raises(actions.WrongState):
        actions.withdraw(entitlement, reason="Pindah", by=head, at=AT)


def replace(entitlement, family, head, reason="Tidak dapat dihubungi"):
    return actions.replace(entitlement, family, reason=reason, by=head, at=AT)


def test_another_family_takes_the_place_at_the_end_of_the_list(entitlement, other_family, head):
    second = replace(entitlement, other_family, head)

    entitlement.refresh_from_db()
    assert entitlement.replaced_by == second
    assert entitlement.withdrawn_reason == "Tidak dapat dihubungi"
    assert (second.number, second.name, second.quantity) == (2, "Siti Contoh", 1)
    assert second.code != entitlement.code
    assert tally(entitlement.event) == (1, 1)


def test_the_symbolic_mark_is_not_carried_over(entitlement, other_family, head, officer):
    official = OfficialFactory(facility=entitlement.facility)
    actions.mark_symbolic(entitlement, official=official, by=officer, at=AT)

    assert not replace(entitlement, other_family, head).is_symbolic


def test_a_family_does_not_take_its_own_place(entitlement, head):
    with pytest.raises(actions.AlreadyEntitled):
        replace(entitlement, entitlement.recipient, head)


def test_a_family_registered_anew_takes_its_own_place(entitlement, facility, head):
    old = entitlement.recipient
    Recipient.objects.filter(pk=old.pk).update(retired_at=AT, retired_by=head)
    anew = FamilyFactory(facility=facility, kk=old.kk)

    assert replace(entitlement, anew, head).recipient == anew


def test_a_family_on_the_list_takes_nobodys_place(entitlement, frozen, head):
    other = EntitlementFactory(event=frozen)

    with pytest.raises(actions.AlreadyEntitled, match="sudah ada di daftar"):
        replace(entitlement, other.recipient, head)

    entitlement.refresh_from_db()
    assert entitlement.is_active
    assert entitlement.claims.filter(is_active=True).exists()


def test_an_unverified_family_takes_nobodys_place(entitlement, facility, head):
    with pytest.raises(actions.NotVerified):
        replace(entitlement, FamilyFactory(facility=facility, unverified=True), head)


def test_another_facilitys_family_takes_nobodys_place(entitlement, head):
    with pytest.raises(actions.NotVerified, match="tidak terdaftar"):
        replace(entitlement, FamilyFactory(), head)


def test_who_has_the_package_is_not_replaced(facility, other_family, head):
    handover = HandoverFactory(entitlement__event__facility=facility)

    with pytest.raises(actions.AlreadyHandedOver):
        replace(handover.entitlement, other_family, head)


def test_reasons_are_in_the_trail_and_names_are_not(entitlement, other_family, head):
    second = replace(entitlement, other_family, head)

    entry = Entry.objects.about(entitlement).get()
    assert entry.details == {
        "recipient": entitlement.recipient_id,
        "by": second.recipient_id,
        "reason": "Tidak dapat dihubungi",
    }


# Races: real threads on the real database.


@pytest.fixture
def hall(transactional_db):
    """An open event with two families waiting, and stock for both."""
    event = EventFactory(opened=True)
    EntitlementFactory.create_batch(2, event=event)
    BalanceFactory(facility=event.facility, package=event.package, on_hand=5)
    return event


def give(entitlement, user):
    operation = actions.Operation(id=uuid4(), entitlement_id=entitlement.pk)
    [answer] = actions.hand_over([operation], facility=entitlement.facility, by=user, at=AT)
    return answer.outcome


@pytest.fixture
def list_on_the_desk(transactional_db):
    """A submitted list, and two heads who may freeze it."""
    event = EventFactory(submitted=True)
    EntitlementFactory.create_batch(5, event=event)
    return event, UserFactory.create_batch(2)


def freeze_at_once(event, heads):
    return all_at_once(*(lambda head=head: actions.freeze(event, by=head, at=AT) for head in heads))


def test_of_two_who_freeze_at_once_one_does(list_on_the_desk):
    event, heads = list_on_the_desk

    done = freeze_at_once(event, heads)

    assert {type(each) for each in done} == {Event, actions.WrongState}
    assert Entry.objects.filter(action="event.freeze").count() == 1
    assert tally(event) == (5, 5)
    assert list(trail.verify()) == []


@pytest.fixture
def without_the_lock(monkeypatch):
    """Both read the event before either of them writes."""
    if connection.vendor == "sqlite":
        pytest.skip("On SQLite the beginning of a transaction is the lock.")
    met = Barrier(2)

    def read_together(event):
        event = Event.objects.get(pk=event.pk)
        met.wait()
        return event

    monkeypatch.setattr(deciding, "locked", read_together)


def test_without_the_lock_still_only_one_freezes(list_on_the_desk, without_the_lock):
    test_of_two_who_freeze_at_once_one_does(list_on_the_desk)


def test_control_without_lock_and_guard_both_freeze(
    list_on_the_desk, without_the_lock, monkeypatch
):
    def move_blindly(event, *, to, **facts):
        Event.objects.filter(pk=event.pk).update(state=to, **facts)

    monkeypatch.setattr(deciding, "move", move_blindly)
    event, heads = list_on_the_desk

    freeze_at_once(event, heads)

    assert Entry.objects.filter(action="event.freeze").count() == 2


def test_a_package_is_handed_over_or_its_family_replaced_never_both(hall):
    entitlements = EntitlementFactory.create_batch(8, event=hall)
    families = FamilyFactory.create_batch(8, facility=hall.facility)

    for entitlement, family in zip(entitlements, families, strict=True):
        outcome, replaced = all_at_once(
            lambda entitlement=entitlement: give(entitlement, hall.opened_by),
            lambda entitlement=entitlement, family=family: replace(
                entitlement, family, hall.opened_by
            ),
        )
        if outcome is actions.Outcome.REPLACED:
            assert isinstance(replaced, Entitlement)
        else:
            assert outcome in {actions.Outcome.HANDED, actions.Outcome.OUT_OF_STOCK}

    assert not Handover.objects.exclude(entitlement__withdrawn_at=None).exists()
    assert tally(hall) == (10, 10)
    assert list(trail.verify()) == []


@pytest.fixture
def handed_over_meanwhile(monkeypatch):
    """Without the lock: somebody hands the package over between the reading and the writing."""

    def read(entitlement):
        read = standing.locked_entitlement(entitlement)
        assert read.handover is None
        assert give(entitlement, entitlement.added_by) is actions.Outcome.HANDED
        return read

    monkeypatch.setattr(deciding, "locked_entitlement", read)


def test_control_without_the_lock_a_withdrawn_family_has_the_package(hall, handed_over_meanwhile):
    entitlement = hall.entitlements.first()

    actions.withdraw(entitlement, reason="Pindah", by=hall.opened_by, at=AT)

    assert Handover.objects.exclude(entitlement__withdrawn_at=None).exists()


def test_the_tally_stops_the_last_of_them_even_without_the_lock(hall, handed_over_meanwhile):
    first, last = hall.entitlements.all()
    actions.withdraw(first, reason="Pindah", by=hall.opened_by, at=AT)

    with pytest.raises(IntegrityError):
        actions.withdraw(last, reason="Pindah", by=hall.opened_by, at=AT)


def test_a_new_coupon_takes_the_place_of_a_lost_one(entitlement, officer):
    lost = entitlement.code

    renewed = actions.reissue_coupon(entitlement, reason="Hilang di jalan", by=officer, at=AT)

    assert renewed.code != lost
    [revoked] = entitlement.revoked_codes.all()
    assert (revoked.code, revoked.revoked_by, revoked.reason) == (lost, officer, "Hilang di jalan")
    entry = Entry.objects.newest_first()[0]
    assert entry.action == "entitlement.reissue_coupon"
    assert not {lost, renewed.code} & set(str(entry.details).split("'"))


def test_a_coupon_is_replaced_for_a_reason_and_only_while_the_package_waits(
    facility, entitlement, officer
):
    with pytest.raises(actions.ReasonMissing):
        actions.reissue_coupon(entitlement, reason=" ", by=officer, at=AT)
    handed = HandoverFactory(entitlement__event__facility=facility).entitlement
    with pytest.raises(actions.AlreadyHandedOver):
        actions.reissue_coupon(handed, reason="Hilang", by=officer, at=AT)
