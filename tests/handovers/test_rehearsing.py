"""A rehearsal touches nothing meant in earnest, and goes in one deed without a trace but one."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from bansos.audit import trail
from bansos.audit.models import Entry
from bansos.campaigns.models import Campaign, Package
from bansos.handovers import actions
from bansos.handovers.actions import Operation, Outcome
from bansos.handovers.actions.wiping import _rows_of
from bansos.handovers.invariants import differences
from bansos.handovers.models import Claim, Conflict, Entitlement, Event, Handover, Signature
from bansos.stations.actions import pair
from bansos.stations.models import Station
from bansos.stock.actions import receive
from bansos.stock.models import Balance, Movement
from facilities.models import LetterCounter
from recipients.models import Recipient
from tests.campaigns.factories import PackageItemFactory
from tests.factories import FacilityFactory, OfficialFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, HandoverFactory
from tests.handovers.test_walking_in import newcomer, take_up
from tests.roles.snapshot import snapshot

pytestmark = pytest.mark.django_db

SIGNED = "data:image/png;base64,iVBORw0KGgo="


@pytest.fixture
def event(facility, officer):
    """A decided event with three families, of whom one was withdrawn."""
    event = EventFactory(
        facility=facility, frozen=True, campaign__walk_ins=2, campaign__late_days=3
    )
    PackageItemFactory(package=event.package)
    rows = [EntitlementFactory(event=event, quantity=2) for _ in range(3)]
    actions.withdraw(rows[1], reason="Pindah", by=officer, at=timezone.now())
    return event


def rehearse(event, by):
    return actions.rehearse(event, by=by, at=timezone.now())


def acted_out(event, officer, head):
    """A rehearsal in which everything happened that can."""
    at = timezone.now()
    rehearsal = actions.open_event(rehearse(event, officer), by=officer, at=at)
    first, second = rehearsal.entitlements.order_by("number")
    came = take_up(rehearsal, newcomer(), officer)
    pair(rehearsal, name="Meja 1", by=officer, at=at)
    presses = [
        Operation(id=uuid4(), entitlement_id=first.pk, signature=SIGNED),
        Operation(id=uuid4(), entitlement_id=first.pk, is_offline=True, handed_at=at),
        Operation(id=uuid4(), entitlement_id=first.pk),
        Operation(id=uuid4(), entitlement_id=came.pk),
    ]
    answers = actions.hand_over(presses, facility=event.facility, by=officer, at=at)
    assert {answer.outcome for answer in answers} >= {Outcome.HANDED, Outcome.HANDED_TWICE}
    actions.reissue_coupon(second, reason="Hilang", by=officer, at=at)
    actions.note_guest(rehearsal, name="Tamu", position="", presence="luring", by=officer, at=at)
    actions.void(Handover.objects.first(), reason="Salah", by=head, at=at, is_head=True)
    return rehearsal


def test_one_press_makes_an_event_that_can_be_opened(event, officer):
    rehearsal = rehearse(event, officer)

    assert rehearsal.is_frozen
    assert rehearsal.campaign.is_rehearsal
    assert (rehearsal.campaign.walk_ins, rehearsal.campaign.late_days) == (2, 3)
    assert (rehearsal.frozen_by, rehearsal.submitted_by) == (event.frozen_by, event.submitted_by)
    listed = rehearsal.entitlements.order_by("number")
    source = event.entitlements.active().order_by("number")
    facts = ["number", "name", "recipient", "quantity"]
    assert list(listed.values_list(*facts)) == list(source.values_list(*facts))
    assert not set(listed.values_list("code")) & set(source.values_list("code"))
    assert rehearsal.package != event.package
    assert rehearsal.package.items.count() == event.package.items.count() == 1
    assert rehearsal.tally.entitled == 2
    assert list(differences()) == []

    actions.open_event(rehearsal, by=officer, at=timezone.now())
    assert Balance.objects.get(package=rehearsal.package).on_hand >= 4


def test_a_list_that_is_not_decided_is_not_rehearsed(facility, officer):
    with pytest.raises(actions.WrongState):
        rehearse(EventFactory(facility=facility, submitted=True), officer)


def test_there_is_one_rehearsal_of_an_event_and_none_of_a_rehearsal(event, officer):
    rehearsal = rehearse(event, officer)

    for each in [event, rehearsal]:
        with pytest.raises(actions.Refused):
            rehearse(each, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        EventFactory(facility=event.facility, rehearsal_of=event)


def test_wiping_leaves_the_house_as_it_was_but_for_the_trail(event, officer, head):
    before = snapshot()
    rehearsal = acted_out(event, officer, head)

    actions.wipe(rehearsal, by=head, at=timezone.now())

    after = {row for row in snapshot() if row[0] not in TRAIL_AND_GATE}
    assert after == {row for row in before if row[0] not in TRAIL_AND_GATE}
    assert list(differences()) == []
    assert list(trail.verify(event.facility_id)) == []


TRAIL_AND_GATE = {"Entry", "Head", "Recipient", "Member"}


def test_everything_of_it_is_gone(event, officer, head):
    rehearsal = acted_out(event, officer, head)

    actions.wipe(rehearsal, by=head, at=timezone.now())

    for model in [Handover, Conflict, Signature, Station, Balance, Movement]:
        assert not model.objects.exists(), model
    assert not Campaign.objects.filter(is_rehearsal=True).exists()
    assert not Package.objects.exclude(campaign=event.campaign).exists()
    assert Event.objects.get() == event
    assert set(Claim.objects.values_list("entitlement__event", flat=True)) == {event.pk}
    assert Entitlement.objects.count() == 3


def test_the_trail_keeps_what_was_done_and_a_line_with_the_counts(event, officer, head):
    rehearsal = acted_out(event, officer, head)
    told = Entry.objects.count()

    actions.wipe(rehearsal, by=head, at=timezone.now())

    entry = Entry.objects.get(action="event.wipe")
    assert entry.chain == event.facility_id
    assert entry.details["events"] == [rehearsal.pk]
    assert entry.details["counts"]["handovers.handover"] == 2
    assert entry.details["counts"]["stations.station"] == 1
    assert Entry.objects.count() > told


def test_what_is_told_beforehand_is_what_goes(event, officer, head):
    rehearsal = acted_out(event, officer, head)

    told = actions.to_wipe(rehearsal)
    went = actions.wipe(rehearsal, by=head, at=timezone.now())

    of_campaign = {"kampanye", "paket", "isi paket"}
    gone = {name: times for name, times in went.counts.items() if name not in of_campaign}
    assert told.counts == gone
    assert told.families == went.families == 1


def test_a_family_taken_up_at_its_gate_is_put_out_of_use(event, officer, head):
    rehearsal = acted_out(event, officer, head)
    assert actions.to_wipe(rehearsal).families == 1

    actions.wipe(rehearsal, by=head, at=timezone.now())

    made_up = Recipient.objects.get(name="Budi Contoh")
    assert made_up.is_retired
    assert Recipient.objects.active().count() == 3


def test_what_is_meant_in_earnest_is_never_wiped(event, officer, head):
    HandoverFactory(entitlement__event=event)
    before = snapshot()

    for deed in [actions.to_wipe, lambda each: actions.wipe(each, by=head, at=timezone.now())]:
        with pytest.raises(actions.Refused, match="bukan gladi"):
            deed(event)

    assert snapshot() == before


def test_of_a_rehearsal_of_many_facilities_only_ones_own_part_goes(facility, officer, head):
    here = EventFactory(facility=facility, opened=True, campaign__is_rehearsal=True)
    there = EventFactory(
        facility=FacilityFactory(), opened=True, campaign=here.campaign, package=here.package
    )
    for each in [here, there]:
        HandoverFactory(entitlement__event=each)
        receive(each.package, facility=each.facility, quantity=2, by=head, at=timezone.now())

    actions.wipe(here, by=head, at=timezone.now())

    assert Event.objects.get() == there
    assert Handover.objects.get().event == there
    assert set(Movement.objects.values_list("facility", flat=True)) == {there.facility_id}
    assert Campaign.objects.get() == here.campaign


def test_whatever_points_at_a_rehearsal_is_found_and_no_register_is_reached(event, officer, head):
    rehearsal = acted_out(event, officer, head)

    reached = {model._meta.app_label for model in _rows_of(rehearsal.campaign, event.facility_id)}

    assert reached <= {"campaigns", "stock", "handovers", "stations"}
    registers = [apps.get_app_config(name) for name in ["recipients", "facilities", "accounts"]]
    pointing = {
        f"{model.__name__}.{field.name}"
        for config in registers
        for model in config.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model in {Event, Entitlement}
    }
    assert pointing == set()


def test_a_rehearsal_uses_up_no_number_of_the_facilitys_letters(event, officer, head):
    rehearsal = rehearse(event, officer)

    number = actions.number_certificate(rehearsal, by=head, at=timezone.now())

    assert number == "GLADI"
    assert not LetterCounter.objects.exists()


def test_a_family_is_bound_by_nothing_it_is_promised_in_a_rehearsal(event, officer, head):
    rehearsal = rehearse(event, officer)
    family = rehearsal.entitlements.first().recipient
    inmate = family.kinships.get().inmate
    actions.withdraw(
        event.entitlements.active().get(recipient=family),
        reason="Batal",
        by=head,
        at=timezone.now(),
    )

    left = actions.transfer_inmate(
        inmate, to=FacilityFactory(), reason="Mutasi", by=head, at=timezone.now()
    )

    assert left.withdrawn == []


def test_the_rehearsal_of_a_symbolic_handover_names_the_same_official(event, officer):
    official = OfficialFactory(facility=event.facility)
    row = event.entitlements.active().first()
    actions.mark_symbolic(row, official=official, by=officer, at=timezone.now())

    rehearsal = rehearse(event, officer)

    assert rehearsal.entitlements.get(number=row.number).symbolic_official == official
