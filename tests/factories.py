"""Made-up rows, each complete in itself. Who matters to a test is named in the test."""

import factory
from factory.django import DjangoModelFactory, Password

from bansos.accounts.models import User
from bansos.accounts.roles import Role
from facilities.models import Facility, Official, Posting, RegionalOffice

PASSWORD = "sandi-contoh-untuk-uji"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"contoh{n}")
    name = factory.Sequence(lambda n: f"Pengguna Contoh {n}")
    password = Password(PASSWORD)


class RegionalOfficeFactory(DjangoModelFactory):
    class Meta:
        model = RegionalOffice

    name = factory.Sequence(lambda n: f"Contoh {n}")
    official_name = factory.LazyAttribute(
        lambda office: f"Kantor Wilayah Direktorat Jenderal Pemasyarakatan {office.name}"
    )


class FacilityFactory(DjangoModelFactory):
    class Meta:
        model = Facility

    regional_office = factory.SubFactory(RegionalOfficeFactory)
    kind = Facility.Kind.RUTAN
    place = factory.Sequence(lambda n: f"Contoh {n}")
    official_name = factory.LazyAttribute(lambda facility: f"Rumah Tahanan Negara {facility.place}")
    short_name = factory.LazyAttribute(lambda facility: f"Rutan {facility.place}")
    time_zone = Facility.Zone.WITA


class OfficialFactory(DjangoModelFactory):
    class Meta:
        model = Official

    facility = factory.SubFactory(FacilityFactory)
    name = factory.Sequence(lambda n: f"Pejabat Contoh {n}")
    position = "Kepala Subseksi Contoh"


class PostingFactory(DjangoModelFactory):
    """An officer at a facility of their own, unless told otherwise."""

    class Meta:
        model = Posting

    user = factory.SubFactory(UserFactory)
    role = Role.OFFICER
    facility = factory.SubFactory(FacilityFactory)
