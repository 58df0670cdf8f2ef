"""The event the papers were made for, as the database knows it once it is over."""

from datetime import datetime, timedelta

import pytest

from bansos.handovers.models import Event, Handover
from facilities.models import Facility
from recipients.models import Recipient
from tests.campaigns.factories import CampaignFactory, PackageFactory, PackageItemFactory
from tests.documents.samples import OFFICIAL_NAME, WITA
from tests.factories import OfficialFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, HandoverFactory

MORNING = datetime(2024, 12, 24, 9, tzinfo=WITA)
NOON = MORNING + timedelta(hours=3)


@pytest.fixture
def pelaihari(facility):
    """The facility of the story under its own name."""
    facility.official_name = OFFICIAL_NAME
    facility.short_name = "Rutan Kelas IIB Pelaihari"
    facility.place = "Pelaihari"
    facility.address = "Jalan Contoh Nomor 1, Pelaihari"
    facility.save()
    return facility


@pytest.fixture
def fani(pelaihari):
    return OfficialFactory(
        facility=pelaihari, name="Fani Andika", position="Kepala Rutan", is_head=True
    )


@pytest.fixture
def event(pelaihari, fani):
    """
    Closed at noon: ten families entitled, eight given to symbolically, one by a proxy, one absent.

    A ninth handover was a mistake and is void.
    """
    return make_event(pelaihari, fani)


def make_event(facility: Facility, head, *, families=10, **facts) -> Event:
    campaign = CampaignFactory(
        name="Penyerahan Bantuan Sosial Serentak",
        occasion="Natal dan Tahun Baru",
        basis="Surat Contoh Nomor 1",
    )
    package = PackageFactory(campaign=campaign)
    PackageItemFactory(package=package, name="Beras")
    event = EventFactory(
        closed=True,
        facility=facility,
        campaign=campaign,
        package=package,
        starts_at=MORNING,
        venue="Aula Pengayoman",
        **{"officiant": head} | facts,
    )
    for number in range(1, families + 1):
        entitle(event, number, head)
    # Whatever the factories did was done by noon.
    event.facility.movements.update(moved_at=MORNING)
    event.handovers.update(recorded_at=MORNING)
    Event.objects.filter(pk=event.pk).update(closed_at=NOON)
    event.refresh_from_db()
    return event


def entitle(event, number, head) -> None:
    entitlement = EntitlementFactory(
        event=event,
        number=number,
        name="Dewi" if number == 1 else f"Keluarga Contoh {number}",
        relation="Istri",
        inmate_name=f"Warga Contoh {number}",
        address="Desa Contoh, Pelaihari",
        sex="P",
        absence_reason="sakit" if number == 10 else "",
    )
    given = {"entitlement": entitlement, "handed_at": MORNING + timedelta(minutes=12)}
    if number <= 8:
        HandoverFactory(**given, kind=Handover.Kind.SYMBOLIC, handed_by=head)
    elif number == 9:
        HandoverFactory(**given, by_proxy=True)


@pytest.fixture
def dewi(event) -> Recipient:
    return event.entitlements.get(number=1).recipient
