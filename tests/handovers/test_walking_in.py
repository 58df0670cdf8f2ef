"""Somebody at the gate who is on no list is taken up, within what the campaign allows."""

from uuid import uuid4

import pytest
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.handovers import actions
from bansos.handovers.actions import Newcomer, Operation, Outcome
from bansos.handovers.findings import second_packages
from bansos.handovers.invariants import differences
from bansos.handovers.models import Entitlement
from bansos.stock.actions import receive
from recipients import actions as register
from recipients.actions import Person
from recipients.models import Category, Recipient
from tests.campaigns.factories import CampaignFactory, QuotaFactory
from tests.factories import FacilityFactory, UserFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, FamilyFactory
from tests.recipients.factories import made_up_kk, made_up_nik

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(facility, officer):
    event = EventFactory(facility=facility, opened=True, campaign__walk_ins=3)
    receive(event.package, facility=facility, quantity=5, by=officer, at=timezone.now())
    EntitlementFactory(event=event, number=7)
    return event


def newcomer(name="Budi Contoh", *, nik="", **facts):
    reason = "" if nik else "Belum ditanyakan"
    person = Person(name=name, nik=nik, nik_missing_reason=reason)
    return Newcomer(person=person, category=Category.COMMUNITY, facts=facts)


def take_up(event, who, by, **facts):
    facts = {"reason": "Undangan tidak sampai", "by": by, "at": timezone.now()} | facts
    return actions.take_up(event, who, **facts)


def hand(entitlement, by):
    press = [Operation(id=uuid4(), entitlement_id=entitlement.pk)]
    [answer] = actions.hand_over(press, facility=entitlement.facility, by=by, at=timezone.now())
    return answer.outcome


def test_a_name_is_enough_to_be_taken_up_and_served(event, officer):
    entitlement = take_up(event, newcomer(), officer)

    assert (entitlement.name, entitlement.number) == ("Budi Contoh", 8)
    assert entitlement.is_walk_in
    assert not entitlement.recipient.is_verified
    assert hand(entitlement, officer) is Outcome.HANDED
    event.tally.refresh_from_db()
    assert (event.tally.entitled, event.tally.handed) == (2, 1)
    assert list(differences()) == []


def test_the_trail_tells_the_reason_and_nobodys_name(event, officer):
    entitlement = take_up(event, newcomer(), officer)

    entry = Entry.objects.about(entitlement).get()
    assert entry.action == "entitlement.walk_in"
    assert entry.details == {
        "recipient": entitlement.recipient_id,
        "reason": "Undangan tidak sampai",
    }


def test_a_family_of_the_register_is_taken_up_as_it_stands_there(event, officer):
    family = FamilyFactory(facility=event.facility, unverified=True)

    entitlement = take_up(event, family, officer)

    assert entitlement.recipient == family
    assert entitlement.name == family.name
    assert Recipient.objects.filter(name=family.name).count() == 1


def test_numbers_are_claimed_so_that_the_family_gets_no_second_one(event, officer):
    nik, kk = made_up_nik(901), made_up_kk(901)
    take_up(event, newcomer(nik=nik, kk=kk), officer)
    elsewhere = EventFactory(campaign=event.campaign, package=event.package, opened=True)
    by, at = UserFactory(), timezone.now()
    receive(event.package, facility=elsewhere.facility, quantity=5, by=by, at=at)
    there = newcomer("Budi", nik=nik)
    keys = [notice.key for notice in there.notices(elsewhere.facility)]

    with pytest.raises(actions.AlreadyEntitled, match=str(event.facility)):
        take_up(elsewhere, there, by, told=keys)

    assert Recipient.objects.filter(facility=elsewhere.facility).count() == 0


def test_who_is_on_the_list_is_told_where(event, officer):
    listed = event.entitlements.get()

    with pytest.raises(actions.AlreadyEntitled, match="sudah ada di daftar") as refused:
        take_up(event, listed.recipient, officer)

    assert refused.value.holder == listed


def test_a_second_press_finds_what_the_first_one_wrote(event, officer):
    take_up(event, newcomer(), officer)

    with pytest.raises(actions.AlreadyKnown) as known:
        take_up(event, newcomer(), officer)

    assert [notice.recipient.name for notice in known.value.notices] == ["Budi Contoh"]
    assert event.entitlements.walk_ins().count() == 1


def test_a_namesake_is_taken_up_once_the_officer_has_looked(event, officer):
    FamilyFactory(facility=event.facility, name="Budi Contoh")
    keys = [notice.key for notice in newcomer().notices(event.facility)]

    entitlement = take_up(event, newcomer(), officer, told=keys)

    assert Recipient.objects.filter(name="Budi Contoh").count() == 2
    assert entitlement.recipient.registered_by == officer


