import pytest
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.audit.trail import verify
from bansos.handovers import actions
from bansos.handovers.actions import claims
from bansos.handovers.invariants import differences
from bansos.handovers.models import Entitlement
from recipients.likenesses import look
from tests.factories import FacilityFactory, OfficialFactory
from tests.handovers.factories import (
    EntitlementFactory,
    EventFactory,
    FamilyFactory,
    HandoverFactory,
)
from tests.recipients.rows import rows_of_aid


@pytest.fixture
def pair(facility):
    """Two verified records of one family: the one to be kept, and the other."""
    return FamilyFactory.create_batch(2, facility=facility, name="Dewi")


@pytest.fixture
def likeness(pair):
    [likeness] = look([pair[0].pk], at=timezone.now())
    return likeness


@pytest.fixture
def event(facility):
    """A list that is still being made."""
    return EventFactory(facility=facility)


def decided(event, **step):
    """Another event of the campaign, whose list is decided."""
    return EventFactory(
        facility=event.facility, campaign=event.campaign, package=event.package, **step
    )


def merged(likeness, keep, by):
    return actions.merge_families(likeness, keep=keep, by=by, at=timezone.now())


def undone(likeness, by):
    return actions.undo_merge(likeness, by=by, at=timezone.now())


def on_list(event):
    return [each.recipient for each in event.entitlements.active()]


def test_without_entitlements_there_is_nothing_to_say(pair, likeness, head):
    fate = merged(likeness, pair[0], head)

    assert str(fate) == ""
    assert fate.staying == fate.in_the_way == []


def test_on_a_list_being_made_the_kept_record_takes_the_place(pair, likeness, event, head):
    official = OfficialFactory(facility=event.facility)
    EntitlementFactory(
        event=event, recipient=pair[1], quantity=2, is_symbolic=True, symbolic_official=official
    )

    fate = merged(likeness, pair[0], head)

    [added] = event.entitlements.active()
    assert (added.recipient, added.quantity, added.symbolic_official) == (pair[0], 2, official)
    assert str(fate).startswith("Di daftar yang masih disusun kini atas namanya: Dewi (")
    assert list(differences()) == []


@pytest.mark.parametrize("step", [{}, {"submitted": True}, {"frozen": True}])
def test_a_family_on_two_lists_of_a_campaign_leaves_the_one_being_made(
    step, pair, likeness, event, head
):
    EntitlementFactory(event=decided(event, **step), recipient=pair[0])
    EntitlementFactory(event=event, recipient=pair[1])

    fate = merged(likeness, pair[0], head)

    assert on_list(event) == []
    assert [each.event for each in fate.withdrawn] == [event]
    assert str(fate).startswith("Dikeluarkan dari daftar: Dewi (")
    assert list(differences()) == []


def test_also_when_it_is_the_kept_record_that_is_on_it(pair, likeness, event, head):
    EntitlementFactory(event=event, recipient=pair[0])
    staying = EntitlementFactory(event=decided(event, frozen=True), recipient=pair[1])

    fate = merged(likeness, pair[0], head)

    assert on_list(event) == []
    assert fate.staying == [staying]


def test_two_packages_promised_on_decided_lists_are_settled_first(pair, likeness, event, head):
    event = decided(event, frozen=True)
    entitlements = [EntitlementFactory(event=event, recipient=each) for each in pair]
    before = rows_of_aid()

    with pytest.raises(actions.StillWaiting, match=r"Cabut dulu .*nomor 1, .*nomor 2, "):
        merged(likeness, pair[0], head)
    assert rows_of_aid() == before

    actions.withdraw(entitlements[1], reason="Ganda", by=head, at=timezone.now())
    merged(likeness, pair[0], head)
    assert list(differences()) == []


def test_one_handed_over_and_one_waiting_is_settled_first_too(pair, likeness, event, head):
    event = decided(event, opened=True)
    handed, waiting = (EntitlementFactory(event=event, recipient=each) for each in pair)
    HandoverFactory(entitlement=handed)

    with pytest.raises(actions.StillWaiting) as refusal:
        merged(likeness, pair[0], head)
    assert f"nomor {waiting.number}" in str(refusal.value)
    assert f"nomor {handed.number}," not in str(refusal.value)


def test_what_both_were_handed_stays_history(pair, likeness, event, head):
    event = decided(event, opened=True)
    for each in pair:
        HandoverFactory(entitlement=EntitlementFactory(event=event, recipient=each))

    assert len(merged(likeness, pair[0], head).staying) == 1
    assert [each.recipient for each in event.entitlements.handed_over()] == pair
    assert list(differences()) == []


@pytest.mark.parametrize("is_handed", [False, True])
def test_a_family_promised_under_one_name_gets_none_under_the_other(
    is_handed, pair, likeness, event, head
):
    entitlement = EntitlementFactory(event=decided(event, opened=True), recipient=pair[1])
    if is_handed:
        HandoverFactory(entitlement=entitlement)
    merged(likeness, pair[0], head)

    chosen = actions.choose(event, [pair[0]], by=head, at=timezone.now())

    assert chosen.added == []
    assert "sudah ada di daftar" in chosen.refused[0].reason


