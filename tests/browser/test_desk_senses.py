"""The senses of a device at its desk: what is signed on the screen comes with the handover."""

import pytest
from playwright.sync_api import expect

from bansos.handovers.models.conflict import Signature
from tests.browser.screens import look

pytest_plugins = ["tests.browser.desk_fixtures"]

pytestmark = pytest.mark.django_db(transaction=True)


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
