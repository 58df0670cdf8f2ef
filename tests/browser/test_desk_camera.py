"""The desk of a device with its camera: a coupon held before it opens the card, a photo follows."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from bansos.handovers.models import Handover, Photo
from tests.browser.desk import Desk, served
from tests.browser.films import coupon, nothing

pytest_plugins = ["tests.browser.desk_fixtures"]

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_coupon_before_the_camera_opens_its_card(camera, event, live_server, client, officer):
    code = event.entitlements.get(number=3).code
    page = camera("/stasiun/meja/", [(coupon(code), 2), (nothing(), 1)])
    desk = Desk(page, live_server)
    desk.sign_in(client, officer)
    desk.pair(event)
    page.get_by_role("button", name="Pindai dengan kamera").click()
    expect(desk.card()).to_contain_text("Keluarga T.")
    desk.press()
    # The film runs on, and on a slow machine the coupon comes before the camera anew.
    expect(page.locator("#progress")).to_have_text("1 dari 6 diserahkan")
    assert served(event) == [3]


def test_a_photo_is_kept_with_its_handover(desk, tmp_path):
    Image.new("RGB", (1600, 1200), "teal").save(tmp_path / "foto.jpg")
    desk.find(1)
    desk.page.get_by_text("Foto penyerahan").click()
    desk.page.get_by_label("Keluarga setuju difoto").check()
    desk.page.get_by_label("Ambil foto").set_input_files(tmp_path / "foto.jpg")
    expect(desk.page.locator("#photo-says")).to_contain_text("Foto siap")
    desk.press()
    desk.says("Diserahkan")
    desk.has_sent_everything("photos")
    assert Photo.objects.get().pk == Handover.objects.get().pk
