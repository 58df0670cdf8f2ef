import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import FacilityFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, FamilyFactory
from tests.recipients.factories import KinshipFactory


@pytest.fixture
def family(facility):
    return FamilyFactory(facility=facility, name="Dewi")


@pytest.fixture
def inmate(family):
    return family.kinships.get().inmate


@pytest.fixture
def elsewhere(db):
    return FacilityFactory(short_name="Lapas Jauh")


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def office(client, head):
    client.force_login(head)
    return client


def url(name, inmate):
    return reverse(f"handovers:{name}", args=[inmate.pk])


def promised(family, **step):
    event = EventFactory(facility=family.facility, **step)
    return EntitlementFactory(event=event, recipient=family)


def test_the_head_sees_who_goes_along_and_who_stays(office, family, inmate):
    staying = FamilyFactory(facility=family.facility, name="Contoh Menetap")
    KinshipFactory(recipient=staying, inmate=inmate)

    page = office.get(url("transfer_inmate", inmate)).text

    assert page.index("ikut pindah") < page.index("Dewi") < page.index("tetap di sini")
    assert page.index("tetap di sini") < page.index("Contoh Menetap")


def test_the_inmate_goes_with_the_family(office, family, inmate, elsewhere):
    draft = promised(family)
    facts = {"to": elsewhere.pk, "reason": "Mutasi"}

    page = office.post(url("transfer_inmate", inmate), facts, follow=True).text

    family.refresh_from_db()
    assert family.facility == elsewhere
    assert "ke Lapas Jauh tercatat. Dikeluarkan dari daftar: Dewi (" in page
    draft.refresh_from_db()
    assert not draft.is_active
    assert office.get(inmate.get_absolute_url()).status_code == 404


def test_a_promise_on_a_frozen_list_is_named(office, family, inmate, elsewhere):
    promised(family, frozen=True)
    facts = {"to": elsewhere.pk, "reason": "Mutasi"}

    page = office.post(url("transfer_inmate", inmate), facts).text

    assert "Serahkan atau cabut dulu jatahnya: Dewi (nomor 1" in page
    inmate.refresh_from_db()
    assert inmate.facility == family.facility


@pytest.mark.parametrize("to", ["", "0", "a", str(2**64), "9" * 5000])
def test_no_place_is_no_transfer(to, office, inmate):
    response = office.post(url("transfer_inmate", inmate), {"to": to, "reason": "Mutasi"})

    assert response.status_code == 200
    assert "invalid-feedback" in response.text


def test_where_the_inmate_is_is_no_place_to_go(office, inmate):
    facts = {"to": inmate.facility_id, "reason": "Mutasi"}

    assert office.post(url("transfer_inmate", inmate), facts).status_code == 200


def test_an_officer_does_not_transfer(desk, inmate):
    assert desk.get(url("transfer_inmate", inmate)).status_code == 403
    assert url("transfer_inmate", inmate) not in desk.get(inmate.get_absolute_url()).text


def test_an_officer_notes_a_release_and_the_promise_stays(desk, family, inmate):
    entitlement = promised(family, frozen=True)
    page = desk.get(url("release_inmate", inmate)).text
    assert "Kepala dapat mencabutnya" in page
    facts = {"manner": "bebas", "on": "24/12/2024", "fate": "cabut", "reason": "Bebas"}

    desk.post(url("release_inmate", inmate), facts)

    inmate.refresh_from_db()
    entitlement.refresh_from_db()
    assert (inmate.left_as, f"{inmate.left_on}") == ("bebas", "2024-12-24")
    assert entitlement.is_active


def test_the_head_may_withdraw_what_is_promised(office, family, inmate):
    entitlement = promised(family, frozen=True)
    facts = {"manner": "meninggal", "on": f"{timezone.localdate():%d/%m/%Y}", "fate": "cabut"}

    page = office.post(url("release_inmate", inmate), facts).text
    assert "Tuliskan alasannya." in page
    page = office.post(
        url("release_inmate", inmate), facts | {"reason": "Meninggal dunia"}, follow=True
    ).text

    assert "tercatat. Dikeluarkan dari daftar: Dewi (nomor 1" in page
    entitlement.refresh_from_db()
    assert entitlement.withdrawn_reason == "Meninggal dunia"


def test_where_nothing_is_promised_nobody_asks_what_becomes_of_it(office, inmate):
    page = office.get(url("release_inmate", inmate)).text

    assert "Jatah yang belum diserahkan" not in page


@pytest.mark.parametrize("on", ["", "31/02/2024", "1/1/2999", "a\0b"])
def test_a_day_that_is_none_is_asked_again(on, desk, inmate):
    facts = {"manner": "bebas", "on": on}

    assert desk.post(url("release_inmate", inmate), facts).status_code == 200
    inmate.refresh_from_db()
    assert not inmate.has_left


def test_who_has_left_is_asked_about_no_more(office, inmate):
    facts = {"manner": "bebas", "on": "24/12/2024", "fate": "tetap"}
    office.post(url("release_inmate", inmate), facts)

    for name in ["release_inmate", "transfer_inmate"]:
        assert office.get(url(name, inmate)).url == inmate.get_absolute_url()
