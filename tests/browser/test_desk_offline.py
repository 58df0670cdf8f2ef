"""The desk of a device when the network is bad, away, or not what it seems."""

import pytest
from playwright.sync_api import expect

from bansos.handovers.models import Conflict, Entitlement, Handover, Refusal
from tests.browser.desk import served
from tests.browser.screens import look

pytest_plugins = ["tests.browser.desk_fixtures"]

pytestmark = pytest.mark.django_db(transaction=True)

SEND = "**/api/stations/operations"
EVERYTHING = "**/api/stations/**"


@pytest.fixture(autouse=True)
def bad_network(complaints):
    """The browser tells of each request that did not get through; that is what is played here."""
    yield
    complaints[:] = [each for each in complaints if "net::ERR_" not in each]


def test_a_whole_event_without_the_network_through_reload_and_restart(
    start_browser, event, client, officer
):
    desk = start_browser()
    desk.sign_in(client, officer)
    desk.pair(event)
    desk.serve(1)

    desk.page.context.set_offline(True)
    desk.is_network("Luring, tetap dapat menyerahkan")
    desk.serve("keluarga du")
    desk.says("Tersimpan di perangkat", "Dikirim sendiri")
    look(desk.page, "perangkat-luring")
    desk.page.reload()
    desk.is_ready()
    desk.is_network("Luring, 1 tersimpan, akan dikirim sendiri")
    desk.find(2)
    expect(desk.card()).to_contain_text("belum terkirim")
    desk.serve(3)

    desk.page.context.close()
    desk = start_browser()
    desk.page.context.set_offline(True)
    desk.open().is_ready()
    desk.is_network("Luring, 2 tersimpan")
    desk.serve(4)
    desk.find(1)
    expect(desk.card()).to_contain_text("Sudah diambil")
    assert served(event) == [1]

    desk.page.context.set_offline(False)
    desk.has_sent_everything()
    desk.is_network("Daring")
    assert served(event) == [1, 2, 3, 4]
    kept = dict(Handover.objects.values_list("entitlement__number", "is_offline"))
    assert kept == {1: False, 2: True, 3: True, 4: True}


def test_what_was_never_sent_can_be_undone(desk, event):
    desk.page.context.set_offline(True)
    desk.serve(1)
    desk.page.get_by_role("button", name="Urungkan").click()
    desk.says("Diurungkan")
    assert desk.count("queue") == 0
    desk.find(1)
    expect(desk.page.locator("#hand-over")).to_be_visible()


def test_an_answer_that_is_lost_does_not_make_two(desk, event):
    page = desk.page
    lost = []

    def lose(route):
        lost.append(route.fetch())
        route.abort()

    page.route(SEND, lose)
    desk.serve(1)
    desk.says("Tersimpan di perangkat")
    assert len(lost) == 1
    assert served(event) == [1]
    desk.is_network("Luring, 1 tersimpan")
    page.get_by_role("button", name="Urungkan").click()
    desk.says("Tidak dapat diurungkan di sini")

    page.unroute(SEND)
    page.get_by_role("button", name="Kirim sekarang").click()
    desk.has_sent_everything()
    assert served(event) == [1]
    assert (Conflict.objects.count(), Refusal.objects.count()) == (0, 0)


def test_a_portal_that_answers_with_a_page_is_no_network(desk, event):
    page = desk.page
    portal = {"status": 200, "content_type": "text/html", "body": "Masuk Wi-Fi"}
    page.route(EVERYTHING, lambda route: route.fulfill(**portal))
    desk.serve(1)
    desk.says("Tersimpan di perangkat")
    desk.is_network("Luring, 1 tersimpan")

    # One that even says that it is JSON.
    page.unroute(EVERYTHING)
    page.route(EVERYTHING, lambda route: route.fulfill(status=200, json={"results": []}))
    desk.serve(2)
    page.get_by_role("button", name="Kirim sekarang").click()
    desk.is_network("Luring, 2 tersimpan")
    assert served(event) == []

    page.unroute(EVERYTHING)
    page.get_by_role("button", name="Kirim sekarang").click()
    desk.has_sent_everything()
    assert served(event) == [1, 2]


def test_a_busy_server_is_asked_again(desk, event):
    page = desk.page
    body = {"code": "busy", "message": "Server sedang sibuk.", "at": ""}
    page.route(SEND, lambda route: route.fulfill(status=503, json=body))
    desk.serve(1)
    desk.says("Tersimpan di perangkat")
    page.unroute(SEND)
    page.get_by_role("button", name="Kirim sekarang").click()
    desk.has_sent_everything()
    assert served(event) == [1]


def test_two_devices_hand_over_the_same_package_and_one_is_told(desk, another_desk, event):
    other = another_desk()
    desk.find(1)
    other.find(1)
    desk.press()
    desk.says("Diserahkan")
    other.press()
    other.says("Sudah diambil", "Jangan serahkan paket ini.")
    look(other.page, "perangkat-ditolak")
    assert served(event) == [1]
    assert Refusal.objects.count() == 1


