"""Made-up stock: a balance comes with the line in the ledger that explains it."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from bansos.stock.models import Balance, Movement
from tests.campaigns.factories import PackageFactory
from tests.factories import FacilityFactory, UserFactory


class MovementFactory(DjangoModelFactory):
    """A line in the ledger alone; the balance does not know of it."""

    class Meta:
        model = Movement

    facility = factory.SubFactory(FacilityFactory)
    package = factory.SubFactory(PackageFactory)
    kind = Movement.Kind.RECEIVED
    quantity = 10
    moved_at = factory.LazyFunction(timezone.now)
    recorded_by = factory.SubFactory(UserFactory)


class BalanceFactory(DjangoModelFactory):
    """What is on hand was received."""

    class Meta:
        model = Balance
        skip_postgeneration_save = True

    facility = factory.SubFactory(FacilityFactory)
    package = factory.SubFactory(PackageFactory)
    on_hand = 10

    @factory.post_generation
    def ledger(balance, create, extracted, **kwargs):
        if create and balance.on_hand:
            MovementFactory(
                facility=balance.facility, package=balance.package, quantity=balance.on_hand
            )
