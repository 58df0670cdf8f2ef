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

from bansos.accounts.models import User
from bansos.handovers.models import Event
from facilities.models import Facility
from tests.browser.screens import forget_styles

PICTURES = settings.BASE_DIR / "docs" / "pictures"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def demo(settings, db):
    settings.DEMO = True
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
    take("dokumen", "petugas", f"/kegiatan/{pelaihari.pk}/dokumen/", height=720)
    hand_over(page, take, today)
    draft_a_list(page, take)

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


def print_the_certificate(page, enter, live_server, event, folder: Path):
    enter(User.objects.get(username="petugas"), "/")
    paper = page.context.request.get(f"{live_server.url}/dokumen/{event.pk}/berita-acara.pdf")
    (folder / "paper.pdf").write_bytes(paper.body())
    command = ["pdftoppm", "-r", "80", "-f", "1", "-l", "1", "-singlefile", "-png"]
    subprocess.run([*command, folder / "paper.pdf", PICTURES / "berita-acara"], check=True)
