"""Administrators promise campaigns, packages and quotas, and leave a trace."""

from datetime import date

import pytest
from django.urls import reverse

from bansos.audit.models import Entry
from bansos.campaigns.models import Campaign, Package, PackageItem, Quota
from tests.campaigns.factories import (
    CampaignFactory,
    PackageFactory,
    PackageItemFactory,
    QuotaFactory,
)
from tests.factories import FacilityFactory
from tests.stock.factories import BalanceFactory

MOST_QUERIES = 12


@pytest.fixture
def admin_client(client, administrator):
    client.force_login(administrator)
    return client


def url(name, *args):
    return reverse(f"admin:campaigns_{name}", args=args)


def campaign_form(**more):
    return {
        "name": "Bantuan Sosial Natal",
        "occasion": "Natal dan Tahun Baru",
        "scope": Campaign.Scope.NATIONAL,
        "starts_on": "2024-12-01",
        "ends_on": "2024-12-31",
        "late_days": 7,
        "packages-TOTAL_FORMS": 0,
        "packages-INITIAL_FORMS": 0,
        **more,
    }


def package_form(campaign, *items, **more):
    form = {
        "campaign": campaign.pk,
        "name": "Paket sembako",
        "unit": "paket",
        "items-TOTAL_FORMS": len(items),
        "items-INITIAL_FORMS": 0,
        **more,
    }
    for number, item in enumerate(items):
        form |= {f"items-{number}-{name}": value for name, value in item.items()}
    return form


def test_a_new_campaign_leaves_a_trace_in_the_house(admin_client, administrator):
    response = admin_client.post(url("campaign_add"), campaign_form())

    assert response.status_code == 302
    campaign = Campaign.objects.get()
    assert campaign.starts_on == date(2024, 12, 1)
    entry = Entry.objects.about(campaign).get()
    assert (entry.chain, entry.actor_id) == (0, administrator.pk)
    assert "name" in entry.details["fields"]
    assert "Natal" not in str(entry.details)


def test_a_facilitys_own_campaign_leaves_its_trace_there(admin_client, facility):
    form = campaign_form(scope=Campaign.Scope.FACILITY, facility=facility.pk)
    admin_client.post(url("campaign_add"), form)

    assert Entry.objects.about(Campaign.objects.get()).get().chain == facility.pk


def test_a_campaign_is_where_its_scope_says(admin_client):
    response = admin_client.post(url("campaign_add"), campaign_form(scope=Campaign.Scope.FACILITY))

    assert "Isi kantor wilayah atau UPT sesuai lingkup kampanye." in response.content.decode()
    assert not Campaign.objects.exists()


def test_a_campaign_does_not_end_before_it_starts(admin_client):
    response = admin_client.post(url("campaign_add"), campaign_form(ends_on="2024-11-01"))

    assert "tidak boleh sebelum tanggal mulai" in response.content.decode()


def test_the_scope_of_a_campaign_stays(admin_client):
    campaign = CampaignFactory()
    form = campaign_form(scope=Campaign.Scope.FACILITY, facility=FacilityFactory().pk, name="Baru")

    admin_client.post(url("campaign_change", campaign.pk), form)

    campaign.refresh_from_db()
    assert (campaign.name, campaign.scope) == ("Baru", Campaign.Scope.NATIONAL)


def test_a_package_is_made_with_its_contents(admin_client):
    rice = {"name": "Beras", "quantity": "5", "unit": "kg", "unit_price": "15000"}

    admin_client.post(url("package_add"), package_form(CampaignFactory(), rice))

    package = Package.objects.get()
    assert package.value == 75_000
    entry = Entry.objects.about(package).get()
    assert entry.details["campaigns.packageitem"] == {"added": [package.items.get().pk]}


def test_contents_are_something(admin_client):
    nothing = {"name": "Beras", "quantity": "0", "unit": "kg"}

    admin_client.post(url("package_add"), package_form(CampaignFactory(), nothing))

    assert not PackageItem.objects.exists()


def test_a_package_stays_in_its_campaign(admin_client):
    item = PackageItemFactory()
    form = package_form(CampaignFactory(), name="Paket besar") | {
        "items-TOTAL_FORMS": 1,
        "items-INITIAL_FORMS": 1,
        "items-0-id": item.pk,
        "items-0-package": item.package_id,
        "items-0-name": "Beras",
        "items-0-quantity": "10",
        "items-0-unit": "kg",
    }

    admin_client.post(url("package_change", item.package_id), form)

    item.refresh_from_db()
    package = Package.objects.get()
    assert (package.name, package.campaign) == ("Paket besar", item.package.campaign)
    assert item.quantity == 10


def test_a_package_in_stock_is_not_deleted(admin_client):
    package = BalanceFactory().package

    admin_client.post(url("package_delete", package.pk), {"post": "yes"})

    assert Package.objects.exists()


def test_a_quota_is_promised_once(admin_client):
    quota = QuotaFactory()
    form = {"campaign": quota.campaign_id, "facility": quota.facility_id, "packages": 9}

    response = admin_client.post(url("quota_add"), form)

    assert "Kuota UPT ini sudah ada" in response.content.decode()
    assert Quota.objects.get().packages == 50


def test_a_changed_quota_leaves_its_trace_at_the_facility(admin_client):
    quota = QuotaFactory()

    admin_client.post(url("quota_change", quota.pk), {"packages": 60})

    quota.refresh_from_db()
    assert quota.packages == 60
    entry = Entry.objects.about(quota).get()
    assert (entry.chain, entry.details) == (quota.facility_id, {"fields": ["packages"]})


@pytest.mark.parametrize("name", ["programme", "campaign", "package", "quota"])
def test_long_lists_take_few_queries(admin_client, django_assert_max_num_queries, name):
    for _ in range(8):
        facility = FacilityFactory()
        own = CampaignFactory(scope=Campaign.Scope.FACILITY, facility=facility)
        QuotaFactory(campaign=own, facility=facility)
        PackageItemFactory(package=PackageFactory(campaign=own, facility=facility))

    with django_assert_max_num_queries(MOST_QUERIES):
        response = admin_client.get(url(f"{name}_changelist"), {"q": "a"})

    assert response.status_code == 200


def test_a_campaign_of_many_packages_takes_few_queries(admin_client, django_assert_max_num_queries):
    campaign = CampaignFactory()
    for _ in range(8):
        PackageFactory(campaign=campaign, facility=FacilityFactory())

    with django_assert_max_num_queries(MOST_QUERIES):
        response = admin_client.get(url("campaign_change", campaign.pk))

    assert response.status_code == 200


@pytest.mark.parametrize("person", ["officer", "head", "regional", "national", "auditor"])
def test_nobody_else_is_let_in(client, request, person):
    client.force_login(request.getfixturevalue(person))

    assert client.get(url("campaign_changelist")).status_code in {302, 403}


@pytest.mark.parametrize("is_rehearsal", [True, False])
def test_what_was_meant_in_earnest_never_becomes_a_rehearsal(admin_client, is_rehearsal):
    campaign = CampaignFactory(is_rehearsal=is_rehearsal)
    form = campaign_form(scope=campaign.scope)
    form |= {} if is_rehearsal else {"is_rehearsal": "on"}

    admin_client.post(url("campaign_change", campaign.pk), form)

    campaign.refresh_from_db()
    assert campaign.name == "Bantuan Sosial Natal"
    assert campaign.is_rehearsal is is_rehearsal
