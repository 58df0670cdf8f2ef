"""The desk of a device, with the network there."""

import gzip
import re
from dataclasses import replace

import pytest
from django.db import transaction
from PIL import Image
from playwright.sync_api import expect

from bansos.handovers import paper
from bansos.handovers.codes import shown
from bansos.handovers.models import Entitlement, Handover
from bansos.stations.shell import shell
from tests.browser.desk import FORGET_CURSOR, Desk, running_event, served, type_as_scanner
from tests.browser.screens import look
from tests.factories import OfficialFactory

pytest_plugins = ["tests.browser.desk_fixtures"]

pytestmark = pytest.mark.django_db(transaction=True)

FIRST_LOAD = 200 * 1024
"""Bytes as they come over the network, compressed."""
OP_ID = re.compile(rb'name="op_id"\s+(\S+)')
TO_THE_CARD = 100
"""Milliseconds."""


def test_a_paired_device_hands_over_by_code_by_name_and_by_number(desk, event, officer):
    first, _, third, *_ = event.entitlements.order_by("number")
    desk.is_network("Daring")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Meja 2")
    look(desk.page, "perangkat-kosong")

    desk.find(shown(first.code).lower())
    expect(desk.card()).to_contain_text("Keluarga S.")
    expect(desk.card()).to_contain_text("1 dari 6")
    look(desk.page, "perangkat-kartu")
    desk.press()
    desk.says("Diserahkan", "oleh")
    look(desk.page, "perangkat-diserahkan")

    desk.find("e kel")
    look(desk.page, "perangkat-pilihan")
    desk.page.locator("#results button").nth(0).click()
    desk.press()
    desk.says("Diserahkan")

    desk.serve(third.number)
    desk.says("Diserahkan")

    assert served(event) == [1, 3, 4]
    one = Handover.objects.get(entitlement=first)
    assert (one.station, one.recorded_by, one.is_offline) == ("Meja 2", officer, False)
    expect(desk.page.locator("#progress")).to_have_text("3 dari 6 diserahkan")


def test_the_keyboard_alone_serves_a_family(desk, event):
    desk.page.locator("#q").focus()
    desk.page.keyboard.type("1")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#hand-over")).to_be_focused()
    desk.page.keyboard.press("Escape")
    expect(desk.card()).to_be_hidden()
    expect(desk.page.locator("#q")).to_be_focused()

    desk.page.keyboard.type("2")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#hand-over")).to_be_focused()
    desk.page.keyboard.press("Enter")
    desk.says("Diserahkan")
    assert served(event) == [2]


def test_pressing_twice_hands_over_once(desk, event):
    desk.find(1)
    desk.page.locator("#hand-over").dblclick()
    desk.says("Diserahkan")
    assert served(event) == [1]

    desk.find(1)
    expect(desk.card()).to_contain_text("Sudah diambil pukul")
    expect(desk.card()).to_contain_text("di Meja 2")
    expect(desk.page.locator("#hand-over")).to_be_hidden()
    look(desk.page, "perangkat-sudah-diambil")


def test_a_coupon_that_is_on_no_list_is_said_to_be_unknown(desk):
    desk.find("0000-0000-0000-0")
    desk.says("Kupon tidak ada di daftar ini")
    desk.find("tidak mungkin")
    desk.says("Tidak ada yang cocok")


def test_a_page_of_the_list_on_paper_is_not_taken_for_a_coupon(desk, event):
    type_as_scanner(desk.page, f"{paper.PREFIX}{paper.page_code(event, 1)}")

    desk.says("Ini halaman daftar di kertas, bukan kupon")
    assert desk.card().is_hidden()


def test_somebody_else_collects_only_with_a_name_and_a_document(desk, event):
    desk.find(1)
    desk.press("Diwakili orang lain")
    desk.press("Serahkan kepada wakil")
    expect(desk.page.locator("#card-fault")).to_have_text("Tulis nama wakil.")
    assert served(event) == []

    page = desk.page
    page.get_by_label("Nama wakil").fill("Wakil Contoh")
    page.get_by_label("Hubungan dengan keluarga").fill("Adik")
    page.get_by_label("Dokumen identitas").select_option(label="KTP")
    desk.press("Serahkan kepada wakil")
    expect(page.locator("#card-fault")).to_have_text("Tulis nomor dokumen wakil.")
    look(page, "perangkat-wakil")
    page.get_by_label("Nomor dokumen").fill("6301990101900001")
    desk.press("Serahkan kepada wakil")
    desk.says("Diserahkan")

    one = Handover.objects.get()
    told = (one.proxy_name, one.proxy_relation, one.proxy_document, one.proxy_number)
    assert told == ("Wakil Contoh", "Adik", "ktp", "6301990101900001")


