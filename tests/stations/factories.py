"""Made-up devices, each with a token that a test can know."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from bansos.stations.models import Station
from bansos.stations.tokens import digest, new_token
from tests.factories import UserFactory
from tests.handovers.factories import EventFactory


class StationFactory(DjangoModelFactory):
    """A device paired with an open event. `token="…"` is what it sends."""

    class Meta:
        model = Station

    class Params:
        token = factory.LazyFunction(new_token)
        revoked = factory.Trait(
            revoked_at=factory.LazyFunction(timezone.now),
            revoked_by=factory.SubFactory(UserFactory),
        )

    event = factory.SubFactory(EventFactory, opened=True)
    facility = factory.SelfAttribute("event.facility")
    name = factory.Sequence("Meja {}".format)
    token_hash = factory.LazyAttribute(lambda each: digest(each.token))
    paired_at = factory.LazyFunction(timezone.now)
    paired_by = factory.SubFactory(UserFactory)