def test_the_other_ones_kk_and_people_are_claimed_by_what_the_kept_one_has(
    pair, likeness, event, head
):
    kept = EntitlementFactory(event=event, recipient=pair[0])
    marks = set(claims.marks_of(pair[1])) - {f"recipient:{pair[1].pk}", pair[1].kk_index}

    merged(likeness, pair[0], head)

    assert marks <= set(kept.claims.values_list("mark", flat=True))


def test_a_mark_held_at_another_facility_stays_there(pair, likeness, event, head):
    elsewhere = FamilyFactory(facility=FacilityFactory(), nik=pair[0].main_member.nik)
    there = EventFactory(facility=elsewhere.facility, campaign=event.campaign)
    EntitlementFactory(event=there, recipient=elsewhere)
    EntitlementFactory(event=event, recipient=pair[1])

    fate = merged(likeness, pair[0], head)

    assert fate.taken_over == []
    assert [each.event for each in fate.withdrawn] == [event]
    assert list(differences()) == []


def test_an_exempted_second_entitlement_on_a_draft_goes(pair, likeness, event, head):
    EntitlementFactory(event=event, recipient=pair[0])
    EntitlementFactory(event=event, recipient=pair[1], exempted=True)

    merged(likeness, pair[0], head)

    assert on_list(event) == [pair[0]]


def full_house(pair, event):
    """A campaign for each of the things a merge can do."""
    event.spokesperson = pair[1]
    event.save()
    EntitlementFactory(event=event, recipient=pair[1])
    second = EventFactory(facility=event.facility)
    for each in pair:
        EntitlementFactory(
            event=EventFactory(facility=event.facility, campaign=second.campaign), recipient=each
        )
    third = EntitlementFactory(
        event=EventFactory(facility=event.facility, opened=True), recipient=pair[1]
    )
    HandoverFactory(entitlement=third)


@pytest.mark.parametrize("place", [0, 1])
def test_undone_everything_is_as_it_was(place, pair, likeness, event, officer, head):
    full_house(pair, event)
    before = rows_of_aid()

    merged(likeness, pair[place], head)
    assert rows_of_aid() != before
    assert list(differences()) == []

    assert undone(likeness, officer) == []
    assert rows_of_aid() == before
    assert list(differences()) == []
    assert list(verify()) == []


def test_undone_who_speaks_is_who_spoke(pair, likeness, event, head):
    full_house(pair, event)

    merged(likeness, pair[0], head)

    event.refresh_from_db()
    assert event.spokesperson == pair[0]


def test_a_list_decided_meanwhile_stays_as_it_was_decided(pair, likeness, event, officer, head):
    EntitlementFactory(event=event, recipient=pair[1])
    merged(likeness, pair[0], head)
    actions.submit(event, by=officer, at=timezone.now())
    actions.freeze(event, by=head, at=timezone.now())

    [not_back] = undone(likeness, head)

    assert not_back.recipient == pair[1]
    assert on_list(event) == [pair[0]]
    assert list(differences()) == []


def test_who_was_put_on_another_list_meanwhile_does_not_come_back(
    pair, likeness, event, officer, head
):
    nik = pair[1].main_member.nik
    kept = EntitlementFactory(event=decided(event), recipient=pair[0])
    EntitlementFactory(event=event, recipient=pair[1])
    merged(likeness, pair[0], head)
    actions.unchoose(kept, by=officer, at=timezone.now())
    there = EventFactory(campaign=event.campaign)
    EntitlementFactory(event=there, recipient=FamilyFactory(facility=there.facility, nik=nik))

    [not_back] = undone(likeness, officer)

    assert not_back.event == event
    assert on_list(event) == []
    assert list(differences()) == []


def test_what_was_not_to_be_undone_is_refused_here_too(likeness, pair, head):
    with pytest.raises(actions.Refused, match="tidak sedang digabung"):
        undone(likeness, head)
    merged(likeness, pair[0], head)
    with pytest.raises(actions.Refused, match="sudah diputuskan"):
        merged(likeness, pair[0], head)


def test_the_trail_says_which_lists_were_touched(pair, likeness, event, head):
    EntitlementFactory(event=event, recipient=pair[1])
    merged(likeness, pair[0], head)
    undone(likeness, head)

    told = Entry.objects.exclude(object_type="recipients.recipient").order_by("number")
    assert [entry.action for entry in told] == [
        "entitlement.withdraw",
        "event.choose",
        "entitlement.reinstate",
    ]


def test_a_submitted_list_that_has_become_empty_is_not_frozen(pair, likeness, event, officer, head):
    EntitlementFactory(event=decided(event, frozen=True), recipient=pair[0])
    EntitlementFactory(event=event, recipient=pair[1])
    actions.submit(event, by=officer, at=timezone.now())
    merged(likeness, pair[0], head)

    with pytest.raises(actions.EmptyList):
        actions.freeze(event, by=head, at=timezone.now())
    assert Entitlement.objects.get(event=event).withdrawn_by == head
