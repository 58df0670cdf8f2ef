"""From the list of an event's papers to the shelf, as the people of a facility walk it."""

import csv
import hashlib
import io
import re
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from bansos.accounts.roles import Role
from bansos.audit.models import Entry
from bansos.documents.models import Document, Kind
from bansos.handovers.models import Event
from tests.documents.conftest import make_event
from tests.documents.factories import DocumentFactory, ScanFactory
from tests.documents.samples import text_of
from tests.factories import PostingFactory
from tests.handovers.factories import EventFactory

SHELF = "/dokumen/arsip/"


def url(name, *args):
    return reverse(f"documents:{name}", args=args)


def press(client, event, kind=Kind.CERTIFICATE, **form):
    """Look at the draft and issue it: what the form holds, and what is filled in."""
    path = url("prepare", event.pk, kind)
    seen = re.search('name="seen" value="([^"]*)"', client.get(path).text)
    form = {"manner": "sendiri", "number": "W-1"} | form
    return client.post(path, {"seen": seen[1] if seen else ""} | form, follow=True)


@pytest.fixture
def issued(client, event, head):
    client.force_login(head)
    press(client, event)
    return Document.objects.get()


def test_the_head_issues_what_was_looked_at(client, event, head):
    client.force_login(head)

    response = press(client, event)

    document = Document.objects.get()
    assert response.redirect_chain == [(document.get_absolute_url(), 302)]
    assert "Berita Acara Serah Terima W-1 terbit." in response.text
    assert document.issued_by == head


def test_the_draft_is_seen_as_a_picture(client, event, officer):
    client.force_login(officer)

    response = client.get(url("picture", event.pk, Kind.RECEIPT_LIST))

    assert response["Content-Type"] == "image/png"
    image = Image.open(io.BytesIO(response.content))
    assert image.width > image.height / 4
    assert image.width > 1000
    assert "no-store" in response["Cache-Control"]


def test_a_long_list_is_seen_in_part(client, pelaihari, fani, officer):
    client.force_login(officer)
    short, long = (make_event(pelaihari, fani, families=count) for count in [10, 61])

    pages = [client.get(url("prepare", event.pk, "tanda-terima")).text for event in [short, long]]

    assert ["60 baris pertama" in page for page in pages] == [False, True]


def test_what_changed_meanwhile_is_shown_anew(client, event, head):
    client.force_login(head)
    path = url("prepare", event.pk, Kind.CERTIFICATE)
    seen = re.search('name="seen" value="([^"]*)"', client.get(path).text)[1]
    Event.objects.filter(pk=event.pk).update(venue="Lapangan")

    response = client.post(path, {"seen": seen, "manner": "titik"})

    assert "berubah sejak Anda melihatnya" in response.text
    assert not Document.objects.exists()


def test_what_stands_is_shown_and_not_issued_again(client, event, issued):
    response = press(client, event, number="W-2")

    assert response.redirect_chain[-1][0] == issued.get_absolute_url()
    assert "sudah terbit" in response.text
    assert Document.objects.get() == issued


def test_whoever_replaces_a_paper_looks_at_the_new_one(client, event, issued):
    Event.objects.filter(pk=event.pk).update(venue="Lapangan")

    draft = url("paper", event.pk, Kind.CERTIFICATE) + "?konsep=1"

    assert draft in client.get(url("replace", issued.pk)).text
    text = text_of(client.get(draft).content)
    assert "KONSEP" in text
    assert "Lapangan" in text
    assert "W-1" not in text


def test_an_officer_looks_at_a_certificate_and_does_not_issue_it(client, event, officer):
    client.force_login(officer)
    path = url("prepare", event.pk, Kind.CERTIFICATE)

    page = client.get(path)

    assert "Kepala yang menerbitkan" in page.text
    assert "Terbitkan" not in page.text
    assert client.post(path, {"manner": "titik"}).status_code == 403
    assert not Document.objects.exists()


def test_an_officer_issues_the_list_to_be_signed(client, event, officer):
    client.force_login(officer)

    assert "terbit." in press(client, event, Kind.RECEIPT_LIST).text
    assert Document.objects.get().number == ""


def test_a_number_to_be_written_must_be_written(client, event, head):
    client.force_login(head)

    response = press(client, event, number=" ")

    assert "Tulis nomornya." in response.text
    assert not Document.objects.exists()


def test_the_next_number_is_offered_where_the_codes_are_known(client, event, head):
    client.force_login(head)
    path = url("prepare", event.pk, Kind.CERTIFICATE)
    assert "Nomor berikutnya" not in client.get(path).text
    event.facility.unit_code, event.facility.classification = "WP.19", "SA"
    event.facility.save()

    assert "Nomor berikutnya: WP.19-SA-1" in client.get(path).text
    press(client, event, manner="urut")
    assert Document.objects.get().number == "WP.19-SA-1"