def test_a_symbolic_package_comes_from_the_official_who_was_chosen(desk, event, facility):
    with transaction.atomic():
        official = OfficialFactory(facility=facility, name="Fani Andika")
        OfficialFactory(facility=facility)
        symbolic = {"is_symbolic": True, "symbolic_official": official}
        Entitlement.objects.filter(event=event, number=1).update(**symbolic)
    desk.refresh_whole_list()

    desk.find(1)
    expect(desk.page.get_by_label("Diserahkan oleh")).to_have_value(str(official.pk))
    look(desk.page, "perangkat-simbolis")
    desk.press()
    desk.says("Diserahkan", "Fani Andika")
    one = Handover.objects.get()
    assert (one.kind, one.handed_by) == ("simbolis", official)


def test_a_team_delivers_to_homes_from_its_own_list(desk, event):
    page = desk.page
    desk.serve(1)
    page.get_by_label("Pengantaran ke rumah").check()
    expect(page.locator("#round-title")).to_have_text("Belum diambil (5)")
    look(page, "perangkat-pengantaran")
    page.locator("#round-list button").nth(0).click()
    desk.press()
    expect(page.locator("#card-fault")).to_have_text("Tulis ke mana paket diantar.")
    page.get_by_label("Diantar ke mana").fill("Rumah, titip di ketua RT")
    desk.press()
    desk.says("Diserahkan")

    expect(page.locator("#round-title")).to_have_text("Belum diambil (4)")
    one = Handover.objects.get(entitlement__number=2)
    assert (one.kind, one.note) == ("antar", "Rumah, titip di ketua RT")


def test_each_team_sees_whom_it_is_to_visit_and_the_device_remembers_which(desk, event):
    page, title = desk.page, desk.page.locator("#round-title")
    office = page.context.new_page()
    for team, own in [("Tim Utara", ["Satu", "Empat"]), ("Tim Selatan", ["Dua"])]:
        office.goto(f"{desk.url}/kegiatan/{event.pk}/pengantaran/")
        for word in own:
            office.get_by_label(f"Keluarga {word}").check()
        office.get_by_label("Nama tim").fill(team)
        office.get_by_role("button", name="Serahkan ke tim").click()
        expect(office.get_by_role("heading", name=team)).to_be_visible()
    look(office, "pengantaran")
    office.close()
    page.get_by_label("Pengantaran ke rumah").check()
    expect(page.get_by_label("Tim pengantar")).to_be_hidden()
    page.get_by_role("button", name="Segarkan daftar").click()
    page.get_by_label("Tim pengantar").select_option(label="Tim Utara")
    expect(title).to_have_text("Belum diantar (2)")
    look(page, "perangkat-tim")

    desk.open()
    page.get_by_label("Pengantaran ke rumah").check()
    expect(title).to_have_text("Belum diantar (2)")
    assert "Tim Utara" not in desk.kept()
    for left in [1, 0]:
        page.locator("#round-list button").first.click()
        page.get_by_label("Diantar ke mana").fill("Rumah")
        desk.press()
        expect(title).to_have_text(f"Belum diantar ({left})")
    expect(page.locator("#round-over")).to_be_visible()
    page.get_by_label("Tim pengantar").select_option(label="Semua yang belum diambil")
    expect(title).to_have_text("Belum diambil (4)")
    desk.has_sent_everything()
    assert served(event) == [1, 4]


def test_a_list_from_before_there_were_teams_is_delivered_from_as_ever(desk):
    page = desk.page

    def older(route):
        answer = route.fetch()
        pack = answer.json()
        for row in pack["entitlements"]:
            del row["delivery_team"]
        route.fulfill(response=answer, json=pack)

    page.route("**/api/stations/pack*", older)
    page.evaluate(FORGET_CURSOR)
    desk.open().is_ready()
    page.get_by_label("Pengantaran ke rumah").check()

    expect(page.locator("#round-title")).to_have_text("Belum diambil (6)")
    expect(page.get_by_label("Tim pengantar")).to_be_hidden()


def test_a_rehearsal_says_so_all_the_time(page, live_server, client, officer, facility):
    event = running_event(facility, families=1, rehearsal=True)
    desk = Desk(page, live_server)
    desk.sign_in(client, officer)
    desk.pair(event)
    expect(page.locator("#rehearsal")).to_be_visible()
    look(page, "perangkat-gladi")


