"""The senses of a device at its desk: what is signed on the screen comes with the handover."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from bansos.handovers.models.conflict import Signature
from tests.browser.screens import look

pytest_plugins = ["tests.browser.desk_fixtures"]

pytestmark = pytest.mark.django_db(transaction=True)

PHOTOS = "**/api/stations/photos"
REVOKED = {"code": "token_revoked", "message": "Perangkat ini sudah dicabut."}


def test_a_signature_on_the_screen_comes_with_the_handover(desk):
    page = desk.page
    desk.find(1)
    page.get_by_text("Tanda tangan di layar").click()
    sign(page)
    page.get_by_role("button", name="Hapus").click()
    sign(page)
    look(page, "perangkat-tanda-tangan")
    desk.press()
    desk.says("Diserahkan")
    signature = Signature.objects.get()
    assert signature.image.startswith("data:image/png;base64,")
    assert signature.entitlement.number == 1


def test_a_card_after_a_signed_one_is_not_signed(desk):
    desk.find(1)
    desk.page.get_by_text("Tanda tangan di layar").click()
    sign(desk.page)
    desk.press("Bukan orangnya")
    expect(desk.page.locator("#saying")).to_have_text("Tidak dicatat. Kupon tetap berlaku.")
    desk.serve(2)
    desk.says("Diserahkan")
    assert not Signature.objects.exists()


def test_a_photo_that_the_server_does_not_keep_is_told_until_seen(desk, tmp_path):
    page = desk.page
    page.route(PHOTOS, spoil)
    hand_over_with_photo(desk, tmp_path)

    expect(page.locator("#tray")).to_contain_text("Foto tidak tersimpan")
    expect(page.locator("#tray")).to_contain_text("No. 1")
    desk.has_sent_everything("photos")
    look(page, "perangkat-foto-ditolak")
    desk.open().is_ready()
    expect(page.locator("#tray")).to_contain_text("Berkas ini bukan foto")
    page.get_by_role("button", name="Selesai dilihat").click()
    expect(page.locator("#tray")).to_be_hidden()


@pytest.mark.parametrize("answer", [{"status": 403, "json": REVOKED}, {"json": {"status": "ok"}}])
def test_a_photo_stays_while_nobody_has_answered_for_it(desk, tmp_path, answer):
    """A device that was sent away is paired anew; a portal in between answers in our name."""
    desk.page.route(PHOTOS, lambda route: route.fulfill(**answer))
    with desk.page.expect_response(PHOTOS):
        hand_over_with_photo(desk, tmp_path)

    desk.has_sent_everything()
    assert desk.count("photos") == 1
    assert desk.count("tray") == 0


def test_why_there_is_no_picture_is_told_where_it_would_be(desk):
    page, button = desk.page, desk.page.get_by_role("button", name="Pindai dengan kamera")
    button.click()

    expect(page.locator("#camera-says")).to_contain_text("Perangkat ini tidak punya kamera.")
    expect(page.locator("#video")).to_be_hidden()
    expect(button).to_have_attribute("aria-pressed", "false")
    look(page, "perangkat-tanpa-kamera")


def hand_over_with_photo(desk, folder):
    page = desk.page
    Image.new("RGB", (640, 480), "teal").save(folder / "foto.jpg")
    desk.find(1)
    page.get_by_text("Foto penyerahan").click()
    page.get_by_label("Keluarga setuju difoto").check()
    page.get_by_label("Ambil foto").set_input_files(folder / "foto.jpg")
    expect(page.locator("#photo-says")).to_contain_text("Foto siap")
    desk.press()


def spoil(route):
    """As if the picture had been damaged on the way."""
    route.continue_(post_data=route.request.post_data_buffer.replace(b"\xff\xd8\xff", b"abc"))


def sign(page):
    canvas = page.locator("#signature")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    mouse = page.mouse
    mouse.move(box["x"] + 40, box["y"] + 60)
    mouse.down()
    for step in range(1, 8):
        mouse.move(box["x"] + 40 + step * 20, box["y"] + 60 + (step % 2) * 30)
    mouse.up()