def test_a_number_of_the_register_is_never_registered_again(event, officer):
    nik = made_up_nik(902)
    take_up(event, newcomer(nik=nik), officer)
    again = newcomer("Orang Lain", nik=nik)
    keys = [notice.key for notice in again.notices(event.facility)]

    with pytest.raises(actions.AlreadyKnown):
        take_up(event, again, officer, told=keys)


@pytest.mark.parametrize(("most", "taken"), [(0, 0), (1, 1)])
def test_no_more_are_taken_up_than_the_campaign_allows(event, officer, most, taken):
    event.campaign.walk_ins = most
    event.campaign.save()
    for number in range(taken):
        take_up(event, newcomer(f"Tamu {number}"), officer)

    with pytest.raises(actions.NoRoom):
        take_up(event, newcomer(), officer)

    assert event.entitlements.walk_ins().count() == taken
    assert not Recipient.objects.filter(name="Budi Contoh").exists()


def test_without_a_limit_only_quota_and_stock_end_it(event, officer):
    event.campaign.walk_ins = None
    event.campaign.save()
    for number in range(4):
        take_up(event, newcomer(f"Tamu {number}"), officer)

    QuotaFactory(campaign=event.campaign, facility=event.facility, packages=5)
    with pytest.raises(actions.NoRoom, match="Kuota"):
        take_up(event, newcomer(), officer)


def test_without_stock_nobody_is_promised_anything(facility, officer):
    event = EventFactory(facility=facility, opened=True, campaign__walk_ins=None)

    with pytest.raises(actions.NoRoom, match="Stok"):
        take_up(event, newcomer(), officer)


@pytest.mark.parametrize("state", ["frozen", "closed"])
def test_only_an_open_event_takes_anybody_up(facility, officer, state):
    event = EventFactory(facility=facility, **{state: True}, campaign__walk_ins=3)

    with pytest.raises(actions.WrongState):
        take_up(event, newcomer(), officer)


def test_a_family_elsewhere_or_out_of_use_is_not_taken_up(event, officer):
    with pytest.raises(actions.WrongPlace):
        take_up(event, FamilyFactory(facility=FacilityFactory()), officer)

    gone = FamilyFactory(facility=event.facility)
    register.retire(gone, reason="Pindah", by=officer, at=timezone.now())
    with pytest.raises(actions.NotVerified):
        take_up(event, gone, officer)


def test_a_reason_is_asked_of_whoever_takes_somebody_up(event, officer):
    with pytest.raises(actions.ReasonMissing):
        take_up(event, newcomer(), officer, reason=" ")


def test_a_walk_in_is_to_be_identified_until_verified_or_merged(event, officer, head):
    one, other = (take_up(event, newcomer(name), officer) for name in ["Satu", "Dua"])
    assert set(event.entitlements.to_identify()) == {one, other}

    register.verify(one.recipient, by=head, at=timezone.now())
    merge(other.recipient, FamilyFactory(facility=event.facility), head)

    assert not event.entitlements.to_identify().exists()


def merge(record, family, by):
    at = timezone.now()
    likeness = register.point_out(record, family, by=by, at=at)
    return actions.merge_families(likeness, keep=family, by=by, at=at)


def test_a_family_that_had_its_package_already_is_a_finding(event, officer, head):
    listed = event.entitlements.get()
    came = take_up(event, newcomer(), officer)
    for each in [listed, came]:
        hand(each, officer)

    fate = merge(came.recipient, listed.recipient, head)

    assert fate.doubled == [listed, came]
    assert "menerima lebih dari sekali" in str(fate)
    found = Entry.objects.filter(action="entitlement.found_double")
    assert {entry.object_id for entry in found} == {str(listed.pk), str(came.pk)}
    came.refresh_from_db()
    rows = Entitlement.objects.filter(pk=came.pk).select_related("recipient")
    assert second_packages(list(rows)) == {came.pk: [listed]}
    assert list(differences()) == []


def test_two_packages_still_waiting_are_decided_before_merging(event, officer, head):
    listed = event.entitlements.get()
    came = take_up(event, newcomer(), officer)

    with pytest.raises(actions.StillWaiting):
        merge(came.recipient, listed.recipient, head)


def test_another_campaign_is_no_finding(event, officer, head):
    other = EventFactory(facility=event.facility, opened=True, campaign=CampaignFactory())
    listed = EntitlementFactory(event=other)
    receive(other.package, facility=event.facility, quantity=1, by=officer, at=timezone.now())
    came = take_up(event, newcomer(), officer)
    for each in [listed, came]:
        hand(each, officer)

    assert merge(came.recipient, listed.recipient, head).doubled == []
