"""An event is planned, revised, and its guests and words are written down."""

from datetime import UTC, date, datetime

import pytest

from bansos.audit.models import Entry
from bansos.campaigns.models import Campaign
from bansos.handovers import actions
from bansos.handovers.models import Event, Guest
from tests.campaigns.factories import CampaignFactory, PackageFactory
from tests.factories import FacilityFactory, OfficialFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, FamilyFactory

NINE = datetime(2024, 12, 24, 1, 0, tzinfo=UTC)
AT = datetime(2024, 12, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def package(db):
    return PackageFactory()


@pytest.fixture
def event(facility):
    return EventFactory(facility=facility)


def planned(facility, package, officer, **more):
    facts = {"campaign": package.campaign, "package": package, "starts_at": NINE, **more}
    return actions.plan(facility=facility, venue="Aula Contoh", by=officer, at=AT, **facts)


def note_guest(event, officer):
    facts = {"name": "Menteri Contoh", "position": "Menteri", "presence": Guest.Presence.ONLINE}
    return actions.note_guest(event, by=officer, at=AT, **facts)


def test_an_event_begins_as_a_draft_with_nobody_counted(facility, package, officer):
    event = planned(facility, package, officer)

    assert event.is_draft
    assert (event.created_by, event.created_at) == (officer, AT)
    assert (event.tally.entitled, event.tally.handed) == (0, 0)
    assert Entry.objects.about(event).get().action == "event.plan"


def test_another_facilitys_campaign_cannot_be_joined(facility, officer):
    elsewhere = FacilityFactory()
    own = CampaignFactory(scope=Campaign.Scope.FACILITY, facility=elsewhere)

    with pytest.raises(actions.WrongPlace, match="tidak untuk"):
        planned(facility, PackageFactory(campaign=own), officer)

    assert not Event.objects.exists()
    assert not Entry.objects.exists()


def test_another_facilitys_package_cannot_be_promised(facility, package, officer):
    package = PackageFactory(campaign=package.campaign, facility=FacilityFactory())

    with pytest.raises(actions.WrongPlace, match="bukan paket"):
        planned(facility, package, officer)


def test_another_campaigns_package_cannot_be_promised(facility, package, officer):
    with pytest.raises(actions.WrongPlace, match="bukan paket"):
        planned(facility, package, officer, campaign=CampaignFactory())


@pytest.mark.parametrize("part", ["officiant", "first_witness", "second_witness"])
def test_another_facilitys_official_plays_no_part(facility, package, officer, part):
    with pytest.raises(actions.WrongPlace, match="tidak terdaftar"):
        planned(facility, package, officer, **{part: OfficialFactory()})


def test_another_facilitys_family_does_not_speak_here(facility, package, officer):
    with pytest.raises(actions.WrongPlace, match="tidak terdaftar"):
        planned(facility, package, officer, spokesperson=FamilyFactory())


def test_the_venue_can_change_even_on_the_day(facility, officer):
    event = EventFactory(facility=facility, opened=True)

    actions.revise(event, venue="Lapangan", by=officer, at=AT)

    event.refresh_from_db()
    assert event.venue == "Lapangan"
    assert Entry.objects.about(event).get().details == {"fields": ["venue"]}


def test_nothing_changed_leaves_no_trace(event, officer):
    actions.revise(event, venue=event.venue, by=officer, at=AT)

    assert not Entry.objects.exists()


def test_a_reported_event_stays_as_it_is(facility, officer):
    event = EventFactory(facility=facility, reported=True)

    with pytest.raises(actions.WrongState, match="tidak dapat dilakukan lagi"):
        actions.revise(event, venue="Lapangan", by=officer, at=AT)


def test_the_package_changes_for_the_whole_list(event, officer):
    entitlement = EntitlementFactory(event=event)
    better = PackageFactory(campaign=event.campaign)

    actions.revise(event, package=better, by=officer, at=AT)

    entitlement.refresh_from_db()
    assert entitlement.package == better


def test_the_package_of_a_decided_list_stays(facility, officer):
    event = EventFactory(facility=facility, frozen=True)

    with pytest.raises(actions.WrongState):
        package = PackageFactory(campaign=event.campaign)
        actions.revise(event, package=package, by=officer, at=AT)


def test_the_campaign_changes_while_nobody_is_on_the_list(event, package, officer):
    actions.revise(event, campaign=package.campaign, package=package, by=officer, at=AT)

    event.refresh_from_db()
    assert event.campaign == package.campaign


def test_the_campaign_stays_once_somebody_is_on_the_list(event, package, officer):
    EntitlementFactory(event=event)

    with pytest.raises(actions.WrongState, match="masih kosong"):
        actions.revise(event, campaign=package.campaign, package=package, by=officer, at=AT)


def test_what_an_event_does_not_have_cannot_be_revised(event, officer):
    with pytest.raises(TypeError, match="state"):
        actions.revise(event, state=Event.State.OPEN, by=officer, at=AT)


def test_a_guest_is_written_down_with_the_way_they_came(event, officer):
    guest = note_guest(event, officer)

    assert list(event.guests.all()) == [guest]
    assert Entry.objects.about(event).get().details == {"guest": guest.pk}


def test_directives_and_statements_are_written_down(event, officer):
    directive = actions.note_directive(
        event, speaker="Menteri", text="Paling sedikit 5 persen", by=officer, at=AT
    )
    statement = actions.note_statement(
        event,
        speaker="Dewi Contoh",
        capacity="Penerima",
        text="Terima kasih",
        consented_on=date(2024, 12, 24),
        by=officer,
        at=AT,
    )

    assert list(event.directives.all()) == [directive]
    assert list(event.statements.all()) == [statement]


def test_words_of_a_person_stay_out_of_the_trail(event, officer):
    actions.note_directive(event, speaker="Menteri", text="Rahasia", by=officer, at=AT)

    entry = Entry.objects.get()
    assert "Rahasia" not in f"{entry.details} {entry.label}"


def test_a_note_can_be_dropped_until_the_event_is_reported(event, officer):
    guest = note_guest(event, officer)

    actions.drop_note(guest, by=officer, at=AT)

    assert not event.guests.exists()
    assert Entry.objects.about(event).newest_first().first().action == "event.drop_guest"


def test_notes_of_a_reported_event_stay(facility, officer):
    event = EventFactory(facility=facility, reported=True)
    guest = Guest.objects.create(event=event, name="Menteri Contoh")

    with pytest.raises(actions.WrongState):
        actions.drop_note(guest, by=officer, at=AT)
    with pytest.raises(actions.WrongState):
        note_guest(event, officer)
