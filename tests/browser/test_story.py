"""
The event of 24 December 2024, walked by newcomers from the empty list to the signed paper.

Everything happens by clicks and keys on the screens: sign in, register Dewi's family, verify,
plan, choose, submit, freeze, receive, open, hand over eight packages, close, print.
"""

from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from bansos.handovers.models import Event, Handover
from recipients.models import Inmate, Recipient
from tests.browser.screens import look
from tests.campaigns.factories import CampaignFactory, PackageFactory, PackageItemFactory
from tests.factories import PASSWORD, OfficialFactory
from tests.handovers.factories import FamilyFactory

pytestmark = pytest.mark.django_db(transaction=True)

OTHERS = 7


@pytest.fixture
def prepared(facility):
    """What an administrator prepares before anybody begins: the campaign and the officials."""
    campaign = CampaignFactory(
        name="Penyerahan Bantuan Sosial Serentak", occasion="Natal dan Tahun Baru"
    )
    PackageItemFactory(package=PackageFactory(campaign=campaign), name="Beras")
    OfficialFactory(facility=facility, name="Fani Andika", position="Kepala Rutan", is_head=True)
    OfficialFactory(facility=facility, name="Pejabat Contoh Satu")
    for number in range(OTHERS):
        FamilyFactory(facility=facility, name=f"Keluarga Contoh {number + 1}")


@pytest.fixture
def sign_in(page, live_server):
    """Through the door itself, as one person after another."""

    def sign_in(user):
        page.context.clear_cookies()
        page.goto(f"{live_server.url}/")
        page.get_by_label("Nama pengguna").fill(user.username)
        page.get_by_label("Kata sandi").fill(PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Selamat")

    return sign_in


def test_from_the_empty_list_to_the_signed_paper(page, prepared, officer, head, sign_in):
    sign_in(officer)
    register_dewi(page)

    sign_in(head)
    verify(page, "Dewi")

    sign_in(officer)
    plan(page)
    choose_everybody(page)
    decide(page, "Ajukan ke Kepala")

    sign_in(head)
    open_the_event(page)
    decide(page, "Tetapkan daftar")
    assert Event.objects.get().entitlements.count() == OTHERS + 1

    sign_in(officer)
    receive(page, 9)
    open_the_event(page)
    decide(page, "Buka kegiatan")
    hand_over_everything(page)

    open_the_event(page)
    decide(page, "Tutup kegiatan")
    expect(page.locator(".steps .now")).to_have_text("Selesai")
    look(page, "kegiatan-selesai")

    sign_in(head)
    read_the_papers(page)


def press(page, name, *, exact=True):
    button = page.get_by_role("button", name=name, exact=exact)
    button.or_(page.get_by_role("link", name=name, exact=exact)).first.click()


def decide(page, name):
    """The deed's link, then its button on the page that asks."""
    page.get_by_role("link", name=name, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name.split()[0])
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("status").first).to_be_visible()


def register_dewi(page):
    page.get_by_role("link", name="Keluarga").first.click()
    page.get_by_role("link", name="Daftarkan keluarga").first.click()
    page.get_by_role("link", name="Tambah warga binaan").click()
    page.get_by_label("Nama lengkap").fill("Contoh Warga")
    page.get_by_label("Nomor register").fill("BI.123/2024")
    page.get_by_label("Status hukum").select_option(label="Narapidana")
    press(page, "Simpan dan daftarkan keluarganya")

    page.get_by_label("Nama lengkap").first.fill("Dewi")
    page.get_by_label("Hubungan dengan warga binaan").select_option(label="Istri")
    page.get_by_label("NIK", exact=True).first.press_sequentially("6301014107900001")
    expect(page.get_by_text("lahir 1 Juli 1990")).to_be_visible()
    expect(page.get_by_text("Perempuan").first).to_be_visible()
    page.get_by_label("Desa atau kelurahan").press_sequentially("angsau pelai")
    page.get_by_label("Angsau, Pelaihari").check()
    page.get_by_label("Persetujuan", exact=True).select_option(label="Tertulis")
    look(page, "keluarga-daftar")
    press(page, "Simpan")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dewi")
    look(page, "keluarga")

    dewi = Recipient.objects.get(name="Dewi")
    assert dewi.main_member.birth_date.isoformat() == "1990-07-01"
    assert dewi.main_member.sex == "P"
    assert dewi.main_kinship.inmate == Inmate.objects.get(name="Contoh Warga")


