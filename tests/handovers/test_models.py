"""What the tables of events do not let happen, whoever writes; and what their rows tell."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from bansos.accounts.roles import Permission
from bansos.handovers.models import Claim, Entitlement, Event, Handover, Tally
from bansos.handovers.models.handover import VOID_WINDOW
from recipients.models import Recipient
from tests.factories import OfficialFactory, UserFactory
from tests.handovers.factories import (
    EntitlementFactory,
    EventFactory,
    FamilyFactory,
    HandoverFactory,
)

pytestmark = pytest.mark.django_db
AT = datetime(2024, 12, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def handover():
    return HandoverFactory()


def refused(row, **facts):
    """Whether the database refuses to let the row say this."""
    try:
        with transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**facts)
    except IntegrityError as error:
        return str(error)
    return ""


def test_an_operation_happens_once(handover):
    with pytest.raises(IntegrityError):
        HandoverFactory(operation_id=handover.pk)


def test_an_entitlement_is_handed_over_once(handover):
    with pytest.raises(IntegrityError):
        HandoverFactory(entitlement=handover.entitlement)


def test_a_void_handover_makes_room_for_another(handover):
    handover.voided_at, handover.voided_by, handover.voided_reason = AT, UserFactory(), "Salah"
    handover.save()
    Tally.objects.update(handed=0, handed_packages=0)

    again = HandoverFactory(entitlement=handover.entitlement)

    assert handover.entitlement.handover == again


def test_a_recipient_has_one_entitlement_in_a_campaign():
    first = EntitlementFactory()
    other = EventFactory(campaign=first.campaign, package=first.package, facility=first.facility)

    with pytest.raises(IntegrityError):
        EntitlementFactory(event=other, recipient=first.recipient)


def test_a_recipient_is_once_on_a_list_even_exempted():
    first = EntitlementFactory()

    with pytest.raises(IntegrityError):
        EntitlementFactory(event=first.event, recipient=first.recipient, exempted=True)


def test_a_family_is_claimed_once_in_the_country():
    first = EntitlementFactory()
    there = EventFactory(campaign=first.campaign, package=first.package)
    same = FamilyFactory(facility=there.facility, kk=first.recipient.kk)

    with pytest.raises(IntegrityError):
        EntitlementFactory(event=there, recipient=same)


def test_an_exempted_or_withdrawn_claim_keeps_nobody_out():
    first = EntitlementFactory()
    there = EventFactory(campaign=first.campaign, package=first.package)
    same = FamilyFactory(facility=there.facility, kk=first.recipient.kk)

    EntitlementFactory(event=there, recipient=same, exempted=True)
    Claim.objects.filter(entitlement=first).update(is_active=False)
    Claim.objects.update(is_exempted=False)

    assert Claim.objects.filter(mark=same.kk_index, is_active=True).count() == 1


@pytest.mark.parametrize("step", ["submitted", "frozen", "opened", "closed", "reported"])
def test_who_did_a_step_and_when_come_together(step):
    event = EventFactory()

    assert refused(event, **{f"{step}_at": AT})
    assert refused(event, **{f"{step}_by": UserFactory()})


@pytest.mark.parametrize("part", ["exempted", "withdrawn"])
def test_an_exemption_or_a_withdrawal_tells_who_when_and_why(part):
    entitlement = EntitlementFactory()
    whole = {f"{part}_at": AT, f"{part}_by": UserFactory(), f"{part}_reason": "Pindah"}

    for left_out in whole:
        assert refused(entitlement, **{key: whole[key] for key in whole if key != left_out})
    assert not refused(entitlement, **whole)


def test_a_void_tells_who_when_and_why(handover):
    whole = {"voided_at": AT, "voided_by": UserFactory(), "voided_reason": "Salah"}

    for left_out in whole:
        assert refused(handover, **{key: whole[key] for key in whole if key != left_out})


def test_who_freezes_is_not_who_submitted():
    event = EventFactory(submitted=True)

    assert refused(event, frozen_at=AT, frozen_by=event.submitted_by)


def test_only_a_withdrawn_entitlement_is_replaced():
    first, second = EntitlementFactory(), EntitlementFactory()

    assert refused(first, replaced_by=second)


def test_a_proxy_comes_with_relation_and_document(handover):
    assert refused(handover, proxy_name="Wakil Contoh")
    assert refused(handover, proxy_relation="Adik")


def test_a_symbolic_handover_is_from_an_officials_hands(handover):
    assert refused(handover, kind=Handover.Kind.SYMBOLIC)
    assert not refused(handover, kind=Handover.Kind.SYMBOLIC, handed_by=OfficialFactory())


def test_nobody_counts_more_handed_over_than_entitled(handover):
    tally = handover.event.tally

    assert refused(tally, handed=2)
    assert refused(tally, handed_packages=2)
    assert refused(tally, symbolic=2)
    assert refused(tally, by_proxy=2)
    assert refused(tally, handed=-1)


def test_numbers_and_codes_are_given_once_on_a_list():
    first = EntitlementFactory(event=EventFactory(frozen=True))
    second = EntitlementFactory(event=first.event)

    assert refused(second, number=first.number)
    assert refused(second, code=first.code)


def test_deeds_are_not_deleted_with_what_they_speak_of(handover):
    with pytest.raises(IntegrityError):
        handover.entitlement.recipient.delete()
    with pytest.raises(IntegrityError):
        handover.event.delete()
    assert Recipient.objects.filter(pk=handover.entitlement.recipient_id).exists()


@pytest.mark.parametrize("text", ["dewi", "CONTOH dewi", "abc234", "abc-234", "7", " 7 ", "dew"])
def test_a_list_is_searched_by_name_code_and_number(text):
    event = EventFactory(frozen=True)
    found = EntitlementFactory(event=event, recipient__name="Dewi Contoh", code="ABC234", number=7)
    EntitlementFactory(event=event, recipient__name="Siti Umpama", code="XYZ999", number=8)

    assert list(event.entitlements.matching(text)) == [found]


@pytest.mark.parametrize("text", ["zzz", "9" * 30, "٧", "%", "\0", "dewi\0"])
def test_a_strange_search_finds_nothing_and_breaks_nothing(text):
    entitlement = EntitlementFactory(
        event=EventFactory(frozen=True), recipient__name="Siti Umpama", number=7
    )

    assert entitlement not in entitlement.event.entitlements.matching(text)


def test_a_blank_search_leaves_the_list_as_it_is():
    entitlement = EntitlementFactory()

    assert list(entitlement.event.entitlements.matching("  ")) == [entitlement]


def test_waiting_are_those_without_a_valid_handover(handover):
    waiting = EntitlementFactory(event=handover.event)
    EntitlementFactory(
        event=handover.event,
        withdrawn_at=AT,
        withdrawn_by=UserFactory(),
        withdrawn_reason="Pindah",
    )

    assert list(handover.event.entitlements.waiting()) == [waiting]
    assert list(handover.event.entitlements.handed_over()) == [handover.entitlement]
    assert handover.event.entitlements.withdrawn().count() == 1


def test_after_a_void_the_family_waits_again(handover):
    Handover.objects.update(voided_at=AT, voided_by=UserFactory(), voided_reason="Salah")

    assert list(handover.event.entitlements.waiting()) == [handover.entitlement]
    assert not handover.event.entitlements.handed_over().exists()


def test_events_lists_and_deeds_are_seen_by_those_posted_there(
    facility, officer, head, stranger, regional
):
    HandoverFactory(entitlement__event__facility=facility)

    for model in [Event, Entitlement, Handover]:
        assert model.objects.visible_to(officer).exists()
        assert model.objects.visible_to(head).exists()
        assert not model.objects.visible_to(stranger).exists()
        assert not model.objects.visible_to(regional).exists()
    assert Event.objects.visible_to(regional, Permission.SEE_NUMBERS).exists()


def test_the_officer_may_void_for_fifteen_minutes(handover):
    officer, recorded_at = handover.recorded_by, handover.recorded_at

    assert handover.may_be_voided_by_its_officer(officer, recorded_at + VOID_WINDOW)
    late = recorded_at + VOID_WINDOW + timedelta(seconds=1)
    assert not handover.may_be_voided_by_its_officer(officer, late)
    assert not handover.may_be_voided_by_its_officer(UserFactory(), recorded_at)


def test_a_handover_is_from_the_officials_hands_or_the_officers(handover):
    assert handover.giver == handover.recorded_by.name
    handover.handed_by = OfficialFactory(name="Pejabat Contoh")
    assert handover.giver == "Pejabat Contoh"


def test_a_tally_tells_what_is_left():
    tally = Tally(entitled=8, handed=6)

    assert (str(tally), tally.remaining, tally.percent) == ("6 dari 8", 2, 75)
    assert Tally().percent == 0


def test_an_event_begins_on_the_facilitys_own_clock(facility):
    event = EventFactory(facility=facility, starts_at=AT)

    assert f"{event.local_start:%H.%M %Z}" == "09.00 WITA"


def test_only_running_events_are_running():
    running = EventFactory(opened=True)
    EventFactory(frozen=True)
    EventFactory(closed=True)

    assert list(Event.objects.running()) == [running]
    assert running.is_open
    assert running.is_decided
    assert not running.is_closed
