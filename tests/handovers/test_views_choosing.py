"""Who comes on the list, as one chooses it on screen."""

import pytest
from django.urls import reverse

from bansos.handovers.models import Entitlement
from recipients.models import Category, Recipient
from tests.factories import OfficialFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, FamilyFactory
from tests.recipients.factories import InstitutionFactory, NeedCriterionFactory


def url(name, *args):
    return reverse(f"handovers:{name}", args=args)


@pytest.fixture
def event(facility):
    """An event whose list is a draft."""
    return EventFactory(facility=facility)


@pytest.fixture
def families(facility):
    """Three verified families of the facility."""
    return [FamilyFactory(facility=facility, name=name) for name in ["Dewi", "Rusdi", "Sinta"]]


def offered(client, event, **query):
    response = client.get(url("choose_recipients", event.pk), query)
    return [recipient.name for recipient in response.context["page"]]


def add(client, event, query="", **data):
    return client.post(f"{url('add_recipients', event.pk)}{query}", {"quantity": 1} | data)


# Who is offered


def test_only_verified_families_in_use_are_offered(client, event, families, officer, facility):
    FamilyFactory(facility=facility, unverified=True)
    FamilyFactory()
    EntitlementFactory(event=event, recipient=families[2])
    client.force_login(officer)

    assert offered(client, event) == ["Dewi", "Rusdi"]


def test_families_are_narrowed_by_category_need_and_district(
    client, event, families, officer, facility
):
    need = NeedCriterionFactory()
    families[0].needs.add(need)
    Recipient.objects.filter(pk=families[1].pk).update(region_code="63.01.05.2001")
    InstitutionFactory(facility=facility, name="Panti", verified=True)
    client.force_login(officer)

    assert offered(client, event, golongan=Category.INSTITUTION) == ["Panti"]
    assert offered(client, event, kebutuhan=need.pk) == ["Dewi"]
    assert offered(client, event, kecamatan="63.01.05") == ["Rusdi"]
    assert offered(client, event, kecamatan="63.01.05", kebutuhan=need.pk) == []


def test_families_with_an_entitlement_in_the_campaign_can_be_left_out(
    client, event, families, officer, facility
):
    other = EventFactory(facility=facility, campaign=event.campaign, package=event.package)
    EntitlementFactory(event=other, recipient=families[0])
    client.force_login(officer)

    assert offered(client, event, belum=1) == ["Rusdi", "Sinta"]
    assert "Sudah mendapat jatah" in client.get(url("choose_recipients", event.pk)).text


def test_a_filter_nobody_knows_filters_nothing(client, event, families, officer):
    client.force_login(officer)

    for name in ["golongan", "kebutuhan", "kecamatan"]:
        for value in ["entah", "\0", "9" * 30, "-1", "<b>"]:
            assert len(offered(client, event, **{name: value})) == 3


def test_a_search_among_families_stays_out_of_the_address(client, event, families, officer):
    client.force_login(officer)

    response = client.post(
        url("search_candidates", event.pk), {"q": "dewi", "golongan": Category.INMATE_FAMILY}
    )

    assert "dewi" not in response.url
    assert "golongan=keluarga_wb" in response.url
    page = client.get(response.url).context["page"]
    assert [recipient.name for recipient in page] == ["Dewi"]


def test_250_families_fit_on_a_page(
    client, event, officer, facility, django_assert_max_num_queries
):
    FamilyFactory.create_batch(12, facility=facility)
    client.force_login(officer)

    with django_assert_max_num_queries(11):
        page = client.get(url("choose_recipients", event.pk)).context["page"]

    assert page.paginator.per_page == 250


# Adding


def test_all_verified_families_are_added_at_once(client, event, families, officer):
    client.force_login(officer)

    response = add(client, event, everybody=1)

    assert "3 keluarga ditambahkan." in response.text
    assert event.entitlements.count() == 3


def test_all_means_all_that_the_filter_found(client, event, families, officer):
    client.force_login(officer)
    token = client.post(url("search_candidates", event.pk), {"q": "dewi"}).url.partition("?")[2]

    add(client, event, f"?{token}", everybody=1)

    assert [entitlement.name for entitlement in event.entitlements.all()] == ["Dewi"]


def test_families_are_added_one_by_one(client, event, families, officer):
    client.force_login(officer)

    add(client, event, recipient=[families[0].pk, families[2].pk])

    assert {each.name for each in event.entitlements.all()} == {"Dewi", "Sinta"}


def test_an_institution_gets_several_packages(client, event, officer, facility):
    panti = InstitutionFactory(facility=facility, verified=True)
    client.force_login(officer)

    add(client, event, recipient=panti.pk, quantity=4)

    assert event.entitlements.get().quantity == 4


def test_every_refusal_is_told_with_who_and_where(client, event, families, officer, facility):
    other = EventFactory(facility=facility, campaign=event.campaign, package=event.package)
    EntitlementFactory(event=other, recipient=families[0])
    client.force_login(officer)

    response = add(client, event, everybody=1)

    assert "2 keluarga ditambahkan." in response.text
    assert "Dewi sudah ada di daftar Rutan Contoh" in response.text
    assert url("exempt", event.pk, families[0].pk) not in response.text


