"""When the desk of a device ends: signed out, sent away, closed, or with a clock that is wrong."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from bansos.campaigns.models import Campaign
from bansos.handovers import actions as deeds
from bansos.handovers.models import Handover
from bansos.stations import actions
from bansos.stations.models import Station
from tests.browser.desk import served, with_families
from tests.browser.screens import look
from tests.handovers.factories import EventFactory

pytest_plugins = ["tests.browser.desk_fixtures"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def bad_network(complaints):
    """The browser tells of each request that did not get through; that is what is played here."""
    yield
    complaints[:] = [each for each in complaints if "net::ERR_" not in each]


def hold_back(desk):
    """The desk reaches nothing, while other pages of the device do."""
    desk.page.route("**/api/stations/**", lambda route: route.abort())


def let_through(desk):
    desk.page.unroute("**/api/stations/**")


def test_signing_out_takes_the_names_and_leaves_the_queue(desk, event):
    hold_back(desk)
    desk.serve(1)
    desk.says("Tersimpan di perangkat")
    other = desk.page.context.new_page()
    other.goto(f"{desk.url}/")
    other.get_by_role("button", name="Keluar").click()
    expect(other.locator("#device-queue")).to_contain_text("1 penyerahan tersimpan")

    stopped = desk.page.locator("#stopped")
    expect(stopped).to_contain_text("Keluar: 1 tersimpan tetap dikirim.")
    expect(desk.page.locator("#work")).to_be_hidden()
    look(desk.page, "perangkat-keluar")
    assert desk.count("keys") == 1
    assert served(event) == []

    let_through(desk)
    desk.page.get_by_role("button", name="Kirim sekarang").click()
    desk.has_sent_everything()
    expect(desk.page.locator("#stopped-queue")).to_be_hidden()
    assert served(event) == [1]
    # The token was only kept to send with.
    assert (desk.count("keys"), desk.count("tray")) == (0, 0)
    desk.page.reload()
    expect(stopped).to_contain_text("belum menjadi meja")
    look(desk.page, "perangkat-belum")


def test_a_device_that_is_a_desk_is_led_to_it(desk, event):
    for path in [f"/stasiun/{event.pk}/", f"/kegiatan/{event.pk}/meja/"]:
        desk.page.goto(f"{desk.url}{path}")
        desk.page.get_by_role("link", name="Buka meja di perangkat ini").click()
        desk.is_ready()


def test_signing_out_with_nothing_queued_leaves_nothing(desk):
    desk.page.goto(f"{desk.url}/")
    desk.page.get_by_role("button", name="Keluar").click()
    expect(desk.page.get_by_role("button", name="Masuk")).to_be_visible()
    expect(desk.page.locator("#device-queue")).to_be_hidden()
    assert desk.count("keys") == 0
    assert "token" not in desk.kept()


def test_a_device_that_was_sent_away_keeps_its_queue_until_it_is_paired_again(
    desk, event, head, client, officer
):
    hold_back(desk)
    desk.serve(1)
    with transaction.atomic():
        actions.revoke(Station.objects.get(), by=head, at=timezone.now())
    let_through(desk)
    desk.page.get_by_role("button", name="Kirim sekarang").click()

    stopped = desk.page.locator("#stopped")
    expect(stopped).to_contain_text("Perangkat ini dicabut")
    expect(stopped).to_contain_text("1 tersimpan di perangkat ini")
    expect(desk.page.locator("#work")).to_be_hidden()
    look(desk.page, "perangkat-dicabut")
    assert (desk.count("queue"), served(event)) == (1, [])

    desk.page.get_by_role("link", name="Pasangkan lagi").click()
    desk.page.get_by_label("Nama meja").fill("Meja 9")
    desk.page.get_by_role("button", name="Jadikan meja").click()
    desk.is_ready()
    desk.has_sent_everything()
    assert served(event) == [1]
    assert Handover.objects.get().station == "Meja 9"


def test_a_closed_event_takes_the_queue_and_nothing_new(desk, event, officer):
    Campaign.objects.update(late_days=0)
    hold_back(desk)
    desk.serve(1)
    deeds.close_event(event, by=officer, at=timezone.now())
    let_through(desk)
    desk.page.get_by_role("button", name="Kirim sekarang").click()

    expect(desk.page.locator("#stopped")).to_contain_text("Kegiatan sedang tidak berlangsung")
    desk.has_sent_everything()
    assert served(event) == [1]
    assert "facts" in desk.kept()
    assert desk.count("keys") == 1


def test_who_comes_after_the_closing_is_served_as_late(desk, event, officer):
    Campaign.objects.update(late_days=3)
    deeds.close_event(event, by=officer, at=timezone.now())
    desk.find(1)
    desk.press()
    desk.says("Kegiatan ini sudah ditutup.")
    expect(desk.page.locator("#late")).to_contain_text("paket masih diserahkan sampai")
    look(desk.page, "perangkat-susulan")
    desk.press()
    desk.says("Diserahkan")
    assert Handover.objects.get().kind == "susulan"


def test_a_clock_that_is_wrong_writes_the_right_time(desk, event):
    wrong = timezone.now() - timedelta(days=400)
    desk.page.clock.install(time=wrong)
    with desk.page.expect_response("**/api/stations/pack*"):
        desk.open()
    desk.is_ready()
    desk.page.context.set_offline(True)
    desk.is_network("Luring")
    desk.serve(1)
    desk.page.context.set_offline(False)
    desk.has_sent_everything()
    one = Handover.objects.get()
    assert abs(one.handed_at - timezone.now()) < timedelta(minutes=2)


def test_a_device_paired_with_another_event_sends_what_it_has_of_the_first(
    desk, event, another_event, client, officer
):
    hold_back(desk)
    desk.serve(1)
    let_through(desk)
    desk.pair(another_event, "Meja 5")
    desk.has_sent_everything()
    assert served(event) == [1]
    desk.serve(2)
    desk.says("Diserahkan")
    assert served(another_event) == [2]


@pytest.fixture
def another_event(event, facility):
    with transaction.atomic():
        return with_families(EventFactory(facility=facility, opened=True), 3)


def test_a_slow_server_holds_nobody_up(desk, event):
    """Told "stored" after a moment; what the server says later changes nothing for the family."""
    held = []
    desk.page.route("**/api/stations/operations", lambda route: held.append(route))
    desk.serve(1)
    desk.says("Tersimpan di perangkat")
    desk.serve(2)
    desk.says("Tersimpan di perangkat", "No. 2")
    for route in held:
        route.continue_()
    desk.page.unroute("**/api/stations/operations")
    desk.has_sent_everything()
    assert served(event) == [1, 2]
