import pytest
from django.utils import timezone

from bansos.handovers import actions
from bansos.handovers.invariants import differences
from tests.factories import FacilityFactory
from tests.handovers.factories import (
    EntitlementFactory,
    EventFactory,
    FamilyFactory,
    HandoverFactory,
)
from tests.recipients.factories import KinshipFactory
from tests.recipients.rows import rows_of_aid


@pytest.fixture
def family(facility):
    return FamilyFactory(facility=facility, name="Dewi")


@pytest.fixture
def inmate(family):
    return family.kinships.get().inmate


@pytest.fixture
def elsewhere(db):
    return FacilityFactory(short_name="Lapas Contoh")


def promised(family, **step):
    event = EventFactory(facility=family.facility, **step)
    return EntitlementFactory(event=event, recipient=family)


def transferred(inmate, to, by):
    return actions.transfer_inmate(inmate, to=to, reason="Mutasi", by=by, at=timezone.now())


def released(inmate, by, **facts):
    facts = {"manner": "bebas", "on": timezone.localdate()} | facts
    return actions.release_inmate(inmate, by=by, at=timezone.now(), **facts)


@pytest.mark.parametrize("step", ["frozen", "opened"])
def test_a_package_promised_on_a_decided_list_keeps_the_inmate(
    step, family, inmate, elsewhere, head
):
    promised(family, **{step: True})
    before = rows_of_aid()

    with pytest.raises(actions.StillWaiting, match=r"Serahkan atau cabut dulu .*Dewi \(nomor 1"):
        transferred(inmate, elsewhere, head)
    assert rows_of_aid() == before


def test_what_was_handed_over_or_missed_keeps_nobody(family, inmate, elsewhere, head):
    HandoverFactory(entitlement=promised(family, opened=True))
    promised(family, closed=True)

    left = transferred(inmate, elsewhere, head)

    family.refresh_from_db()
    assert (left.withdrawn, family.facility) == ([], elsewhere)
    assert list(differences()) == []


def test_drafts_let_the_family_go_and_the_campaign_is_open_there(
    family, inmate, elsewhere, officer, head
):
    draft = promised(family)
    draft.event.spokesperson = family
    draft.event.save()

    left = transferred(inmate, elsewhere, head)

    draft.refresh_from_db()
    assert left.withdrawn == [draft]
    assert draft.withdrawn_reason == "Pindah ke Lapas Contoh"
    assert draft.event.spokesperson is None
    there = EventFactory(facility=elsewhere, campaign=draft.campaign)
    family.refresh_from_db()
    assert actions.choose(there, [family], by=officer, at=timezone.now()).added
    assert list(differences()) == []


def test_who_stays_for_another_inmate_keeps_the_promise(family, inmate, elsewhere, head):
    KinshipFactory(recipient=family)
    entitlement = promised(family, frozen=True)

    assert transferred(inmate, elsewhere, head).withdrawn == []
    entitlement.refresh_from_db()
    assert entitlement.is_active


def test_a_transfer_without_a_reason_is_refused(inmate, elsewhere, head):
    with pytest.raises(actions.ReasonMissing):
        actions.transfer_inmate(inmate, to=elsewhere, reason=" ", by=head, at=timezone.now())


def test_what_the_register_refuses_is_refused_here(inmate, head):
    with pytest.raises(actions.Refused, match="sudah ada di"):
        transferred(inmate, inmate.facility, head)


def test_released_the_family_keeps_what_it_was_promised(family, inmate, officer):
    entitlement = promised(family, frozen=True)

    assert released(inmate, officer).withdrawn == []
    entitlement.refresh_from_db()
    assert entitlement.is_active


def test_or_loses_it_with_a_reason(family, inmate, head):
    entitlements = {promised(family), promised(family, frozen=True)}

    left = released(inmate, head, is_withdrawn=True, reason="Sudah bebas")

    assert set(left.withdrawn) == entitlements
    for each in entitlements:
        each.refresh_from_db()
        assert each.withdrawn_reason == "Sudah bebas"
    assert list(differences()) == []


def test_what_has_another_ground_is_not_lost(family, inmate, head):
    KinshipFactory(recipient=family)
    entitlement = promised(family, frozen=True)

    assert released(inmate, head, is_withdrawn=True, reason="Sudah bebas").withdrawn == []
    entitlement.refresh_from_db()
    assert entitlement.is_active


def test_nothing_is_lost_for_no_reason(family, inmate, head):
    promised(family)
    with pytest.raises(actions.ReasonMissing):
        released(inmate, head, is_withdrawn=True)
    inmate.refresh_from_db()
    assert not inmate.has_left


def test_nobody_is_released_twice(inmate, head):
    released(inmate, head)
    with pytest.raises(actions.Refused, match="tidak ada di sini"):
        released(inmate, head, manner="meninggal")