def test_the_first_load_is_small_and_the_card_comes_at_once(page, live_server, desk):
    fetched = {}
    page.on("response", lambda response: fetched.setdefault(response.url, response))
    page.context.clear_cookies()
    page.evaluate("caches.keys().then((names) => Promise.all(names.map((n) => caches.delete(n))))")
    desk.open()
    desk.is_ready()

    files = {url: got for url, got in fetched.items() if "/api/" not in url and ".wasm" not in url}
    sizes = [len(gzip.compress(got.body())) for got in files.values()]
    assert len(sizes) > 20
    assert sum(sizes) <= FIRST_LOAD

    desk.find(1)
    expect(desk.card()).to_be_visible()
    took = page.evaluate("performance.getEntriesByName('cari ke kartu')[0].duration")
    assert took <= TO_THE_CARD


def test_the_device_is_ready_to_be_installed(desk):
    page = desk.page
    manifest = page.evaluate(
        "fetch(document.querySelector('link[rel=manifest]').href).then((r) => r.json())"
    )
    assert (manifest["start_url"], manifest["display"]) == ("/stasiun/meja/", "standalone")
    icons = {icon["sizes"] for icon in manifest["icons"]}
    assert icons == {"any", "192x192", "512x512"}
    [cache] = page.evaluate("caches.keys()")
    kept = page.evaluate(
        "(name) => caches.open(name).then((c) => c.keys()).then((all) => all.map((r) => r.url))",
        cache,
    )
    assert all("/static/" in url or url.endswith("/stasiun/meja/") for url in kept)


def test_a_photo_is_taken_with_consent_and_sent_after_its_handover(desk, event, tmp_path):
    page, sent = desk.page, []

    def keep(route):
        sent.append(route.request.post_data_buffer)
        op_id = OP_ID.search(sent[-1]).group(1).decode()
        told = {"op_id": op_id, "status": "ok", "reason": "ok", "message": "", "server_time": ""}
        route.fulfill(json=told)

    page.route("**/api/stations/photos", keep)
    Image.new("RGB", (640, 480), "teal").save(tmp_path / "foto.jpg")
    desk.find(1)
    page.get_by_text("Foto penyerahan").click()
    expect(page.get_by_label("Ambil foto")).to_be_disabled()
    page.get_by_label("Keluarga setuju difoto").check()
    page.get_by_label("Ambil foto").set_input_files(tmp_path / "foto.jpg")
    expect(page.locator("#photo-says")).to_contain_text("Foto siap")
    desk.press()
    desk.says("Diserahkan")
    desk.has_sent_everything("photos")

    [body] = sent
    assert str(Handover.objects.get().pk).encode() in body
    assert b'name="consent"\r\n\r\n1\r\n' in body


def test_a_new_program_comes_whole_when_the_desk_is_opened_again(desk, monkeypatch):
    now = shell()
    newer = replace(now, page=now.page.replace("Ke beranda", "Pulang"), version="baru")
    monkeypatch.setattr("bansos.stations.views.device.shell_now", lambda: newer)
    desk.page.evaluate(f"({WAITING})(true)")
    desk.page.reload()
    expect(desk.page.get_by_role("link", name="Ke beranda")).to_be_visible()

    desk.page.goto(f"{desk.url}/masuk/")
    desk.page.evaluate(f"({WAITING})(false)")
    desk.open()
    expect(desk.page.get_by_role("link", name="Pulang")).to_be_visible()
    assert desk.page.evaluate("caches.keys()") == ["bansos-meja-baru"]


WAITING = """async (isWanted) => {
  const known = await navigator.serviceWorker.getRegistration("/stasiun/meja/");
  if (isWanted) await known.update();
  for (let tries = 300; tries && Boolean(known.waiting) !== isWanted; tries -= 1)
    await new Promise((done) => setTimeout(done, 50));
}"""


def test_a_hand_scanner_opens_the_next_card_and_presses_nothing(desk, event):
    """It types and ends with Enter, while the button of the card before is in focus."""
    _, second, *_ = event.entitlements.order_by("number")
    desk.find(1)
    expect(desk.page.locator("#hand-over")).to_be_focused()
    type_as_scanner(desk.page, second.code)
    expect(desk.card()).to_contain_text("Keluarga D.")
    assert served(event) == []
    desk.page.keyboard.press("Enter")
    desk.says("Diserahkan", "No. 2")
