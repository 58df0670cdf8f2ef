"""The screens of an import, as an officer meets them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bansos.imports import batches, views
from bansos.imports.models import ColumnMapping, Import, Kind
from bansos.imports.reading import Unreadable
from recipients.models import Recipient
from tests.factories import FacilityFactory, PostingFactory
from tests.imports.factories import ImportFactory
from tests.imports.sheets import HEADER, packed, row, rows, sheet
from tests.recipients.factories import made_up_nik

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def desk(client, officer):
    """The officer's browser."""
    client.force_login(officer)
    return client


def url(name, imported=None):
    return reverse(f"imports:{name}", args=[imported.pk] if imported else [])


def uploaded(desk, *sheets, kind="keluarga", name="daftar.xlsx", **more):
    file = SimpleUploadedFile(name, packed(*sheets))
    return desk.post(url("upload"), {"kind": kind, "file": file, **more})


def matched(desk, imported, **told):
    mapping = imported.mapping
    asked = {"sheet": mapping["sheet"], "header": mapping["header"], **mapping["columns"], **told}
    return desk.post(url("match", imported), {name: v for name, v in asked.items() if v != ""})


def test_an_officer_walks_from_a_file_to_the_register(desk):
    response = uploaded(desk, sheet(HEADER, *rows(3), row(9, nik="1")))
    imported = Import.objects.get()
    assert response["Location"] == imported.get_absolute_url()

    page = desk.get(imported.get_absolute_url(), follow=True)
    assert page.redirect_chain[0][0] == url("match", imported)
    assert "Di kolom B: 6301" in page.content.decode()

    response = matched(desk, imported)
    assert response["Location"] == imported.get_absolute_url()
    page = desk.get(imported.get_absolute_url()).content.decode()
    assert "Terapkan 3 baris" in page
    assert "NIK harus 16 angka; yang tertulis 1." in page
    assert not Recipient.objects.exists()

    desk.post(url("apply", imported))
    page = desk.get(imported.get_absolute_url()).content.decode()
    assert "3 baris ditulis ke daftar" in page
    assert Recipient.objects.count() == 3

    book = desk.get(url("mending_book", imported))
    assert book["Content-Disposition"] == f'attachment; filename="perbaikan-{imported.pk}.xlsx"'

    assert "Batalkan seluruh impor?" in desk.get(url("undo", imported)).content.decode()
    desk.post(url("undo", imported))
    assert not Recipient.objects.exists()


def test_the_same_file_again_leads_to_the_first(desk):
    uploaded(desk, sheet(HEADER, *rows(2)))
    response = uploaded(desk, sheet(HEADER, *rows(2)), name="salinan.xlsx")

    assert response["Location"] == Import.objects.get().get_absolute_url()
    assert "sudah pernah diunggah" in desk.get(response["Location"], follow=True).content.decode()


def test_a_file_that_cannot_be_read_says_why(desk, monkeypatch):
    def refuse(path, *, name, workdir):
        raise Unreadable("Berkas ini terkunci kata sandi.")

    monkeypatch.setattr(batches, "read", refuse)

    page = desk.get(uploaded(desk, sheet(HEADER))["Location"])

    assert "Berkas ini terkunci kata sandi." in page.content.decode()
    assert not Import.objects.get().place.exists()


def test_a_file_beyond_ten_megabytes_is_refused(desk, monkeypatch):
    monkeypatch.setattr("bansos.imports.forms.LARGEST", 10)

    response = uploaded(desk, sheet(HEADER))

    assert "lebih dari 10 MB" in response.content.decode()
    assert not Import.objects.exists()


@pytest.mark.parametrize("told", [{"nik": ""}, {"nik": "0"}, {"nik": "99999"}, {"nik": "x\0"}])
def test_columns_must_be_there_and_each_its_own(desk, told):
    uploaded(desk, sheet(HEADER, *rows(1)))
    imported = Import.objects.get()

    response = matched(desk, imported, **told)

    assert response.status_code == 200
    imported.refresh_from_db()
    assert imported.state == Import.State.READ


def test_a_sample_out_of_the_file_is_no_markup(desk):
    uploaded(desk, sheet(HEADER, row(1, name="<b>Dewi</b>")))

    page = desk.get(url("match", Import.objects.get())).content.decode()

    assert "Di kolom A: &lt;b&gt;Dewi&lt;/b&gt;" in page
    assert "<b>Dewi" not in page


