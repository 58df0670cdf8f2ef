"""
The handbook's pictures, taken from the demonstration by `make pictures`.

Elsewhere they are only looked at by tests/test_docs.py: taking them again at every run would
change files that nobody asked to change.
"""

import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from bansos.accounts.models import User
from bansos.handovers.models import Event
from facilities.models import Facility
from recipients.likenesses import look
from recipients.models import Recipient
from tests.browser.messy import NAME, NIK, messy_book, messy_rows
from tests.browser.screens import forget_styles
from tests.recipients.factories import RecipientFactory, made_up_nik

PICTURES = settings.BASE_DIR / "docs" / "pictures"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def demo(settings, db, tmp_path):
    settings.DEMO = True
    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("demo")


@pytest.fixture
def take(page, enter):
    """Opens a page as somebody and keeps a picture of what can be seen of it."""

    def take(name, username=None, path=None, *, height=768):
        page.set_viewport_size({"width": 1100, "height": height})
        if path is not None:
            enter(User.objects.get(username=username), path)
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        page.screenshot(path=PICTURES / f"{name}.png")
        forget_styles(page)

    return take


def test_pictures_of_the_handbook(page, take, enter, live_server, tmp_path):
    page.goto(f"{live_server.url}/masuk/")
    take("masuk", height=1000)
    pelaihari = Event.objects.get(venue="Aula Pengayoman")
    today = Event.objects.running().get()

    take("beranda", "petugas", "/", height=520)
    take("pilih-warga-binaan", "petugas", "/keluarga/daftar/warga-binaan/", height=640)
    dewi = pelaihari.spokesperson
    take("keluarga", "petugas", f"/keluarga/{dewi.pk}/", height=820)
    fill_in_a_family(page, take)

    take("kegiatan", "kepala", f"/kegiatan/{pelaihari.pk}/", height=820)
    take("hadirin", "petugas", f"/kegiatan/{pelaihari.pk}/hadirin/", height=900)
    take("dokumen", "petugas", f"/dokumen/{pelaihari.pk}/", height=720)
    hand_over(page, take, today)
    draft_a_list(page, take)

    import_a_file(page, take, tmp_path)
    decide_about_two(page, take, dewi)
    let_two_go(take, dewi, today)
    take("ekspor-lengkap", "kepala", "/dokumen/ekspor/keluarga/lengkap/", height=560)

    take("pengelolaan", "admin", "/admin/", height=820)
    print_the_certificate(page, enter, live_server, pelaihari, tmp_path)


def fill_in_a_family(page, take):
    take("daftar-keluarga", "petugas", "/keluarga/daftar/?golongan=masyarakat", height=900)
    page.get_by_label("Nama lengkap").first.fill("Siti Contoh Baru")
    # Of a family in Bireuen: the notice says where, and no more.
    page.get_by_label("NIK", exact=True).first.press_sequentially(nik_elsewhere())
    page.locator(".answer .notice").last.wait_for()
    page.get_by_label("Desa atau kelurahan").press_sequentially("angsau")
    page.get_by_label("Angsau, Pelaihari").wait_for()
    take("daftar-keluarga", height=1000)


def nik_elsewhere():
    elsewhere = Facility.objects.get(official_name__endswith="Bireuen")
    return elsewhere.recipients.first().main_member.nik


def hand_over(page, take, event):
    waiting = event.entitlements.waiting().order_by("number").first()
    take("meja", "petugas", f"/kegiatan/{event.pk}/meja/{waiting.pk}/", height=820)
    page.get_by_role("button", name="Serahkan", exact=True).click()
    page.locator("#last").wait_for()
    take("meja-diserahkan", height=620)


def draft_a_list(page, take):
    draft = Event.objects.get(state=Event.State.DRAFT)
    officer = draft.created_by
    take("pilih-penerima", officer.username, f"/kegiatan/{draft.pk}/pilih/", height=760)


def import_a_file(page, take, folder: Path):
    file = folder / "Daftar bansos Desember.xlsx"
    file.write_bytes(messy_book(rows_of_the_demo()))
    take("impor", "petugas", "/impor/", height=620)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Unggah").click()
    page.get_by_role("heading", name="Cocokkan kolom").wait_for()
    take("impor-kolom", height=900)
    page.get_by_role("button", name="Periksa isinya").click()
    page.locator(".figure-row").wait_for()
    take("impor-pratinjau", height=1000)
    page.get_by_role("link", name="Berubah").click()
    page.locator(".nav-link.active", has_text="Berubah").wait_for()
    take("impor-berubah", height=800)
    page.get_by_role("button", name="Terapkan").click()
    page.get_by_role("heading", name="Selesai").wait_for()
    take("impor-selesai", height=640)


def rows_of_the_demo():
    """The messy rows, with the families who are registered in the demonstration."""
    rows = messy_rows()
    families = Recipient.objects.filter(facility__official_name__endswith="Pelaihari")
    for row in rows:
        if row and row[NAME] == "Dewi":
            row[NIK] = families.get(name="Dewi").main_member.nik
        elif row and row[NAME] == "SARI  CONTOH":
            other = families.filter(category="masyarakat").first()
            row[NAME], row[NIK] = other.name.upper(), other.main_member.nik
        elif row and row[NAME] == "Ada di Tempat Lain":
            row[NIK] = nik_elsewhere()
    return rows


def decide_about_two(page, take, dewi):
    main = dewi.main_member
    twin = RecipientFactory(
        facility=dewi.facility,
        name=dewi.name,
        nik=made_up_nik(77),
        address="Jalan Contoh Nomor 10",
        region_code=dewi.region_code,
        nik__birth_date=main.birth_date,
        registered_by=dewi.registered_by,
    )
    [likeness] = look([twin.pk], at=timezone.now())
    take("dugaan-ganda", "petugas", likeness.get_absolute_url(), height=1040)
    page.get_by_role("link", name="Gabungkan ke data ini").first.click()
    page.get_by_role("heading", name="Gabungkan keduanya?").wait_for()
    take("gabungkan", height=780)


def let_two_go(take, dewi, event):
    inmate = dewi.main_kinship.inmate
    take("pindah", "kepala", f"/kegiatan/warga-binaan/{inmate.pk}/pindah/", height=640)
    inmate = event.entitlements.waiting().order_by("number").last().recipient.main_kinship.inmate
    take("keluar", "kepala", f"/kegiatan/warga-binaan/{inmate.pk}/keluar/", height=900)


def print_the_certificate(page, enter, live_server, event, folder: Path):
    enter(User.objects.get(username="petugas"), "/")
    paper = page.context.request.get(f"{live_server.url}/dokumen/{event.pk}/berita-acara.pdf")
    (folder / "paper.pdf").write_bytes(paper.body())
    command = ["pdftoppm", "-r", "80", "-f", "1", "-l", "1", "-singlefile", "-png"]
    subprocess.run([*command, folder / "paper.pdf", PICTURES / "berita-acara"], check=True)
