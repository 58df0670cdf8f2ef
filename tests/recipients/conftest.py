import pytest

from recipients.models import Category, Relation
from tests.recipients.factories import (
    InmateFactory,
    KinshipFactory,
    MemberFactory,
    RecipientFactory,
)

NIK = "6301014107900001"
"""A woman's, born 1 July 1990 in Tanah Laut; in the facts of the field it is made up too."""
KK = "6301012412190001"


@pytest.fixture
def inmate(facility):
    """Held at the facility."""
    return InmateFactory(facility=facility, name="Contoh Warga", register_number="BI.123/2024")


@pytest.fixture
def family(facility, officer, inmate):
    """Dewi's family, registered by the officer: she, a child, and the inmate they belong to."""
    family = RecipientFactory(
        facility=facility,
        category=Category.INMATE_FAMILY,
        name="Dewi",
        kk=KK,
        registered_by=officer,
        nik=NIK,
    )
    MemberFactory(recipient=family, name="Bagus", relation=Relation.CHILD, sex="L")
    KinshipFactory(recipient=family, inmate=inmate)
    return family


@pytest.fixture
def desk(client, officer):
    """The officer's browser."""
    client.force_login(officer)
    return client