def test_a_package_that_left_out_of_reach_twice_is_a_conflict_to_look_at(desk, another_desk, event):
    other = another_desk()
    other.page.context.set_offline(True)
    other.serve(1)
    desk.serve(1)
    other.page.context.set_offline(False)
    other.has_sent_everything()

    tray = other.page.locator("#tray")
    expect(tray).to_contain_text("Perlu dilihat (1)")
    other.says("Perlu diperiksa Kepala", "Beri tahu Kepala")
    expect(tray).to_contain_text("Perlu diperiksa Kepala")
    look(other.page, "perangkat-perlu-dilihat")
    other.page.reload()
    expect(tray).to_contain_text("No. 1 · Keluarga S.")
    tray.get_by_role("button", name="Selesai dilihat").click()
    expect(tray).to_be_hidden()
    assert served(event) == [1]
    assert Conflict.objects.get().entitlement.number == 1


def test_a_refusal_that_came_too_late_to_be_heard_is_told_as_a_conflict(desk, another_desk, event):
    """The first attempt said "within reach", and its answer was lost: the package has left."""
    page = desk.page
    other = another_desk()

    def lose(route):
        route.fetch()
        route.abort()

    desk.find(1)
    other.serve(1)
    page.route(SEND, lose)
    desk.press()
    desk.says("Tersimpan di perangkat")
    assert Refusal.objects.count() == 1

    page.unroute(SEND)
    page.get_by_role("button", name="Kirim sekarang").click()
    desk.has_sent_everything()
    expect(page.locator("#tray")).to_contain_text("Perlu diperiksa Kepala")
    assert served(event) == [1]
    assert Conflict.objects.get().station == "Meja 2"


def test_two_tabs_of_one_device_send_each_press_once(desk, event):
    sent = []
    tab = desk.second_tab()
    for each in [desk, tab]:
        each.page.on("request", lambda asked: sent.append(asked.url))
    desk.page.context.set_offline(True)
    desk.serve(1)
    tab.find(1)
    expect(tab.card()).to_contain_text("belum terkirim")
    tab.serve(2)
    desk.page.context.set_offline(False)
    tab.has_sent_everything()
    assert served(event) == [1, 2]
    assert len([url for url in sent if url.endswith("operations")]) <= 2


def test_a_full_device_confirms_nothing_and_loses_nothing(desk, event):
    desk.page.context.set_offline(True)
    desk.serve(1)
    desk.page.evaluate(
        """() => {
          const full = () => { throw new DOMException("penuh", "QuotaExceededError"); };
          window.wasAdd = IDBObjectStore.prototype.add;
          IDBObjectStore.prototype.add = full;
        }"""
    )
    desk.find(2)
    desk.press()
    desk.says("Belum tercatat: penyimpanan perangkat penuh", "Jangan serahkan dahulu.")
    look(desk.page, "perangkat-penuh")
    expect(desk.card()).to_be_visible()
    assert desk.count("queue") == 1

    desk.page.evaluate("() => { IDBObjectStore.prototype.add = window.wasAdd; }")
    desk.press()
    desk.says("Tersimpan di perangkat")
    desk.page.context.set_offline(False)
    desk.has_sent_everything()
    assert served(event) == [1, 2]


def test_one_press_that_the_server_can_not_read_does_not_hold_up_the_others(desk, event):
    page = desk.page
    page.context.set_offline(True)
    for number in [1, 2, 3]:
        desk.serve(number)
    ill = str(Entitlement.objects.get(number=2).pk)

    def spoil(route):
        body = route.request.post_data_json
        for operation in body["operations"]:
            if str(operation["entitlement"]) == ill:
                operation["kind"] = "lain"
        route.continue_(post_data=body)

    page.route(SEND, spoil)
    page.context.set_offline(False)
    desk.has_sent_everything()
    assert served(event) == [1, 3]
    expect(page.locator("#tray")).to_contain_text("No. 2")


def test_nothing_on_the_disk_can_be_read(desk, event):
    """Neither names nor what was typed nor the token; and no key can be taken out."""
    desk.page.context.set_offline(True)
    desk.find(1)
    desk.press("Diwakili orang lain")
    desk.page.get_by_label("Nama wakil").fill("Wakil Contoh")
    desk.page.get_by_label("Hubungan dengan keluarga").fill("Adik")
    desk.page.get_by_label("Dokumen identitas").select_option(label="KTP")
    desk.page.get_by_label("Nomor dokumen").fill("6301990101900001")
    desk.press("Serahkan kepada wakil")
    desk.says("Tersimpan di perangkat")
    kept = desk.kept()
    for text in ["Keluarga", "Wakil", "630199", "Bearer", "code_hash"]:
        assert text not in kept
    assert kept.count('"extractable":false') == 2
