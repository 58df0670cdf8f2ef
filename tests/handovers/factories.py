"""
Made-up families, events and handovers, each consistent with everything that counts them.

An event made in a later state has the facts of its earlier steps; an entitlement of a decided
event has a number and is counted; a handover is in the ledger.
"""

from io import BytesIO
from uuid import uuid4

import factory
from django.core.files.base import ContentFile
from django.db.models import F
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image

from bansos.handovers.actions import claims
from bansos.handovers.models import Conflict, Entitlement, Event, EventPhoto, Handover, Tally
from bansos.stock.models import Movement
from recipients.models import Category
from tests.campaigns.factories import CampaignFactory, PackageFactory
from tests.factories import FacilityFactory, UserFactory
from tests.recipients.factories import KinshipFactory, RecipientFactory, made_up_kk
from tests.stock.factories import MovementFactory


class FamilyFactory(RecipientFactory):
    """A verified family with a KK, of an inmate unless `inmate=False`."""

    category = Category.INMATE_FAMILY
    kk = factory.Sequence(made_up_kk)
    verified_at = factory.LazyFunction(timezone.now)
    verified_by = factory.SubFactory(UserFactory)

    class Params:
        unverified = factory.Trait(verified_at=None, verified_by=None)

    @factory.post_generation
    def inmate(recipient, create, inmate, **facts):
        if inmate is not False:
            KinshipFactory(recipient=recipient, **facts)


class EventFactory(DjangoModelFactory):
    """A draft, unless told to be `submitted`, `frozen`, `opened`, `closed` or `reported`."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    facility = factory.SubFactory(FacilityFactory)
    campaign = factory.SubFactory(CampaignFactory)
    package = factory.SubFactory(PackageFactory, campaign=factory.SelfAttribute("..campaign"))
    starts_at = factory.LazyFunction(timezone.now)
    venue = "Aula Contoh"
    created_at = factory.LazyFunction(timezone.now)
    created_by = factory.SubFactory(UserFactory)

    class Params:
        submitted = factory.Trait(
            state=Event.State.SUBMITTED,
            submitted_at=factory.LazyFunction(timezone.now),
            submitted_by=factory.SubFactory(UserFactory),
        )
        frozen = factory.Trait(
            submitted=True,
            state=Event.State.FROZEN,
            frozen_at=factory.LazyFunction(timezone.now),
            frozen_by=factory.SubFactory(UserFactory),
        )
        opened = factory.Trait(
            frozen=True,
            state=Event.State.OPEN,
            opened_at=factory.LazyFunction(timezone.now),
            opened_by=factory.SubFactory(UserFactory),
        )
        closed = factory.Trait(
            opened=True,
            state=Event.State.CLOSED,
            closed_at=factory.LazyFunction(timezone.now),
            closed_by=factory.SubFactory(UserFactory),
        )
        reported = factory.Trait(
            closed=True,
            state=Event.State.REPORTED,
            reported_at=factory.LazyFunction(timezone.now),
            reported_by=factory.SubFactory(UserFactory),
        )

    @factory.post_generation
    def counted(event, create, extracted, **kwargs):
        if create:
            Tally.objects.create(event=event)


class EntitlementFactory(DjangoModelFactory):
    """A family on an event's list, its marks claimed; once the list is decided, counted."""

    class Meta:
        model = Entitlement
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    facility = factory.SelfAttribute("event.facility")
    campaign = factory.SelfAttribute("event.campaign")
    package = factory.SelfAttribute("event.package")
    recipient = factory.SubFactory(FamilyFactory, facility=factory.SelfAttribute("..facility"))
    name = factory.SelfAttribute("recipient.name")
    category = factory.SelfAttribute("recipient.category")
    masked_nik = "630199******0001"
    number = factory.LazyAttribute(
        lambda each: each.event.entitlements.count() + 1 if each.event.is_decided else None
    )
    added_at = factory.LazyFunction(timezone.now)
    added_by = factory.SubFactory(UserFactory)

    class Params:
        exempted = factory.Trait(
            exempted_at=factory.LazyFunction(timezone.now),
            exempted_by=factory.SubFactory(UserFactory),
            exempted_reason="Dua keluarga dalam satu KK",
        )

    @factory.post_generation
    def counted(entitlement, create, extracted, **kwargs):
        claims.hold([entitlement])
        if entitlement.event.is_decided:
            Tally.objects.filter(pk=entitlement.event_id).update(
                entitled=F("entitled") + 1,
                entitled_packages=F("entitled_packages") + entitlement.quantity,
            )


class HandoverFactory(DjangoModelFactory):
    """A package in its recipient's hands: it was received for this, and left by the ledger."""

    class Meta:
        model = Handover
        skip_postgeneration_save = True

    operation_id = factory.LazyFunction(uuid4)
    entitlement = factory.SubFactory(EntitlementFactory, event__opened=True)
    event = factory.SelfAttribute("entitlement.event")
    facility = factory.SelfAttribute("entitlement.facility")
    quantity = factory.SelfAttribute("entitlement.quantity")
    handed_at = factory.LazyFunction(timezone.now)
    recorded_at = factory.SelfAttribute("handed_at")
    recorded_by = factory.SubFactory(UserFactory)

    class Params:
        by_proxy = factory.Trait(
            proxy_name="Wakil Contoh",
            proxy_relation="Adik",
            proxy_document=Handover.Document.KTP,
        )

    @factory.post_generation
    def counted(handover, create, extracted, **kwargs):
        line = {"facility": handover.facility, "package": handover.entitlement.package}
        MovementFactory(**line, quantity=handover.quantity)
        MovementFactory(
            **line,
            kind=Movement.Kind.HANDED,
            quantity=-handover.quantity,
            handover_id=handover.pk,
        )
        Tally.objects.filter(pk=handover.event_id).update(
            handed=F("handed") + 1,
            handed_packages=F("handed_packages") + handover.quantity,
            symbolic=F("symbolic") + int(handover.kind == Handover.Kind.SYMBOLIC),
            by_proxy=F("by_proxy") + int(handover.is_by_proxy),
        )


def picture(width=80, height=60, kind="JPEG", **more) -> bytes:
    """A plain picture as a file of some kind."""
    written = BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, kind, **more)
    return written.getvalue()


class EventPhotoFactory(DjangoModelFactory):
    class Meta:
        model = EventPhoto

    event = factory.SubFactory(EventFactory)
    file = factory.LazyFunction(lambda: ContentFile(picture(), name="foto.jpg"))
    caption = "Penyerahan simbolis"
    added_at = factory.LazyFunction(timezone.now)
    added_by = factory.SubFactory(UserFactory)


class ConflictFactory(DjangoModelFactory):
    """A second package for one family, which the books did not have: nothing left the ledger."""

    class Meta:
        model = Conflict

    operation_id = factory.LazyFunction(uuid4)
    entitlement = factory.SubFactory(EntitlementFactory, event__opened=True)
    event = factory.SelfAttribute("entitlement.event")
    facility = factory.SelfAttribute("entitlement.facility")
    quantity = factory.SelfAttribute("entitlement.quantity")
    handed_at = factory.LazyFunction(timezone.now)
    recorded_at = factory.SelfAttribute("handed_at")
    recorded_by = factory.SubFactory(UserFactory)
    is_offline = True
    cause = Conflict.Cause.TWICE
    message = "Sudah diserahkan. Disimpan sebagai konflik."
