"""Made-up families and inmates. District 99 exists nowhere, so the numbers are nobody's."""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from recipients.models import Category, Inmate, Kinship, Member, NeedCriterion, Recipient, Relation
from tests.factories import FacilityFactory, UserFactory


def made_up_nik(n) -> str:
    """The NIK of a woman born in July 1990."""
    return f"630199{41 + n // 9999 % 28}0790{n % 9999 + 1:04}"


def made_up_kk(n) -> str:
    return f"630199010120{n % 9999 + 1:04}"


class NeedCriterionFactory(DjangoModelFactory):
    class Meta:
        model = NeedCriterion

    name = factory.Sequence(lambda n: f"Kriteria Contoh {n}")


class InmateFactory(DjangoModelFactory):
    class Meta:
        model = Inmate

    facility = factory.SubFactory(FacilityFactory)
    name = factory.Sequence(lambda n: f"Warga Contoh {n}")
    register_number = factory.Sequence(lambda n: f"BI.{n + 1}/2024")
    legal_status = Inmate.LegalStatus.CONVICT
    registered_at = factory.LazyFunction(timezone.now)
    registered_by = factory.SubFactory(UserFactory)


class MemberFactory(DjangoModelFactory):
    """One more person of a family, unless `is_main`."""

    class Meta:
        model = Member

    recipient = factory.SubFactory("tests.recipients.factories.RecipientFactory")
    name = factory.Sequence(lambda n: f"Anggota Contoh {n}")
    nik = factory.Sequence(made_up_nik)
    birth_date = date(1990, 7, 1)
    sex = Member.Sex.FEMALE


class RecipientFactory(DjangoModelFactory):
    """
    An unverified family with its main member, whose NIK is `nik`, and no inmate.

    `nik__main=False` leaves the person out; `verified=True` lets a second person verify it.
    """

    class Meta:
        model = Recipient
        skip_postgeneration_save = True

    class Params:
        verified = factory.Trait(
            verified_at=factory.LazyFunction(timezone.now),
            verified_by=factory.SubFactory(UserFactory),
        )

    facility = factory.SubFactory(FacilityFactory)
    category = Category.COMMUNITY
    name = factory.Sequence(lambda n: f"Keluarga Contoh {n}")
    address = "Jalan Contoh 1"
    region_code = "63.01.03.1004"
    registered_at = factory.LazyFunction(timezone.now)
    registered_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def nik(recipient, create, nik, main=True, **facts):
        if main:
            facts |= {"nik": nik} if nik is not None else {}
            MemberFactory(recipient=recipient, name=recipient.name, is_main=True, **facts)


class KinshipFactory(DjangoModelFactory):
    """Ties a family to an inmate of the same facility."""

    class Meta:
        model = Kinship

    recipient = factory.SubFactory(RecipientFactory, category=Category.INMATE_FAMILY)
    inmate = factory.SubFactory(
        InmateFactory, facility=factory.SelfAttribute("..recipient.facility")
    )
    relation = Relation.WIFE


class InstitutionFactory(RecipientFactory):
    """An orphanage or the like: a contact, and nobody with a NIK."""

    category = Category.INSTITUTION
    name = factory.Sequence(lambda n: f"Panti Contoh {n}")
    contact_name = "Pengurus Contoh"
    nik__main = False
