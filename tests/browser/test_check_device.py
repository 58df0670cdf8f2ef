"""A device looks at itself the day before: each thing with a word, and what to do about it."""

import pytest
from playwright.sync_api import expect

from bansos.handovers.codes import new_code
from bansos.stations.models import Station
from tests.browser.films import coupon, nothing
from tests.browser.screens import look
from tests.handovers.factories import EventFactory
from tests.stations.factories import StationFactory

PATH = "/stasiun/periksa/"

PAIR = """async (token) => {
  const uses = ["encrypt", "decrypt"];
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, uses);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(JSON.stringify(token));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes);
  await new Promise((done) => {
    const request = indexedDB.open("bansos-meja", 1);
    request.onupgradeneeded = () => {
      for (const name of ["facts", "keys"]) request.result.createObjectStore(name);
    };
    request.onsuccess = () => {
      const deed = request.result.transaction(["facts", "keys"], "readwrite");
      deed.objectStore("keys").put(key, "queue");
      deed.objectStore("facts").put({ state: "on", token: { iv, data } }, "pairing");
      deed.oncomplete = () => { request.result.close(); done(); };
    };
  });
}"""


@pytest.fixture
def token():
    return "token-untuk-pemeriksaan"


@pytest.fixture
def station(officer, facility, token):
    event = EventFactory(facility=facility, opened=True)
    return StationFactory(event=event, paired_by=officer, name="Meja 2", token=token)


def mark(page, name):
    return page.locator(f'[data-check="{name}"] [data-mark]')


def words(page, name):
    return page.locator(f'[data-check="{name}"] [data-words]')


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def answer(page, question, word):
    page.get_by_role("group", name=question).get_by_role("button", name=word).click()


def check_all(page, *, heard="Ya"):
    page.evaluate("window.print = () => {}")
    press(page, "Nyalakan kamera")
    expect(mark(page, "scan")).to_have_text("Siap")
    press(page, "Cetak halaman uji")
    answer(page, "Apakah halaman uji tercetak?", "Ya")
    press(page, "Bunyikan")
    answer(page, "Apakah bunyinya terdengar?", heard)
    for name in ["store", "send"]:
        expect(mark(page, name)).to_have_text("Siap")


def test_a_device_that_can_do_it_all_is_ready(camera):
    page = camera(PATH, [(coupon(new_code()), 1)])

    check_all(page)

    expect(words(page, "scan")).to_contain_text("Kupon terbaca")
    expect(page.locator("[data-sum]")).to_have_text("Perangkat ini siap.")
    expect(page.locator("[data-told]")).to_be_hidden()
    look(page, "check-device-ready")


def test_without_a_coupon_the_reader_is_tried_on_a_picture(camera):
    page = camera(PATH, [(nothing(), 1)])

    press(page, "Nyalakan kamera")

    expect(words(page, "scan")).to_contain_text("zxing-wasm")
    look(page, "check-device-camera")
    press(page, "Matikan kamera")
    expect(page.locator("video")).to_be_hidden()


@pytest.mark.parametrize(("heard", "is_ready"), [("Ya", True), ("Tidak", False)])
def test_a_paired_device_tells_the_server(camera, station, token, heard, is_ready):
    page = camera(PATH, [(coupon(new_code()), 1)])
    page.evaluate(PAIR, token)

    check_all(page, heard=heard)

    expect(page.locator("[data-told]")).to_have_text("Hasil ini tercatat untuk Meja 2.")
    station.refresh_from_db()
    assert (station.is_ready, station.checked_at is None) == (is_ready, False)


def test_a_device_that_is_not_paired_is_left_without_a_store_of_the_desk(page, live_server):
    page.goto(f"{live_server.url}{PATH}")

    token = page.evaluate("""async () => {
      const { pairedToken } = await import("/static/bansos/station/pairing.js");
      return pairedToken();
    }""")

    assert token is None
    expect(mark(page, "store")).to_have_text("Siap")
    assert page.evaluate("indexedDB.databases()") == []
    assert not Station.objects.exists()


def test_without_a_camera_it_says_what_to_do(page, live_server):
    page.goto(f"{live_server.url}{PATH}")

    press(page, "Nyalakan kamera")

    expect(mark(page, "scan")).to_have_text("Perlu dilihat")
    expect(words(page, "scan")).to_contain_text("kamera")
    expect(page.locator("[data-sum]")).to_contain_text("dari 5 sudah diperiksa")
    look(page, "check-device")


def test_a_usb_scanner_will_do_instead(page, live_server):
    page.goto(f"{live_server.url}{PATH}")
    expect(mark(page, "store")).to_have_text("Siap")

    page.keyboard.type(new_code())
    page.keyboard.press("Enter")

    expect(words(page, "scan")).to_contain_text("pemindai USB")


def answering(page, **facts):
    page.route("**/api/stations/openapi.json", lambda route: route.fulfill(**facts))


def test_a_hotspot_that_answers_is_not_the_server(page, live_server):
    answering(page, status=200, content_type="text/html", body="<h1>Masuk WiFi</h1>")
    page.goto(f"{live_server.url}{PATH}")

    expect(mark(page, "send")).to_have_text("Perlu dilihat")
    expect(words(page, "send")).to_contain_text("tidak terjangkau")


def test_no_network_is_said_and_can_be_tried_again(page, live_server, complaints):
    page.route("**/api/stations/openapi.json", lambda route: route.abort())
    page.goto(f"{live_server.url}{PATH}")
    expect(mark(page, "send")).to_have_text("Perlu dilihat")
    complaints.clear()

    page.unroute("**/api/stations/openapi.json")
    press(page, "Ulangi: Mengirim")

    expect(mark(page, "send")).to_have_text("Siap")


def test_a_wrong_clock_is_seen(page, live_server):
    wrong = {"Date": "Tue, 24 Dec 2024 02:00:00 GMT"}
    answering(
        page, status=200, content_type="application/json", body='{"openapi": "x"}', headers=wrong
    )
    page.goto(f"{live_server.url}{PATH}")

    expect(words(page, "send")).to_contain_text("lebih cepat dari server")


def test_the_test_page_alone_is_printed(page, live_server):
    page.goto(f"{live_server.url}{PATH}")
    expect(mark(page, "store")).to_have_text("Siap")

    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name="Halaman uji Bansos")).to_be_visible()
    expect(page.get_by_role("img", name="Kode uji")).to_be_visible()
    expect(page.get_by_role("heading", name="Periksa perangkat")).to_be_hidden()