def test_the_stored_bytes_are_what_is_printed_ever_after(client, event, issued):
    with issued.file.open("rb") as file:
        stored = file.read()
    event.entitlements.update(name="Nama Lain")
    event.campaign.name = "Lain"
    event.campaign.save()

    by_event = client.get(url("paper", event.pk, Kind.CERTIFICATE))
    by_number = client.get(url("stored", issued.pk))

    assert by_event.content == by_number.content == stored
    assert by_number["Content-Disposition"].startswith('inline; filename="Berita-Acara-W-1-Rutan')
    assert Entry.objects.filter(action="document.print", object_id=issued.pk).count() == 2


def test_the_list_of_papers_tells_how_far_each_is(client, event, head):
    client.force_login(head)
    page = url("event_papers", event.pk)

    def states():
        shown = client.get(page).context["lines"]
        return {line.kind: (line.state, line.remark) for line in shown}

    assert states()[Kind.CERTIFICATE] == ("Konsep", "")
    press(client, event)
    assert states()[Kind.CERTIFICATE] == ("Terbit", "Nomor W-1")
    ScanFactory(document=Document.objects.get())
    assert states()[Kind.CERTIFICATE] == ("Ditandatangani", "Nomor W-1")


@pytest.mark.parametrize(
    "state, told",
    [
        ("draft", ("Belum", "Setelah kegiatan dibuka.")),
        ("opened", ("Konsep", "Terbit setelah kegiatan ditutup.")),
        ("closed", ("Konsep", "")),
    ],
)
def test_a_paper_waits_for_its_event(client, facility, head, state, told):
    event = EventFactory(facility=facility, **{} if state == "draft" else {state: True})
    client.force_login(head)

    lines = client.get(url("event_papers", event.pk)).context["lines"]

    assert {line.kind: (line.state, line.remark) for line in lines}[Kind.CERTIFICATE] == told


def test_a_signed_paper_is_attached_and_comes_back_as_a_file(client, issued, officer):
    client.force_login(officer)
    photo = io.BytesIO()
    Image.new("RGB", (30, 40), "white").save(photo, "PNG")
    upload = SimpleUploadedFile("foto.png", photo.getvalue())

    page = client.post(url("attach", issued.pk), {"file": upload}, follow=True).text

    assert "Dokumen bertanda tangan tersimpan." in page
    assert "Ditandatangani" in page
    response = client.get(url("scan", issued.scans.get().pk))
    assert response["Content-Disposition"].startswith('attachment; filename="Berita-Acara-W-1')
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert response.getvalue().startswith(b"\xff\xd8\xff")


def test_what_is_no_scan_is_refused_on_its_page(client, issued):
    upload = SimpleUploadedFile("a.pdf", b"<script>alert(1)</script>")

    response = client.post(url("attach", issued.pk), {"file": upload})

    assert "bukan PDF, JPEG, atau PNG" in response.text
    assert not issued.scans.exists()


def test_the_head_voids_with_a_reason(client, issued):
    client.post(url("void_document", issued.pk), {"reason": ""})
    assert Document.objects.get().is_standing

    page = client.post(url("void_document", issued.pk), {"reason": "Salah nama"}, follow=True).text

    assert "Nomornya tidak dipakai lagi" in page
    assert "Salah nama" in page


def test_the_head_replaces_with_a_reason(client, event, issued):
    form = {"manner": "sendiri", "number": "W-2", "reason": "Salah nama", "seen": ""}

    page = client.post(url("replace", issued.pk), form, follow=True).text

    assert "menggantikan yang lama" in page
    assert "Salah nama" in page
    assert "Sudah diganti" in client.get(issued.get_absolute_url()).text