def test_what_asks_for_something_comes_first_and_what_is_empty_not_at_all(desk, facility):
    imported = ImportFactory(facility=facility, changed=0, rows_checked=4)

    page = desk.get(imported.get_absolute_url()).content.decode()

    assert page.index("Perlu diperbaiki <") < page.index("Baru <") < page.index("Ganda <")
    assert "Berubah <" not in page


def test_codes_are_asked_for_only_where_a_file_has_them(desk):
    uploaded(desk, sheet(HEADER, *rows(1)))
    uploaded(desk, sheet([*HEADER, "Kode Bansos"], [*row(2), ""]), name="ekspor.xlsx")
    own, exported = Import.objects.order_by("pk")

    assert "Kode Bansos" not in desk.get(url("match", own)).content.decode()
    assert "Kode Bansos" in desk.get(url("match", exported)).content.decode()


def test_what_was_matched_is_remembered_for_the_next_file(desk, facility):
    titles = ["Orang", "Nomornya", "Nama"]
    uploaded(desk, sheet(["Nama", "Nomornya", "NIK"], ["Dewi", made_up_nik(1), "Sari"]))
    first = Import.objects.get()
    matched(desk, first, name=2, nik=1, default_category="masyarakat")

    uploaded(desk, sheet(titles, ["Tono", made_up_nik(2), "Sari"]), name="lain.xlsx")

    assert ColumnMapping.objects.get().titles == {"nik": "name", "nomornya": "nik"}
    second = Import.objects.latest("pk")
    assert second.mapping["columns"] == {"nik": 1, "name": 2}
    assert second.mapping["defaults"] == {"category": "masyarakat"}


def test_who_matches_once_more_stands_at_that_step_again(desk):
    uploaded(desk, sheet(HEADER, *rows(1)))
    imported = Import.objects.get()
    matched(desk, imported)
    preview, again = (desk.get(url(name, imported)) for name in ["import_detail", "match"])

    assert '<li class="now">Pratinjau</li>' in preview.content.decode()
    assert '<li class="now">Cocokkan kolom</li>' in again.content.decode()
    assert again.content.decode().count('<li class="now">') == 1


def test_another_sheet_and_another_row_of_titles_may_be_taken(desk):
    other = sheet(["Laporan"], ["Nama", "NIK", "Nama"], ["x", "y", "z"], name="Lain")
    uploaded(desk, sheet(HEADER, *rows(2)), other)
    imported = Import.objects.get()
    assert imported.mapping["unread"] == [["Lain", 3]]

    response = matched(desk, imported, sheet=1)
    assert response["Location"] == url("match", imported)
    imported.refresh_from_db()
    assert (imported.mapping["sheet"], imported.mapping["header"]) == (1, 2)
    assert imported.rows_total == 1

    matched(desk, imported, header=1)
    imported.refresh_from_db()
    assert (imported.mapping["header"], imported.title_list) == (1, ["Laporan"])


def test_a_row_of_titles_that_is_not_there_is_refused(desk):
    uploaded(desk, sheet(HEADER, *rows(1)))
    imported = Import.objects.get()

    response = matched(desk, imported, header=40000)

    assert "Baris judul kolom tidak ditemukan" in response.content.decode()


def test_long_work_goes_on_while_the_page_asks(desk, monkeypatch):
    monkeypatch.setattr(batches, "CHECKED_AT_ONCE", 2)
    monkeypatch.setattr(batches, "monotonic", lambda: 0)
    uploaded(desk, sheet(HEADER, *rows(5)))
    imported = Import.objects.get()
    # Every look at the clock is past the time from here on.
    ticks = iter(range(0, 10_000, 5))
    monkeypatch.setattr(batches, "monotonic", lambda: next(ticks))
    matched(desk, imported)

    page = desk.get(imported.get_absolute_url()).content.decode()
    assert "2 dari 5 baris diperiksa." in page
    assert 'hx-trigger="load' in page

    part = desk.post(url("advance", imported), **HTMX)
    assert "4 dari 5 baris diperiksa." in part.content.decode()
    assert "<html" not in part.content.decode()

    done = desk.post(url("advance", imported), **HTMX)
    assert done["HX-Redirect"] == imported.get_absolute_url()
    imported.refresh_from_db()
    assert imported.state == Import.State.CHECKED


