import pytest

from tests.handovers.conftest import open_event
from tests.stations.device import Device
from tests.stations.factories import StationFactory

__all__ = ["open_event"]

TOKEN = "sebuah-token-untuk-uji"


@pytest.fixture
def event(open_event):
    """A running event with four families, and packages for them all."""
    return open_event(families=4, on_hand=10)


@pytest.fixture
def entitlement(event):
    return event.entitlements.order_by("number").first()


@pytest.fixture
def station(event, officer):
    return StationFactory(event=event, paired_by=officer, name="Meja 2", token=TOKEN)


@pytest.fixture
def device(client, station):
    """What stands on the table in the hall, as the server knows it."""
    return Device(client, TOKEN)