@pytest.mark.parametrize("name", ["replace", "void_document"])
def test_an_officer_neither_replaces_nor_voids_a_certificate(client, issued, officer, name):
    client.force_login(officer)

    assert client.post(url(name, issued.pk), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize(
    "name", ["document_detail", "stored", "replace", "void_document", "attach"]
)
def test_a_stranger_finds_no_document(client, issued, name):
    stranger = PostingFactory(role=Role.HEAD).user
    client.force_login(stranger)

    ask = client.post if name == "attach" else client.get
    assert ask(url(name, issued.pk)).status_code == 404
    assert ask(url(name, 10**9)).status_code == 404


def test_all_papers_of_the_day_are_printed_at_once(client, event, issued):
    press(client, event, Kind.RECEIPT_LIST)

    response = client.get(url("print_all", event.pk))

    assert response["Content-Type"] == "application/pdf"
    text = text_of(response.content)
    # In the order of the list, not of their issue.
    assert text.index("DAFTAR TANDA TERIMA") < text.index("BERITA ACARA SERAH TERIMA")
    parts = [Document.objects.get(kind=kind) for kind in [Kind.RECEIPT_LIST, Kind.CERTIFICATE]]
    counts = [len(pikepdf.open(io.BytesIO(part.file.read())).pages) for part in parts]
    assert len(pikepdf.open(io.BytesIO(response.content)).pages) == sum(counts)
    for part in parts:
        part.file.close()


def test_before_anything_is_issued_there_is_nothing_to_print(client, event, officer):
    client.force_login(officer)

    response = client.get(url("print_all", event.pk), follow=True)

    assert "Belum ada dokumen yang terbit" in response.text
    assert "Cetak semua" not in response.text


def test_the_archive_of_an_event_holds_everything_with_its_hash(client, event, issued):
    press(client, event, Kind.RECEIPT_LIST)
    client.post(
        url("replace", issued.pk),
        {"manner": "sendiri", "number": "W-2", "reason": "Salah", "seen": ""},
    )
    ScanFactory(document=issued)

    response = client.get(url("bundle", event.pk))

    archive = zipfile.ZipFile(io.BytesIO(response.getvalue()))
    rows = list(csv.DictReader(io.StringIO(archive.read("daftar-isi.csv").decode("utf-8-sig"))))
    assert [(row["jenis"], row["nomor"], row["keadaan"]) for row in rows] == [
        ("Berita Acara Serah Terima", "W-1", "Diganti"),
        ("Berita Acara Serah Terima", "W-1", "Diganti"),
        ("Daftar Tanda Terima", "", "Terbit"),
        ("Berita Acara Serah Terima", "W-2", "Terbit"),
    ]
    assert {row["berkas"] for row in rows} | {"daftar-isi.csv", "SHA256SUMS"} == set(
        archive.namelist()
    )
    for row in [row for row in rows if "tanda-tangan" not in row["berkas"]]:
        assert hashlib.sha256(archive.read(row["berkas"])).hexdigest() == row["sha256"]
    sums = archive.read("SHA256SUMS").decode().splitlines()
    assert sums[0] == f"{issued.sha256}  {rows[0]['berkas']}"
    assert rows[0]["berkas"].endswith("-diganti.pdf")


def test_a_name_in_the_archive_leads_nowhere_else(client, event, head):
    client.force_login(head)
    press(client, event, number="../../W/1 =cmd")

    archive = zipfile.ZipFile(io.BytesIO(client.get(url("bundle", event.pk)).getvalue()))

    assert all("/" not in name and ".." not in name for name in archive.namelist())


@pytest.fixture
def shelf(facility):
    """Four papers of two years, one of them void and one signed; one is elsewhere."""
    event = EventFactory(facility=facility, closed=True)
    DocumentFactory(event=event, year=2023, number="A-1")
    DocumentFactory(event=event, kind=Kind.CERTIFICATE, number="A-2")
    ScanFactory(document=DocumentFactory(event=event, kind=Kind.DECREE, number="B-3"))
    DocumentFactory(event=EventFactory(facility=facility, closed=True), void=True, number="B-4")
    DocumentFactory(number="A-9")
    return event


@pytest.mark.parametrize(
    "query, numbers",
    [
        ({}, {"A-1", "A-2", "B-3", "B-4"}),
        ({"tahun": "2023"}, {"A-1"}),
        ({"jenis": Kind.CERTIFICATE.value}, {"A-2"}),
        ({"keadaan": "batal"}, {"B-4"}),
        ({"tertanda": "ya"}, {"B-3"}),
        ({"tertanda": "belum", "tahun": "2024"}, {"A-2", "B-4"}),
        ({"nomor": "b-"}, {"B-3", "B-4"}),
        ({"nomor": "tidak ada"}, set()),
        ({"tahun": "9" * 30, "jenis": "x", "kampanye": "x"}, {"A-1", "A-2", "B-3", "B-4"}),
    ],
)
def test_the_shelf_is_narrowed_down(client, officer, shelf, query, numbers):
    client.force_login(officer)

    page = client.get(SHELF, query).context["page"]

    assert {document.number for document in page} == numbers


def test_the_shelf_finds_the_papers_of_a_campaign(client, officer, shelf):
    client.force_login(officer)

    page = client.get(SHELF, {"kampanye": shelf.campaign_id}).context["page"]

    assert {document.number for document in page} == {"A-1", "A-2", "B-3"}


def test_the_shelf_finds_a_paper_by_its_code(client, officer, shelf):
    client.force_login(officer)
    document = Document.objects.get(number="A-2")

    page = client.get(SHELF, {"nomor": document.shown_code.lower()}).context["page"]

    assert list(page) == [document]


def test_an_empty_shelf_says_what_to_do(client, officer):
    client.force_login(officer)

    assert "Belum ada dokumen yang terbit." in client.get(SHELF).text


def test_a_full_shelf_is_paged(client, officer, facility, django_assert_max_num_queries):
    event = EventFactory(facility=facility, closed=True)
    for number in range(30):
        DocumentFactory(event=event, void=True, number=f"N-{number}", issued_at=timezone.now())
    client.force_login(officer)

    with django_assert_max_num_queries(8):
        first = client.get(SHELF, {"keadaan": "batal"})

    assert len(first.context["page"]) == 25
    assert "keadaan=batal&amp;halaman=2" in first.text
