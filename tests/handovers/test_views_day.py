"""The day on screen: opened, closed, opened again, reported, numbered."""

import pytest
from django.urls import reverse

from bansos.handovers.models import Event
from tests.handovers.factories import EntitlementFactory, EventFactory, HandoverFactory
from tests.stock.factories import BalanceFactory

State = Event.State


def url(name, *args):
    return reverse(f"handovers:{name}", args=args)


def state_of(event):
    return Event.objects.get(pk=event.pk).state


@pytest.fixture
def frozen(facility):
    event = EventFactory(facility=facility, frozen=True)
    EntitlementFactory(event=event)
    return event


@pytest.fixture
def closed(facility):
    return EventFactory(facility=facility, closed=True)


@pytest.fixture
def running(facility):
    """Dewi has her package, Rusdi and Sinta did not come yet."""
    event = EventFactory(facility=facility, opened=True)
    HandoverFactory(entitlement__event=event, entitlement__name="Dewi")
    EntitlementFactory(event=event, name="Rusdi")
    EntitlementFactory(event=event, name="Sinta")
    return event


def test_opening_leads_to_the_desk(client, frozen, officer):
    client.force_login(officer)

    response = client.post(url("open_event", frozen.pk))

    assert response.url == url("desk", frozen.pk)
    assert state_of(frozen) == State.OPEN


def test_who_opens_is_told_what_is_on_hand(client, frozen, officer):
    client.force_login(officer)
    assert "Stok belum cukup" in client.get(url("open_event", frozen.pk)).text

    BalanceFactory(facility=frozen.facility, package=frozen.package)

    assert "Stok belum cukup" not in client.get(url("open_event", frozen.pk)).text


def test_a_draft_is_not_opened(client, facility, officer):
    event = EventFactory(facility=facility)
    client.force_login(officer)

    response = client.post(url("open_event", event.pk), follow=True)

    assert "Kegiatan ini sekarang draf." in response.text
    assert state_of(event) == State.DRAFT


def test_who_closes_sees_the_families_who_did_not_come(client, running, officer):
    client.force_login(officer)

    page = client.get(url("close_event", running.pk)).text

    assert "2 keluarga tidak hadir" in page
    assert "Rusdi" in page
    assert "Dewi" not in page


def test_closing_keeps_the_reasons_that_are_known(client, running, officer):
    rusdi = running.entitlements.get(name="Rusdi")
    client.force_login(officer)

    client.post(url("close_event", running.pk), {f"absence_{rusdi.pk}": "Sakit"})

    told = dict(running.entitlements.values_list("name", "absence_reason"))
    assert told == {"Dewi": "", "Rusdi": "Sakit", "Sinta": ""}
    assert state_of(running) == State.CLOSED


def test_no_reason_is_given_for_somebody_elses_family(client, running, officer):
    other = EntitlementFactory(event__opened=True)
    dewi = running.entitlements.get(name="Dewi")
    client.force_login(officer)

    client.post(
        url("close_event", running.pk), {f"absence_{one.pk}": "Sakit" for one in [other, dewi]}
    )

    other.refresh_from_db()
    dewi.refresh_from_db()
    assert other.absence_reason == dewi.absence_reason == ""


def test_a_reason_far_too_long_closes_nothing_and_stays(client, running, officer):
    rusdi = running.entitlements.get(name="Rusdi")
    client.force_login(officer)

    response = client.post(url("close_event", running.pk), {f"absence_{rusdi.pk}": "x" * 201})

    assert state_of(running) == State.OPEN
    assert "x" * 201 in response.text


def test_closing_takes_the_same_queries_for_many(
    client, running, officer, django_assert_max_num_queries
):
    EntitlementFactory.create_batch(12, event=running)
    client.force_login(officer)

    with django_assert_max_num_queries(7):
        client.get(url("close_event", running.pk))


def test_the_head_opens_a_closed_event_again(client, closed, head):
    client.force_login(head)

    client.post(url("reopen_event", closed.pk), {"reason": "Dua keluarga baru tiba"})

    assert state_of(closed) == State.OPEN


@pytest.mark.parametrize("name", ["reopen_event", "report_event"])
def test_these_are_for_the_head(client, closed, officer, name):
    client.force_login(officer)

    assert client.get(url(name, closed.pk)).status_code == 403
    assert client.post(url(name, closed.pk), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("name", ["open_event", "close_event", "reopen_event", "report_event"])
def test_another_facilitys_day_is_not_found(client, head, name):
    theirs = EventFactory(closed=True)
    client.force_login(head)

    assert client.get(url(name, theirs.pk)).status_code == 404
    assert client.post(url(name, theirs.pk), {"reason": "x"}).status_code == 404


def test_a_reported_event_stays_reported(client, closed, head):
    client.force_login(head)

    client.post(url("report_event", closed.pk))
    response = client.post(url("reopen_event", closed.pk), {"reason": "Lupa"}, follow=True)

    assert "Kegiatan ini sekarang dilaporkan." in response.text
    assert state_of(closed) == State.REPORTED
