"""Made-up devices, each with a token that a test can know, and pages that came back signed."""

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from bansos.stations.models import PaperPage, PaperScan, Station
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


class PaperPageFactory(DjangoModelFactory):
    """A page of an open event that somebody has counted; nothing was signed on it."""

    class Meta:
        model = PaperPage

    event = factory.SubFactory(EventFactory, opened=True)
    facility = factory.SelfAttribute("event.facility")
    number = 1
    signatures = 0
    ticks = 0
    saved_at = factory.LazyFunction(timezone.now)
    saved_by = factory.SubFactory(UserFactory)


class PaperScanFactory(DjangoModelFactory):
    """What was attached to a page; its content is none."""

    class Meta:
        model = PaperScan

    page = factory.SubFactory(PaperPageFactory)
    facility = factory.SelfAttribute("page.facility")
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7 contoh %%EOF", "halaman.pdf"))
    kind = PaperScan.Kind.PDF
    attached_at = factory.LazyFunction(timezone.now)
    attached_by = factory.SubFactory(UserFactory)
