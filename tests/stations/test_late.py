"""A device in the days after the event: it lives on for those who did not come."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from bansos.handovers import actions
from bansos.handovers.decisions import LATE
from bansos.handovers.invariants import differences
from bansos.handovers.models import Event, Handover
from tests.stations.device import Device
from tests.stations.test_operations import told


@pytest.fixture
def closed(event, officer):
    return actions.close_event(event, by=officer, at=timezone.now())


def after(event):
    return Event.objects.for_display().get(pk=event.pk).late_until


def test_a_device_gives_to_who_comes_late(device, closed, entitlement):
    facts = device.fetch().json()["event"]
    assert facts["state"] == "closed"
    assert facts["late_until"] is not None

    assert told(device.press(entitlement)) == ("refused", "closed")
    assert told(device.press(entitlement, kind="late")) == ("ok", "ok")

    assert Handover.objects.get().kind == Handover.Kind.LATE
    assert list(differences()) == []


def test_nobody_is_late_while_the_event_goes_on(device, entitlement):
    assert device.fetch().json()["event"]["late_until"] is None
    assert told(device.press(entitlement, kind="late")) == ("refused", "not_late")


def test_a_queue_outlives_the_late_days_but_the_list_does_not(device, closed, entitlement):
    end = after(closed)
    last = (end - timedelta(minutes=1)).isoformat()
    with time_machine.travel(end + LATE - timedelta(minutes=1)):
        assert device.fetch().json()["code"] == "event_closed"
        assert told(device.press(entitlement, kind="late")) == ("refused", "closed")
        kept = device.press(entitlement, kind="late", offline=True, happened_at=last)
        assert told(kept) == ("ok", "ok")
    with time_machine.travel(end + LATE + timedelta(minutes=1)):
        assert device.fetch().json()["code"] == "event_ended"


def test_a_report_ends_the_device_too(device, closed, head):
    actions.report_event(closed, by=head, at=timezone.now())

    assert device.fetch().json()["code"] == "event_ended"


def test_a_device_is_paired_in_the_late_days(client, closed, entitlement, officer):
    client.force_login(officer)
    listed = client.get(reverse("stations:station_list", args=[closed.pk])).text
    path = reverse("stations:pair", args=[closed.pk])
    assert path in listed
    assert "sampai masa susulan berakhir" in client.get(path).text

    token = client.post(path, {"name": "Meja susulan"}).context["token"]

    client.logout()
    assert told(Device(client, token).press(entitlement, kind="late")) == ("ok", "ok")
