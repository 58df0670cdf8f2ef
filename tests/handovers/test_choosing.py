"""Who comes on a list: verified families, each once in a campaign, or exempted by the head."""

from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bansos.audit.models import Entry
from bansos.audit.trail import verify
from bansos.handovers import actions
from bansos.handovers.actions import choosing
from bansos.handovers.models import Claim, Entitlement
from recipients.models import Category, Recipient
from tests.factories import FacilityFactory, OfficialFactory
from tests.handovers.factories import (
    EntitlementFactory,
    EventFactory,
    FamilyFactory,
    HandoverFactory,
)
from tests.handovers.threads import all_at_once
from tests.recipients.factories import MemberFactory

AT = datetime(2024, 12, 2, 2, 0, tzinfo=UTC)
NINE = datetime(2024, 12, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def event(facility):
    return EventFactory(facility=facility, starts_at=NINE)


@pytest.fixture
def family(facility):
    return FamilyFactory(facility=facility, name="Dewi Contoh")


@pytest.fixture
def elsewhere(event):
    """Another facility's event in the same campaign."""
    facility = FacilityFactory(short_name="Lapas Lain")
    return EventFactory(facility=facility, campaign=event.campaign, package=event.package)


def choose(event, *families, by, **more):
    return actions.choose(event, list(families), by=by, at=AT, **more)


def refusal(chosen):
    [refused] = chosen.refused
    return refused.reason


def test_a_verified_family_comes_on_the_list_with_what_goes_on_paper(event, family, officer):
    chosen = choose(event, family, by=officer)

    [entitlement] = chosen.added
    assert chosen.refused == []
    entitlement.refresh_from_db()
    assert (entitlement.name, entitlement.sex, entitlement.relation) == (
        "Dewi Contoh",
        "P",
        "Istri",
    )
    assert entitlement.inmate_name == family.main_kinship.inmate.name
    assert entitlement.masked_nik == family.main_member.masked_nik
    assert entitlement.number is None
    assert (entitlement.added_by, entitlement.added_at) == (officer, AT)
    assert entitlement.package == event.package


def test_the_trail_tells_ids_and_no_names(event, family, officer):
    choose(event, family, by=officer)

    entry = Entry.objects.about(event).get()
    assert entry.details == {"recipients": [family.pk], "quantity": 1}
    assert "Dewi" not in entry.label


def test_an_institution_without_numbers_gets_several(event, facility, officer):
    orphanage = FamilyFactory(
        facility=facility, category=Category.INSTITUTION, kk="", nik__main=False, inmate=False
    )

    [entitlement] = choose(event, orphanage, by=officer, quantity=20).added

    assert entitlement.quantity == 20
    assert (entitlement.sex, entitlement.masked_nik, entitlement.inmate_name) == ("", "", "")


@pytest.mark.parametrize("quantity", [0, -1, 1001, 2**40])
def test_a_quantity_beyond_reason_is_refused(event, family, officer, quantity):
    with pytest.raises(actions.Refused, match="Jumlah paket"):
        choose(event, family, by=officer, quantity=quantity)


def test_an_unverified_family_is_refused(event, facility, officer):
    family = FamilyFactory(facility=facility, name="Siti Contoh", unverified=True)

    assert refusal(choose(event, family, by=officer)) == "Siti Contoh belum diverifikasi."


def test_a_retired_family_is_refused(event, family, officer, head):
    Recipient.objects.filter(pk=family.pk).update(retired_at=AT, retired_by=head)

    assert "dinonaktifkan" in refusal(choose(event, family, by=officer))


def test_another_facilitys_family_is_refused(event, officer):
    assert "tidak terdaftar" in refusal(choose(event, FamilyFactory(), by=officer))


def test_those_who_can_be_added_are_added_in_spite_of_the_others(event, family, facility, officer):
    unverified = FamilyFactory(facility=facility, unverified=True)

    chosen = choose(event, unverified, family, by=officer)

    assert [each.recipient for each in chosen.added] == [family]
    assert [each.recipient for each in chosen.refused] == [unverified]


def test_the_same_family_twice_is_refused_with_the_place_and_the_day(event, family, officer):
    choose(event, family, by=officer)

    chosen = choose(event, family, by=officer)

    assert refusal(chosen) == "Dewi Contoh sudah ada di daftar Rutan Contoh, 24 Desember 2024."
    assert event.entitlements.count() == 1


def test_the_same_family_at_another_event_of_the_campaign_is_refused(event, family, officer):
    other = EventFactory(
        facility=event.facility, campaign=event.campaign, package=event.package, starts_at=NINE
    )
    choose(other, family, by=officer)

    assert "24 Desember 2024" in refusal(choose(event, family, by=officer))


def test_the_same_family_may_be_in_another_campaign(event, family, officer):
    choose(EventFactory(facility=event.facility), family, by=officer)

    assert len(choose(event, family, by=officer).added) == 1


def test_a_kk_known_elsewhere_is_refused_without_a_name_or_a_day(event, family, elsewhere, officer):
    other = FamilyFactory(facility=elsewhere.facility, name="Bukan Dewi", kk=family.kk)
    EntitlementFactory(event=elsewhere, recipient=other)

    reason = refusal(choose(event, family, by=officer))

    assert reason == "Keluarga ini sudah mendapat jatah di Lapas Lain."


def test_a_family_known_by_kk_here_and_by_nik_there_is_one_family(
    event, family, elsewhere, officer
):
    child = MemberFactory(recipient=family)
    other = FamilyFactory(facility=elsewhere.facility, kk="", nik=child.nik)
    EntitlementFactory(event=elsewhere, recipient=other)

    assert "Lapas Lain" in refusal(choose(event, family, by=officer))


def test_a_member_who_left_the_family_does_not_hold_it_back(event, family, elsewhere, officer):
    left = MemberFactory(recipient=family, left_on=AT.date())
    other = FamilyFactory(facility=elsewhere.facility, nik=left.nik)
    EntitlementFactory(event=elsewhere, recipient=other)

    assert len(choose(event, family, by=officer).added) == 1


def test_one_family_under_two_names_in_one_choice_comes_once(event, facility, officer, monkeypatch):
    # The register refuses this too; here somebody got around it.
    monkeypatch.setattr(choosing.claims, "marks_of", lambda recipient: ["sama"])
    first = FamilyFactory(facility=facility, name="A Contoh")
    second = FamilyFactory(facility=facility, name="B Contoh")

    chosen = choose(event, first, second, by=officer)

    assert [each.name for each in chosen.added] == ["A Contoh"]
    assert refusal(chosen).endswith("atas nama A Contoh.")


@pytest.mark.parametrize("state", ["submitted", "frozen", "opened", "closed", "reported"])
def test_only_a_draft_is_added_to(facility, family, officer, state):
    event = EventFactory(facility=facility, **{state: True})

    with pytest.raises(actions.WrongState):
        choose(event, family, by=officer)


def test_nobody_to_add_is_nothing_done(event, officer):
    assert choose(event, by=officer) == actions.Chosen(added=[], refused=[])
    assert not Entry.objects.exists()


def reads(event, families, officer):
    """Statements of a choice but for its inserts, of which SQLite takes a limited size."""
    with CaptureQueriesContext(connection) as queries:
        choose(event, *families, by=officer)
    return [query for query in queries if not query["sql"].startswith("INSERT")]


def test_a_long_choice_takes_no_more_reads_than_a_short_one(event, facility, officer):
    families = FamilyFactory.create_batch(250, facility=facility)
    choose(event, FamilyFactory(facility=facility), by=officer)

    short = reads(event, families[:2], officer)
    long = reads(event, families[2:], officer)

    assert len(long) == len(short) <= 12


def test_refusing_many_takes_no_more_reads_either(event, facility, officer):
    families = FamilyFactory.create_batch(40, facility=facility)
    choose(event, *families, by=officer)

    assert len(reads(event, families, officer)) <= 12


def test_taken_off_a_draft_the_family_is_free_again(event, family, officer):
    [entitlement] = choose(event, family, by=officer).added

    actions.unchoose(entitlement, by=officer, at=AT)

    assert not Entitlement.objects.exists()
    assert not Claim.objects.exists()
    entry = Entry.objects.newest_first().first()
    assert (entry.action, entry.details) == ("entitlement.unchoose", {"recipient": family.pk})
    assert len(choose(event, family, by=officer).added) == 1


def test_nobody_is_taken_off_a_decided_list(facility, officer):
    entitlement = EntitlementFactory(event__facility=facility, event__frozen=True)

    with pytest.raises(actions.WrongState):
        actions.unchoose(entitlement, by=officer, at=AT)


def exempt(event, family, head, reason="Dua keluarga dalam satu KK"):
    return actions.exempt(event, family, reason=reason, by=head, at=AT)


def test_the_head_exempts_a_family_from_its_entitlement_elsewhere(event, family, elsewhere, head):
    other = FamilyFactory(facility=elsewhere.facility, kk=family.kk)
    holder = EntitlementFactory(event=elsewhere, recipient=other)

    entitlement = exempt(event, family, head)

    assert (entitlement.exempted_by, entitlement.exempted_at) == (head, AT)
    assert entitlement.exempted_reason == "Dua keluarga dalam satu KK"
    assert set(entitlement.claims.values_list("is_exempted", flat=True)) == {True}
    assert Entry.objects.get().details["besides"] == holder.pk


def test_an_exemption_needs_a_reason(event, family, head):
    with pytest.raises(actions.ReasonMissing):
        exempt(event, family, head, reason="  ")
    with pytest.raises(actions.ReasonMissing, match="300"):
        exempt(event, family, head, reason="a" * 301)


def test_a_family_that_nobody_holds_is_added_as_usual(event, family, head):
    with pytest.raises(actions.NeedsNoExemption):
        exempt(event, family, head)


def test_a_family_is_not_exempted_from_the_very_same_list(event, family, officer, head):
    choose(event, family, by=officer)

    with pytest.raises(actions.AlreadyEntitled):
        exempt(event, family, head)


def test_an_unverified_family_is_not_exempted(event, facility, head):
    with pytest.raises(actions.NotVerified):
        exempt(event, FamilyFactory(facility=facility, unverified=True), head)


def test_an_exempted_family_is_not_taken_a_third_time_without_asking(event, family, head, officer):
    holder = EntitlementFactory(event__campaign=event.campaign, event__facility=event.facility)
    MemberFactory(recipient=family, nik="6301994107919999")
    Claim.objects.create(
        campaign=event.campaign, entitlement=holder, mark=family.members.last().nik_index
    )
    exempt(event, family, head)
    holder.claims.update(is_active=False)

    other = EventFactory(facility=event.facility, campaign=event.campaign, package=event.package)

    assert "sudah ada di daftar" in refusal(choose(other, family, by=officer))


def test_a_symbolic_handing_over_is_planned_with_its_official(event, family, officer):
    [entitlement] = choose(event, family, by=officer).added
    official = OfficialFactory(facility=event.facility)

    actions.mark_symbolic(entitlement, official=official, by=officer, at=AT)

    entitlement.refresh_from_db()
    assert (entitlement.is_symbolic, entitlement.symbolic_official) == (True, official)


def test_a_symbolic_handing_over_can_be_unplanned(event, officer):
    official = OfficialFactory(facility=event.facility)
    entitlement = EntitlementFactory(event=event, is_symbolic=True, symbolic_official=official)

    actions.mark_symbolic(entitlement, official=None, by=officer, at=AT)

    entitlement.refresh_from_db()
    assert (entitlement.is_symbolic, entitlement.symbolic_official) == (False, None)


def test_another_facilitys_official_hands_nothing_over_here(event, officer):
    entitlement = EntitlementFactory(event=event)

    with pytest.raises(actions.WrongPlace):
        actions.mark_symbolic(entitlement, official=OfficialFactory(), by=officer, at=AT)


def test_what_is_handed_over_is_no_longer_planned(facility, officer):
    handover = HandoverFactory(entitlement__event__facility=facility)

    with pytest.raises(actions.AlreadyHandedOver):
        actions.mark_symbolic(handover.entitlement, official=None, by=officer, at=AT)


@pytest.fixture
def two_facilities(transactional_db):
    """Two events of one campaign whose ten families have each a person in common."""
    here = EventFactory()
    there = EventFactory(campaign=here.campaign, package=here.package)
    pairs = [
        (FamilyFactory(facility=here.facility), FamilyFactory(facility=there.facility, kk=""))
        for _ in range(10)
    ]
    for ours, theirs in pairs:
        MemberFactory(recipient=theirs, nik=ours.members.get().nik)
    return [(here, [ours for ours, _ in pairs]), (there, [theirs for _, theirs in pairs[::-1]])]


def test_two_facilities_choose_the_same_families_at_once_and_one_gets_each(two_facilities):
    chosen = all_at_once(
        *(
            lambda event=event, families=families: choose(event, *families, by=event.created_by)
            for event, families in two_facilities
        )
    )

    assert sum(len(each.added) for each in chosen) == 10
    assert sum(len(each.refused) for each in chosen) == 10
    assert all(
        refused.reason.startswith("Keluarga ini") for each in chosen for refused in each.refused
    )
    assert list(verify()) == []


@pytest.fixture
def both_look_first(monkeypatch):
    """Each facility sees what is held before the other one writes."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one write at a time, so nobody can look while another writes.")
    look, met = choosing.claims.holders, Barrier(2)

    def looked(campaign_id, marks):
        held = look(campaign_id, marks)
        if not getattr(met, "used", False):
            met.wait()
            met.used = True
        return held

    monkeypatch.setattr(choosing.claims, "holders", looked)


def test_who_looked_too_early_looks_again_and_is_refused_in_words(two_facilities, both_look_first):
    test_two_facilities_choose_the_same_families_at_once_and_one_gets_each(two_facilities)


def test_control_without_the_constraint_both_facilities_get_the_family(
    two_facilities, both_look_first
):
    name = "one_family_one_entitlement_per_campaign"
    [constraint] = [each for each in Claim._meta.constraints if each.name == name]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Claim, constraint)
    try:
        chosen = all_at_once(
            *(
                lambda event=event, families=families: choose(event, *families, by=event.created_by)
                for event, families in two_facilities
            )
        )
        assert [len(each.added) for each in chosen] == [10, 10]
    finally:
        Claim.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Claim, constraint)
