"""The screen in the hall, as a projector shows it: it goes on by itself."""

import pytest
from playwright.sync_api import expect

from bansos.stations import hall
from tests.browser.screens import look
from tests.factories import OfficialFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, HandoverFactory

pytestmark = pytest.mark.django_db(transaction=True)

A_WHILE = 3_100
"""Milliseconds: the screen has asked again by then."""


@pytest.fixture
def event(facility):
    agenda = "Pembukaan\nPenyerahan simbolis\nPenyerahan kepada seluruh keluarga\nPenutup"
    event = EventFactory(facility=facility, opened=True, agenda=agenda, agenda_now=1)
    EntitlementFactory.create_batch(3, event=event)
    official = OfficialFactory(facility=facility, position="Kepala Rutan Contoh")
    called = {"is_symbolic": True, "symbolic_official": official, "name": "Dewi Contoh"}
    EntitlementFactory(event=event, **called)
    return event


@pytest.fixture
def opened(page, event, enter, officer):
    """The page on the projector, whose clock the test turns."""
    page.clock.install()
    enter(officer, f"/stasiun/{event.pk}/layar/")
    return page


def number(page):
    return page.locator(".hall-big")


def test_it_can_be_read_on_every_screen(page, event, enter, officer):
    enter(officer, f"/stasiun/{event.pk}/layar/")

    look(page, "layar-aula")
    page.set_viewport_size({"width": 1920, "height": 1080})
    assert page.evaluate("document.documentElement.scrollHeight") <= 1080
    page.set_viewport_size({"width": 1366, "height": 768})
    assert page.evaluate("document.documentElement.scrollHeight") <= 768


def test_a_handover_appears_by_itself(opened, event):
    expect(number(opened)).to_have_text("0")
    HandoverFactory(entitlement=event.entitlements.first())

    opened.clock.run_for(A_WHILE)

    expect(number(opened)).to_have_text("1")
    expect(opened.get_by_text("Dewi Contoh")).to_have_count(0)
    expect(opened.locator(".hall-called .now")).to_contain_text("Kepala Rutan Contoh")


def test_it_asks_without_cookies(opened):
    with opened.expect_request("**/stasiun/layar/") as asked:
        opened.clock.run_for(A_WHILE)

    headers = asked.value.all_headers()
    assert "cookie" not in headers
    assert headers["authorization"].startswith("Screen ")


def test_it_renews_its_token_by_the_session_of_its_page(opened, event, monkeypatch):
    with opened.expect_response("**/layar/") as first:
        monkeypatch.setattr(hall, "_signer", hall.TimestampSigner(salt="another"))
        opened.clock.run_for(A_WHILE)
    assert first.value.status == 401
    HandoverFactory(entitlement=event.entitlements.first())

    # The page itself is asked for the token first.
    opened.wait_for_load_state("networkidle")
    opened.clock.run_for(A_WHILE)

    expect(number(opened)).to_have_text("1")
    expect(opened.locator("#signed-out")).to_be_hidden()


def test_it_says_when_the_session_is_over(opened, monkeypatch):
    opened.context.clear_cookies()
    monkeypatch.setattr(hall, "_signer", hall.TimestampSigner(salt="another"))

    opened.clock.run_for(A_WHILE)

    expect(opened.locator("#signed-out")).to_be_visible()


def test_it_says_when_the_network_is_gone_and_goes_on_when_it_is_back(opened, event, complaints):
    opened.context.set_offline(True)
    for _ in range(2):
        with opened.expect_event("requestfailed"):
            opened.clock.run_for(A_WHILE)
    expect(opened.locator("#trouble")).to_be_visible()
    HandoverFactory(entitlement=event.entitlements.first())

    opened.context.set_offline(False)
    with opened.expect_response("**/stasiun/layar/"):
        opened.clock.run_for(A_WHILE)

    expect(number(opened)).to_have_text("1")
    expect(opened.locator("#trouble")).to_be_hidden()
    # That the network was gone is told in the console, too.
    complaints[:] = [line for line in complaints if "ERR_INTERNET_DISCONNECTED" not in line]


def test_what_a_portal_answers_in_our_name_is_not_shown(opened):
    def portal(route):
        route.fulfill(body="<h1>Masuk ke Wi-Fi Aula</h1>", content_type="text/html")

    opened.route("**/stasiun/layar/", portal)
    for _ in range(2):
        with opened.expect_response("**/stasiun/layar/"):
            opened.clock.run_for(A_WHILE)

    expect(opened.locator("#trouble")).to_be_visible()
    expect(number(opened)).to_have_text("0")
    expect(opened.get_by_text("Masuk ke Wi-Fi Aula")).to_have_count(0)