def verify(page, name):
    page.get_by_role("link", name="Keluarga").first.click()
    page.locator("input[type=search]").first.fill(name)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    press(page, "Verifikasi")
    expect(page.get_by_text("Terverifikasi").first).to_be_visible()


def plan(page):
    page.get_by_role("link", name="Kegiatan").first.click()
    page.get_by_role("link", name="Rencanakan kegiatan").first.click()
    page.get_by_label("Kampanye dan paket").select_option(index=1)
    page.get_by_label("Hari").fill("2024-12-24")
    page.get_by_label("Pukul").fill("09:00")
    page.get_by_label("Tempat").fill("Aula Pengayoman")
    page.get_by_label("Yang menyerahkan").select_option(label="Fani Andika, Kepala Rutan")
    look(page, "kegiatan-rencana")
    press(page, "Simpan dan pilih penerima")


def choose_everybody(page):
    look(page, "kegiatan-pilih")
    press(page, "Pilih semua yang terverifikasi", exact=False)
    expect(page.get_by_text(f"{OTHERS + 1} ").first).to_be_visible()
    open_the_event(page)


def open_the_event(page):
    page.get_by_role("link", name="Kegiatan").first.click()
    page.get_by_role("link", name="Penyerahan Bantuan Sosial Serentak").first.click()


def receive(page, quantity):
    page.get_by_role("link", name="Stok").first.click()
    page.get_by_role("link", name="Barang masuk").first.click()
    page.get_by_label("Paket").select_option(index=1)
    page.get_by_label("Jumlah").fill(str(quantity))
    press(page, "Catat barang masuk")
    look(page, "stok")


def hand_over_everything(page):
    """Dewi first and with a double click, then the others by their number and the Enter key."""
    open_the_event(page)
    press(page, "Meja penyerahan")
    find(page, "dewi")
    look(page, "meja")
    page.get_by_role("button", name="Serahkan", exact=True).dblclick()
    expect(page.locator("#last")).to_contain_text("Dewi")
    assert Handover.objects.valid().filter(entitlement__name="Dewi").count() == 1
    look(page, "meja-diserahkan")

    find(page, "dewi")
    expect(page.get_by_text("Sudah diserahkan pukul")).to_be_visible()

    event = Event.objects.get()
    for entitlement in event.entitlements.waiting().order_by("number"):
        find(page, str(entitlement.number))
        page.get_by_role("button", name="Serahkan", exact=True).press("Enter")
        expect(page.locator("#last")).to_contain_text(entitlement.name)
    assert event.handovers.valid().count() == OTHERS + 1


def find(page, text):
    search = page.get_by_placeholder("Nama, nomor, atau kode kupon")
    search.fill(text)
    search.press("Enter")
    expect(page.locator(".person")).to_be_visible()


def read_the_papers(page):
    event = Event.objects.get()
    certificate = text_of(page, f"/dokumen/{event.pk}/berita-acara.pdf")
    assert "BERITA ACARA SERAH TERIMA" in certificate
    assert "hari ini Selasa tanggal dua puluh empat bulan Desember" in certificate
    assert "dua ribu dua puluh empat" in certificate
    assert "8 (delapan) paket" in certificate
    assert "Aula Pengayoman" in certificate
    for place in ["PIHAK PERTAMA", "PIHAK KEDUA", "Fani Andika", "SAKSI"]:
        assert place in certificate

    receipts = text_of(page, f"/dokumen/{event.pk}/tanda-terima.pdf")
    assert "Dewi" in receipts
    assert "630101******0001" in receipts
    assert "6301014107900001" not in receipts
    assert "Mengetahui" in receipts


def text_of(page, path):
    """The text of a paper, on one line: the layout breaks sentences where it likes."""
    address = page.evaluate("location.origin") + path
    answer = page.context.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    return " ".join(
        " ".join(leaf.extract_text().split()) for leaf in PdfReader(BytesIO(answer.body())).pages
    )
