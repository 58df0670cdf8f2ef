"""
An officer's own file goes in, from the messy table to a register that is clean.

Everything happens by clicks on the screens: upload, match, preview, apply, take the bad rows
along, mend them, send them again, and in the end take all of it back.
"""

import re
import zipfile

import pytest
from playwright.sync_api import expect

from bansos.imports.mending import TITLE
from bansos.imports.models import Import
from recipients.models import Inmate, Likeness, Recipient
from tests.browser.messy import COUNTS, TITLES, mended, messy_book, messy_rows, read_book
from tests.browser.screens import look
from tests.recipients.factories import RecipientFactory, made_up_nik

pytestmark = pytest.mark.django_db(transaction=True)

RED = b"A3231C"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def register(facility):
    """Dewi and Sari are registered already, and somebody at another facility."""
    RecipientFactory(facility=facility, name="Dewi", nik=made_up_nik(61), address="Jalan Lama 1")
    RecipientFactory(facility=facility, name="Sari Contoh", nik=made_up_nik(62))
    RecipientFactory(name="Ada di Tempat Lain", nik=made_up_nik(63))


def test_from_a_messy_file_to_a_clean_register(page, enter, register, facility, officer, tmp_path):
    before = state_of(facility)
    enter(officer, "/keluarga/")
    page.get_by_role("link", name="Impor").click()
    look(page, "impor")

    messy = messy_book()
    send(page, tmp_path, "Daftar bansos (final).xlsx", messy)
    expect(page.get_by_role("heading", level=1)).to_have_text("Cocokkan kolom")
    assert guessed(page) == guesses()
    look(page, "impor-kolom")
    press(page, "Periksa isinya")
    numbers_add_up(page)
    look(page, "impor-pratinjau")
    assert state_of(facility) == before

    for verdict in ["Baru", "Berubah", "Ganda", "Sama"]:
        page.get_by_role("link", name=re.compile(f"^{verdict} ")).click()
        look(page, f"impor-{verdict.lower()}")
    press(page, "Terapkan 3 baris")
    expect(page.get_by_role("heading", name="Selesai")).to_be_visible()
    look(page, "impor-selesai")
    assert names_of(facility) == ["Dewi", "Penerima Contoh 1", "Penerima Contoh 2", "Sari Contoh"]
    assert Recipient.objects.get(name="Dewi").address == "Jl. Baru No. 5"

    rows = take_the_bad_rows(page, tmp_path)
    better = mended(rows)
    send(page, tmp_path, "perbaikan.xlsx", better)
    press(page, "Periksa isinya")
    press(page, "Terapkan 6 baris")
    expect(page.get_by_role("heading", name="Selesai")).to_be_visible()
    is_clean(facility)

    after = state_of(facility)
    for name, content in [("lagi.xlsx", messy), ("lagi-2.xlsx", better)]:
        send(page, tmp_path, name, content)
        expect(page.get_by_role("status")).to_contain_text("sudah pernah diunggah")
    saved_anew(page, tmp_path)
    assert state_of(facility) == after

    for imported in Import.objects.filter(rows_written__gt=0).order_by("-pk"):
        take_back(page, imported)
    assert state_of(facility) == before


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def send(page, folder, name, content):
    """A file from the officer's own disk."""
    (folder / name).write_bytes(content)
    page.goto(f"{page.url.partition('/impor/')[0]}/impor/")
    page.locator("input[type=file]").set_input_files(folder / name)
    press(page, "Unggah")


def guessed(page):
    """What each column that was found is said to be, as it stands in the choices."""
    chosen = page.locator("select").evaluate_all(
        "all => all.map(one => [one.name, one.selectedOptions[0].text])"
    )
    return {name: text for name, text in chosen if "·" in text}


def guesses():
    names = "name nik birth_date sex inmate_name legal_status relation address phone".split()
    letters = zip(names, "BCDEFGHIJ", TITLES[1:], strict=True)
    return {name: f"{letter} · {title}" for name, letter, title in letters}


def numbers_add_up(page):
    expect(page.get_by_role("heading", name="13 baris di bawah judul")).to_be_visible()
    shown = [int(text) for text in page.locator(".figure b").all_inner_texts()]
    assert shown == list(COUNTS.values())
    assert sum(shown) == len(messy_rows())
    expect(page.get_by_text("Tidak dibaca: lembar “Rekap” (2 baris)")).to_be_visible()


def take_the_bad_rows(page, folder):
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh 6 baris untuk diperbaiki").click()
    path = folder / "unduhan.xlsx"
    download.value.save_as(path)
    rows = read_book(path)
    assert rows[0] == [*TITLES, TITLE]
    assert [row[0] for row in rows[1:]] == ["3", "4", "5", "9", "10", "11"]
    assert "C · No. KTP: Excel menyimpan NIK ini sebagai angka" in rows[1][-1]
    assert "D · Tgl. Lahir: Tanggal itu tidak ada di kalender" in rows[2][-1]
    assert "H · Hub. Keluarga: Tidak dikenal." in rows[6][-1]
    assert RED in zipfile.ZipFile(path).read("xl/styles.xml")
    return rows


def saved_anew(page, folder):
    """The same rows in a file of other bytes: what went in is the same by now."""
    good = [row for row in messy_rows() if row and row[0] in {1, 2, 12}]
    send(page, folder, "disimpan-ulang.xlsx", messy_book(good))
    press(page, "Periksa isinya")
    expect(page.get_by_role("heading", name="Tidak ada yang perlu diterapkan")).to_be_visible()
    shown = [int(text) for text in page.locator(".figure b").all_inner_texts()]
    assert shown == [0, 3, 0, 0, 0]


def take_back(page, imported):
    page.goto(f"{page.url.partition('/impor/')[0]}{imported.get_absolute_url()}")
    page.get_by_role("link", name="Batalkan seluruh impor").click()
    look(page, "impor-batalkan")
    press(page, "Batalkan impor")
    expect(page.get_by_role("status")).to_contain_text("Impor dibatalkan.")


def names_of(facility):
    return list(facility.recipients.order_by("name").values_list("name", flat=True))


def state_of(facility):
    """What the register says, but for when it was said."""
    families = facility.recipients.order_by("pk").values_list(
        "name", "address", "phone", "kk_index", "members__nik_index", "members__birth_date"
    )
    return [list(families), list(Inmate.objects.order_by("pk").values_list("name", flat=True))]


def is_clean(facility):
    families = facility.recipients.active()
    assert families.count() == 10
    for family in families:
        assert family.main_member.nik
        assert family.name
    assert Inmate.objects.filter(facility=facility).count() == 8
    assert not Likeness.objects.open().exists()
