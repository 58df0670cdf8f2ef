"""A signed page is held before the camera, and opens; whose it is not, says so."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from bansos.handovers import paper
from tests.browser.films import coupon, nothing
from tests.browser.screens import look

pytest_plugins = ["tests.browser.desk_fixtures"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scan(camera, client, officer, event, live_server):
    """Opens the list of pages on a device before whose camera this is held."""

    def scan(frame):
        page = camera("/stasiun/periksa/", [(frame, 1)])
        client.force_login(officer)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.goto(pages_url(event))
        page.get_by_role("button", name="Pindai dengan kamera").click()
        return page

    return scan


def pages_url(event):
    return reverse("stations:paper_pages", args=[event.pk])


def square(event):
    return coupon(f"{paper.PREFIX}{paper.page_code(event, 1)}")


def test_a_page_before_the_camera_opens(scan, event):
    page = scan(square(event))

    expect(page.get_by_label("Nomor yang ditandatangani")).to_be_visible()
    assert page.url.endswith(reverse("stations:paper_page", args=[event.pk, 1]))


def test_a_page_of_another_event_is_told_as_such(scan, event):
    other = type(event)(pk=event.pk + 1)
    page = scan(square(other))

    expect(page.get_by_text("Ini halaman kegiatan lain.")).to_be_visible()
    look(page, "kertas-kegiatan-lain")


def test_the_camera_is_closed_again(scan):
    page = scan(nothing())

    expect(page.get_by_text("Arahkan kamera ke kotak halaman.")).to_be_visible()
    look(page, "kertas-kamera")
    page.get_by_role("button", name="Pindai dengan kamera").click()

    expect(page.locator("video")).to_be_hidden()


def test_without_a_camera_there_is_no_button_for_it(enter, page, officer, event):
    enter(officer, pages_url(event))

    expect(page.get_by_role("button", name="Buka halaman")).to_be_visible()
    expect(page.get_by_role("button", name="Pindai dengan kamera")).to_be_hidden()