def test_the_head_is_offered_the_exemption(client, event, families, head, facility):
    other = EventFactory(facility=facility, campaign=event.campaign, package=event.package)
    EntitlementFactory(event=other, recipient=families[0])
    client.force_login(head)

    response = add(client, event, everybody=1)

    assert url("exempt", event.pk, families[0].pk) in response.text


def test_families_of_others_cannot_be_slipped_in(client, event, officer):
    client.force_login(officer)

    response = add(client, event, recipient=[FamilyFactory().pk, "9" * 30, "abc", "\0", "-1"])

    assert response.status_code == 302
    assert not Entitlement.objects.exists()


@pytest.mark.parametrize("quantity", ["", "0", "-1", "1000", "abc", "\0", "9" * 5000])
def test_a_wrong_quantity_adds_nobody(client, event, families, officer, quantity):
    client.force_login(officer)

    add(client, event, everybody=1, quantity=quantity)

    assert not Entitlement.objects.exists()


def test_adding_again_after_a_reload_changes_nothing(client, event, families, officer):
    client.force_login(officer)
    add(client, event, recipient=families[0].pk)

    add(client, event, recipient=families[0].pk)

    assert event.entitlements.count() == 1


def test_nobody_is_added_to_a_list_that_is_submitted(client, families, officer, facility):
    event = EventFactory(facility=facility, submitted=True)
    client.force_login(officer)

    assert client.get(url("choose_recipients", event.pk)).url == event.get_absolute_url()
    response = client.post(
        url("add_recipients", event.pk), {"quantity": 1, "everybody": 1}, follow=True
    )

    assert "Keadaan kegiatan: diajukan." in response.text
    assert not event.entitlements.exists()


def test_strangers_choose_nobody(client, event, families, stranger):
    client.force_login(stranger)

    assert client.get(url("choose_recipients", event.pk)).status_code == 404
    assert add(client, event, everybody=1).status_code == 404


# Taking off, exempting, marking


def test_a_family_is_taken_off_a_draft(client, event, officer):
    entitlement = EntitlementFactory(event=event)
    client.force_login(officer)

    response = client.post(url("unchoose", entitlement.pk), follow=True)

    assert "dikeluarkan dari daftar" in response.text
    assert not event.entitlements.exists()


def test_a_family_is_not_taken_off_by_looking(client, event, officer):
    entitlement = EntitlementFactory(event=event)
    client.force_login(officer)

    assert client.get(url("unchoose", entitlement.pk)).status_code == 405


def test_a_decided_list_is_not_shortened(client, facility, officer):
    entitlement = EntitlementFactory(event__facility=facility, event__frozen=True)
    client.force_login(officer)

    response = client.post(url("unchoose", entitlement.pk), follow=True)

    assert "tidak dapat dilakukan lagi" in response.text
    assert Entitlement.objects.exists()


@pytest.fixture
def served(facility, event, families):
    """A family that has an entitlement at another event of the campaign."""
    other = EventFactory(facility=facility, campaign=event.campaign, package=event.package)
    EntitlementFactory(event=other, recipient=families[0])
    return families[0]


def test_the_head_exempts_with_a_reason(client, event, served, head):
    client.force_login(head)

    client.post(url("exempt", event.pk, served.pk), {"reason": "Dua keluarga dalam satu KK"})

    entitlement = event.entitlements.get()
    assert (entitlement.recipient, entitlement.exempted_by) == (served, head)
    assert entitlement.exempted_reason == "Dua keluarga dalam satu KK"


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301, "\0"])
def test_without_a_reason_nobody_is_exempted(client, event, served, head, reason):
    client.force_login(head)

    response = client.post(url("exempt", event.pk, served.pk), {"reason": reason})

    assert response.status_code == 200
    assert not event.entitlements.exists()


def test_an_officer_exempts_nobody(client, event, served, officer):
    client.force_login(officer)

    assert client.post(url("exempt", event.pk, served.pk), {"reason": "x"}).status_code == 403


def test_who_needs_no_exemption_is_told_so(client, event, families, head):
    client.force_login(head)

    response = client.post(url("exempt", event.pk, families[1].pk), {"reason": "Mendesak"})

    assert "tidak perlu dikecualikan" in response.text
    assert "Mendesak" in response.text


def test_a_family_of_another_facility_is_not_found(client, event, head):
    client.force_login(head)

    assert client.get(url("exempt", event.pk, FamilyFactory().pk)).status_code == 404
    assert client.get(url("exempt", event.pk, 2**63)).status_code == 404


def test_a_symbolic_handover_is_planned_and_unplanned(client, event, facility, officer):
    entitlement = EntitlementFactory(event=event)
    official = OfficialFactory(facility=facility)
    client.force_login(officer)

    client.post(url("mark_symbolic", entitlement.pk), {"official": official.pk})
    entitlement.refresh_from_db()
    assert (entitlement.is_symbolic, entitlement.symbolic_official) == (True, official)

    client.post(url("mark_symbolic", entitlement.pk), {"official": ""})
    entitlement.refresh_from_db()
    assert not entitlement.is_symbolic


def test_an_official_of_another_facility_hands_nothing_over_here(client, event, officer):
    entitlement = EntitlementFactory(event=event)
    client.force_login(officer)

    client.post(url("mark_symbolic", entitlement.pk), {"official": OfficialFactory().pk})

    entitlement.refresh_from_db()
    assert not entitlement.is_symbolic
