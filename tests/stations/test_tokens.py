"""Who may ask: a token of 256 bits, for one event, until its end, until the head says no."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.campaigns.models import Campaign
from bansos.handovers import actions as handovers
from bansos.handovers.decisions import LATE
from bansos.handovers.models import Event, Handover
from bansos.stations.models import Station
from bansos.stations.tokens import digest
from facilities.models import Posting
from tests.handovers.factories import EventFactory
from tests.stations.device import Device, pressed
from tests.stations.factories import StationFactory


def code(response):
    return response.status_code, response.json()["code"]


def asked(device, entitlement):
    """What both doors say, which must be the same."""
    answers = {code(device.post({"operations": [pressed(entitlement)]})), code(device.fetch())}
    assert not Handover.objects.exists()
    [answer] = answers
    return answer


@pytest.mark.parametrize("token", ["x", "x" * 5000, "Bearer", "ü", "a b", "-" * 43])
def test_a_wrong_token_opens_nothing(client, station, entitlement, token):
    assert asked(Device(client, token), entitlement) == (401, "token_unknown")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "sebuah-token-untuk-uji"])
def test_without_a_token_nothing_opens(client, station, header):
    response = client.get(reverse("stations:send_pack"), headers={"Authorization": header})

    assert code(response) == (401, "token_missing")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_session_opens_nothing(client, station, officer):
    client.force_login(officer)

    assert code(Device(client, "").fetch()) == (401, "token_missing")


def test_a_revoked_device_hands_nothing_over(client, device, entitlement, station, head):
    client.force_login(head)
    client.post(reverse("stations:revoke", args=[station.pk]))
    client.logout()

    assert asked(device, entitlement) == (403, "token_revoked")


@pytest.mark.parametrize("gone", ["switched off", "moved away"])
def test_a_device_ends_with_the_service_of_who_paired_it(device, entitlement, officer, gone):
    if gone == "switched off":
        officer.is_active = False
        officer.save()
    else:
        Posting.objects.filter(user=officer).update(
            ends_on=timezone.localdate() - timedelta(days=2)
        )

    assert asked(device, entitlement) == (403, "officer_gone")


def test_a_device_ends_with_its_event(device, event, entitlement, officer):
    Campaign.objects.update(late_days=0)
    closed = timezone.now() - LATE - timedelta(minutes=1)
    Event.objects.update(state=Event.State.CLOSED, closed_at=closed, closed_by=officer)

    assert asked(device, entitlement) == (409, "event_ended")


def test_a_queue_outlives_the_end_but_the_list_does_not(device, event, entitlement, officer):
    moment = timezone.now().isoformat()
    Campaign.objects.update(late_days=0)
    handovers.close_event(event, by=officer, at=timezone.now())

    assert code(device.fetch()) == (409, "event_closed")
    assert device.press(entitlement, offline=True, happened_at=moment)["status"] == "ok"

    handovers.report_event(event, by=officer, at=timezone.now())
    response = device.post({"operations": [pressed(entitlement)]})
    assert code(response) == (409, "event_ended")


def test_a_queue_is_sent_whoever_signed_in_or_out(client, device, entitlement, officer, stranger):
    client.force_login(officer)
    operation = pressed(entitlement)
    client.logout()
    client.force_login(stranger)

    assert device.send(operation)[0]["status"] == "ok"
    assert Handover.objects.get().recorded_by == officer


# Pairing


def test_an_officer_makes_a_device_a_station(client, event, officer, entitlement):
    client.force_login(officer)
    path = reverse("stations:pair", args=[event.pk])
    assert client.get(path).status_code == 200

    response = client.post(path, {"name": " Meja  2 "})

    token = response.context["token"]
    station = Station.objects.get()
    assert (station.name, station.paired_by, station.event) == ("Meja 2", officer, event)
    assert station.token_hash == digest(token)
    assert len(token) >= 43
    assert response.content.decode().count(token) == 1
    assert "no-store" in response["Cache-Control"]
    client.logout()
    assert Device(client, token).press(entitlement)["status"] == "ok"
    entry = Entry.objects.get(action="station.pair")
    assert token not in str(entry.details)


@pytest.mark.parametrize("name", ["", "   ", "m" * 41, "Meja\0"])
def test_a_station_needs_a_name(client, event, officer, name):
    client.force_login(officer)

    response = client.post(reverse("stations:pair", args=[event.pk]), {"name": name})

    assert response.status_code == 200
    assert not Station.objects.exists()


@pytest.mark.parametrize("state", ["frozen", "closed", "reported"])
def test_only_an_event_that_gives_packages_has_stations(client, facility, officer, state):
    event = EventFactory(facility=facility, campaign__late_days=0, **{state: True})
    client.force_login(officer)

    response = client.post(reverse("stations:pair", args=[event.pk]), {"name": "Meja 1"})

    assert response.status_code == 302
    assert not Station.objects.exists()


def test_the_list_tells_who_is_there_and_the_head_revokes(client, event, station, officer, head):
    StationFactory(event=event, name="Meja lama", revoked=True)
    path = reverse("stations:station_list", args=[event.pk])
    client.force_login(officer)
    assert ">Cabut<" not in client.get(path).text

    client.force_login(head)
    page = client.get(path).text
    assert page.count(">Cabut<") == 1
    assert "Belum pernah terlihat" in page

    response = client.post(reverse("stations:revoke", args=[station.pk]), follow=True)
    assert "Meja 2 dicabut" in response.text
    client.post(reverse("stations:revoke", args=[station.pk]))
    station.refresh_from_db()
    assert station.revoked_by == head
    assert Entry.objects.filter(action="station.revoke").count() == 1


# The command


def paired(**options):
    out = io.StringIO()
    call_command("pair_station", stdout=out, **options)
    return out.getvalue()


def test_the_command_prints_a_token_and_nothing_else(client, event, entitlement, officer):
    Event.objects.update(opened_by=officer)

    printed = paired(event=event.pk, name="Uji beban")

    token = printed.strip()
    assert printed == f"{token}\n"
    assert Device(client, token).press(entitlement)["station"] == "Uji beban"


@pytest.mark.parametrize("options", [{}, {"event": 2**31}, {"name": " "}])
def test_the_command_needs_an_open_event_and_a_name(db, options):
    with pytest.raises(CommandError):
        paired(**options)
