"""Who may take part in a campaign, and what a package is worth."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from bansos.campaigns.models import Campaign, Package
from tests.campaigns.factories import (
    CampaignFactory,
    PackageFactory,
    PackageItemFactory,
    QuotaFactory,
)
from tests.factories import FacilityFactory

pytestmark = pytest.mark.django_db
Scope = Campaign.Scope


@pytest.fixture
def campaigns(facility):
    """One of the nation, one of the facility's region, one of its own; and two of others."""
    office = facility.regional_office
    CampaignFactory(scope=Scope.REGIONAL, regional_office=FacilityFactory().regional_office)
    CampaignFactory(scope=Scope.FACILITY, facility=FacilityFactory())
    return {
        CampaignFactory(),
        CampaignFactory(scope=Scope.REGIONAL, regional_office=office),
        CampaignFactory(scope=Scope.FACILITY, facility=facility),
    }


def test_a_facility_takes_part_in_the_nations_its_regions_and_its_own(facility, campaigns):
    assert set(Campaign.objects.open_to(facility)) == campaigns


def test_campaigns_are_seen_by_those_who_may_take_part(campaigns, officer, stranger):
    assert set(Campaign.objects.visible_to(officer)) == campaigns
    assert {each.scope for each in Campaign.objects.visible_to(stranger)} == {Scope.NATIONAL}


@pytest.mark.parametrize(
    "facts",
    [
        {"scope": Scope.FACILITY},
        {"scope": Scope.REGIONAL},
        {"scope": "dunia"},
        {"starts_on": "2024-12-31", "ends_on": "2024-12-30"},
    ],
)
def test_a_campaign_is_somewhere_and_ends_after_it_starts(facts):
    with pytest.raises(IntegrityError):
        CampaignFactory(**facts)


def test_a_national_campaign_is_at_no_facility(facility):
    with pytest.raises(IntegrityError):
        CampaignFactory(facility=facility)


def test_a_facility_gives_everybodys_packages_and_its_own(facility):
    everybodys, own = PackageFactory(), PackageFactory(facility=facility)
    PackageFactory(facility=FacilityFactory())

    assert set(Package.objects.for_facility(facility)) == {everybodys, own}


def test_a_package_is_worth_what_its_contents_cost():
    package = PackageFactory()
    PackageItemFactory(package=package, quantity=Decimal("2.5"), unit_price=Decimal(10_000))
    PackageItemFactory(package=package, quantity=1, unit_price=Decimal(5_500))

    assert package.value == Decimal(30_500)


def test_without_every_price_nobody_knows_what_a_package_is_worth():
    package = PackageFactory()
    assert package.value is None
    PackageItemFactory(package=package)
    PackageItemFactory(package=package, unit_price=None)

    assert package.value is None


def test_contents_are_never_nothing():
    with pytest.raises(IntegrityError):
        PackageItemFactory(quantity=0)


def test_a_facility_has_one_quota_in_a_campaign():
    quota = QuotaFactory()

    with pytest.raises(IntegrityError):
        QuotaFactory(campaign=quota.campaign, facility=quota.facility)


def test_a_campaign_is_called_by_its_occasion_too():
    assert str(CampaignFactory(name="Bansos", occasion="Natal")) == "Bansos, Natal"
    assert str(CampaignFactory(name="Bansos")) == "Bansos"