def test_without_javascript_a_button_goes_on(desk, facility):
    imported = ImportFactory(facility=facility)

    response = desk.post(url("advance", imported))

    assert response["Location"] == imported.get_absolute_url()


@pytest.mark.parametrize("verdict", ["baru", "berubah", "sama", "ganda", "perbaiki", "entah", "\0"])
def test_the_preview_is_sorted_by_verdict(desk, facility, verdict):
    imported = ImportFactory(facility=facility)

    page = desk.get(imported.get_absolute_url(), {"hasil": verdict, "halaman": "x"})

    assert page.status_code == 200
    assert "6301990101200001" not in page.content.decode()


def test_numbers_are_masked_in_what_would_change(desk, facility):
    imported = ImportFactory(facility=facility)

    page = desk.get(imported.get_absolute_url(), {"hasil": "berubah"}).content.decode()

    assert "630199******0001" in page
    assert "Istri" in page and "Ibu" in page


def test_a_long_preview_takes_no_more_queries(desk, facility, django_assert_max_num_queries):
    uploaded(desk, sheet(HEADER, *rows(60)))
    imported = Import.objects.get()
    matched(desk, imported)

    with django_assert_max_num_queries(12):
        page = desk.get(imported.get_absolute_url())

    assert page.content.decode().count("Baris ") >= views.LINES


@pytest.mark.parametrize("name", ["import_detail", "match", "undo", "mending_book"])
def test_a_stranger_finds_no_import(client, stranger, facility, name):
    client.force_login(stranger)

    assert client.get(url(name, ImportFactory(facility=facility))).status_code == 404


@pytest.mark.parametrize("name", ["advance", "apply", "discard", "undo", "match"])
def test_a_stranger_does_nothing_to_an_import(client, stranger, facility, name):
    client.force_login(stranger)

    assert client.post(url(name, ImportFactory(facility=facility))).status_code == 404


def test_an_administrator_brings_facilities_and_sees_no_families(client, administrator, facility):
    client.force_login(administrator)
    families = ImportFactory(facility=facility)
    ours = ImportFactory(facility=None, kind=Kind.FACILITIES)

    page = client.get(url("upload")).content.decode()
    assert ours.file_name in page and families.file_name not in page
    assert client.get(ours.get_absolute_url()).status_code == 200
    assert client.get(families.get_absolute_url()).status_code == 403


def test_an_officer_finds_no_list_of_facilities(desk):
    ours = ImportFactory(facility=None, kind=Kind.FACILITIES)

    assert desk.get(ours.get_absolute_url()).status_code == 404
    response = uploaded(desk, sheet(HEADER, *rows(1)), kind="upt")
    assert response.status_code == 200
    assert Import.objects.count() == 1


def test_whoever_serves_at_two_facilities_says_for_which(desk, officer, facility):
    PostingFactory(user=officer, facility=FacilityFactory())

    assert "Pilih UPT-nya." in uploaded(desk, sheet(HEADER)).content.decode()
    uploaded(desk, sheet(HEADER, *rows(1)), facility=facility.pk)
    assert Import.objects.get().facility == facility


def test_nothing_is_applied_that_was_thrown_away(desk, facility):
    imported = ImportFactory(facility=facility)
    desk.post(url("discard", imported))

    page = desk.post(url("apply", imported), follow=True).content.decode()

    assert "tidak dapat diterapkan" in page
    assert not Recipient.objects.exists()


def test_an_applied_import_is_not_thrown_away(desk, facility):
    imported = ImportFactory(facility=facility, state=Import.State.APPLYING, applied=True)

    page = desk.post(url("discard", imported), follow=True).content.decode()

    assert "Batalkan impornya bila perlu." in page


@pytest.mark.parametrize("kind", Kind)
def test_there_is_a_workbook_to_fill_in(desk, kind):
    book = desk.get(url("template_book"), {"isi": kind.value})

    assert book["Content-Disposition"] == f'attachment; filename="contoh-{kind.value}.xlsx"'
    assert book.content.startswith(b"PK")


def test_there_is_no_workbook_for_anything_else(desk):
    assert desk.get(url("template_book"), {"isi": "x"}).status_code == 404
