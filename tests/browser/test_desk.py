"""The desk of a device: paired, and handing over with the network there."""

import pytest
from playwright.sync_api import expect

from bansos.handovers.codes import shown
from bansos.handovers.models import Handover
from tests.browser.desk import Desk, running_event, served

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event(facility):
    return running_event(facility, families=4)


@pytest.fixture
def desk(page, live_server, client, officer, event):
    desk = Desk(page, live_server)
    desk.sign_in(client, officer)
    return desk.pair(event)


def test_a_paired_device_hands_over_by_code_by_name_and_by_number(desk, event, officer):
    first, second, third, _ = event.entitlements.order_by("number")
    desk.is_network("Daring")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Meja 2")

    desk.find(shown(first.code).lower())
    expect(desk.card()).to_contain_text("Keluarga S.")
    expect(desk.card()).to_contain_text("1 dari 4")
    desk.press()
    desk.says("Diserahkan", "oleh")

    desk.find("keluarga")
    desk.page.locator("#results button").nth(0).click()
    desk.press()
    desk.says("Diserahkan")

    desk.serve(third.number)
    desk.says("Diserahkan")

    assert served(event) == [1, 2, 3]
    one = Handover.objects.get(entitlement=first)
    assert (one.station, one.recorded_by, one.is_offline) == ("Meja 2", officer, False)
    expect(desk.page.locator("#progress")).to_have_text("3 dari 4 diserahkan")
