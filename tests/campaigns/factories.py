"""Made-up promises: a national campaign, and a package that everybody may hand over."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from bansos.campaigns.models import Campaign, Package, PackageItem, Programme, Quota
from tests.factories import FacilityFactory


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme

    name = factory.Sequence(lambda n: f"Program Contoh {n}")


class CampaignFactory(DjangoModelFactory):
    """National, unless told otherwise."""

    class Meta:
        model = Campaign

    name = factory.Sequence(lambda n: f"Bantuan Sosial Contoh {n}")
    scope = Campaign.Scope.NATIONAL
    starts_on = date(2024, 12, 1)
    ends_on = date(2024, 12, 31)


class PackageFactory(DjangoModelFactory):
    """Of no facility, so everybody's."""

    class Meta:
        model = Package

    campaign = factory.SubFactory(CampaignFactory)


class PackageItemFactory(DjangoModelFactory):
    class Meta:
        model = PackageItem

    package = factory.SubFactory(PackageFactory)
    name = factory.Sequence(lambda n: f"Barang Contoh {n}")
    quantity = Decimal(5)
    unit = "kg"
    unit_price = Decimal(15_000)


class QuotaFactory(DjangoModelFactory):
    class Meta:
        model = Quota

    campaign = factory.SubFactory(CampaignFactory)
    facility = factory.SubFactory(FacilityFactory)
    packages = 50
