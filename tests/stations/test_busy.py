"""A database that is away for a moment: a device hears that it may ask again, and not a page."""

import pytest
from django.db import InterfaceError, OperationalError

from bansos.handovers.models import Handover
from bansos.stations.views import api
from tests.stations.device import pressed


@pytest.fixture(params=[InterfaceError, OperationalError])
def gone(request):
    """Raises as a line to the database does that was cut."""

    def cut(*args, **kwargs):
        raise request.param("server closed the connection unexpectedly")

    return cut


@pytest.mark.parametrize("where", ["station_of", "hand_over"])
def test_a_device_is_told_to_send_again(device, entitlement, gone, where, monkeypatch):
    operation = pressed(entitlement)
    with monkeypatch.context() as patched:
        patched.setattr(api, where, gone)
        response = device.post({"operations": [operation]})

    assert (response.status_code, response.json()["code"]) == (503, "busy")
    assert not Handover.objects.exists()
    assert device.send(operation)[0]["status"] == "ok"


def test_a_device_is_told_to_fetch_its_list_again(device, gone, monkeypatch):
    monkeypatch.setattr(api, "station_of", gone)

    assert device.fetch().status_code == 503
