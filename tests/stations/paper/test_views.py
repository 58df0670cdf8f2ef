"""The screens on which a day on paper is caught up with."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from bansos.handovers import paper
from bansos.handovers.models import Conflict, Event, Handover
from bansos.stations.models import PaperPage, PaperScan
from tests.documents.qr import codes_in
from tests.stations.factories import PaperPageFactory, PaperScanFactory
from tests.stations.paper.test_recording import at_the_desk, numbers

HOSTILE = "\"'><script>alert(1)</script>"
PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture
def at_desk(client, officer):
    client.force_login(officer)
    return client


def pages_url(event):
    return reverse("stations:paper_pages", args=[event.pk])


def page_url(event, number=1):
    return reverse("stations:paper_page", args=[event.pk, number])


def said(event, rows="", **facts):
    local = timezone.localtime(timezone.now(), event.facility.zone)
    return {
        "revision": "0",
        "rows": rows,
        "signatures": "1",
        "starts_on": f"{local:%d/%m/%Y}",
        "starts_time": f"{local:%H.%M}",
        **facts,
    }


def save(client, event, rows="", number=1, **facts):
    return client.post(page_url(event, number), said(event, rows, **facts))


def errors(response):
    return {name: " ".join(told) for name, told in response.context["form"].errors.items()}


def picture():
    content = BytesIO()
    Image.new("RGB", (40, 40)).save(content, "PNG")
    return SimpleUploadedFile("../../nama orang.png", content.getvalue(), "image/png")


def test_the_pages_are_listed_with_where_each_stands(at_desk, event):
    PaperPageFactory(event=event, number=1, signatures=25, ticks=24, explanation="Dicoret")

    page = at_desk.get(pages_url(event)).text

    assert "25 tanda tangan, 24 centang" in page
    assert "Dicoret" in page
    assert "Tanpa pindaian" in page
    assert "Nomor 26 sampai 50" in page
    assert page.count(">Belum<") == 1


@pytest.mark.parametrize("said", ["2", " 2 ", "002"])
def test_a_page_is_found_by_its_number(at_desk, event, said):
    assert at_desk.post(pages_url(event), {"page": said}).url == page_url(event, 2)


def test_a_page_is_found_by_the_square_that_was_printed_on_it(at_desk, event):
    printed = at_desk.get(reverse("documents:paper_list", args=[event.pk])).content

    first, second = codes_in(printed)

    assert first != second
    assert at_desk.post(pages_url(event), {"page": second}).url == page_url(event, 2)
    typed = second.removeprefix(paper.PREFIX).lower()
    assert at_desk.post(pages_url(event), {"page": typed}).url == page_url(event, 2)


@pytest.mark.parametrize("said", ["3", "0", "-1", "", "9" * 60, "KERTAS:", HOSTILE, "a\0b", "٢"])
def test_a_page_that_is_not_there_is_told_at_the_field(at_desk, event, said):
    response = at_desk.post(pages_url(event), {"page": said})

    assert response.status_code == 200
    assert "page" in response.context["form"].errors
    assert "<script>" not in response.text


def test_a_page_of_another_event_is_not_one_of_this(at_desk, event, open_event):
    other = open_event(families=1, on_hand=1)

    response = at_desk.post(pages_url(event), {"page": paper.page_code(other, 1)})

    assert "tidak ada pada daftar kegiatan ini" in response.text


def test_rows_are_ticked_by_ranges(at_desk, event):
    response = save(at_desk, event, "1-8, 10, 12-25", signatures="23")

    assert response.url == page_url(event)
    assert numbers(event) == [*range(1, 9), 10, *range(12, 26)]
    assert "23 centang, 23 tanda tangan" in at_desk.get(page_url(event)).text


def test_rows_are_ticked_by_boxes_too(at_desk, event):
    save(at_desk, event, "2", signatures="2", **{"baris5-ticked": "on"})

    assert numbers(event) == [2, 5]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("8-1", "terbalik"),
        ("26", "Nomor 26 tidak ada di halaman ini (1 sampai 25)."),
        (HOSTILE, "bukan nomor baris"),
        ("1-" + "9" * 600, "500"),
        ("1\0", "Null"),
    ],
    ids=["backwards", "elsewhere", "hostile", "long", "nul"],
)
def test_what_is_no_row_is_told_at_the_field(at_desk, event, rows, told):
    response = save(at_desk, event, rows)

    assert told.lower() in errors(response)["rows"].lower()
    assert not Handover.objects.exists()
    assert "<script>" not in response.text


@pytest.mark.parametrize("signatures", ["", "-1", "x", "1e3", "9" * 30, "201"])
def test_signatures_are_counted(at_desk, event, signatures):
    assert "signatures" in errors(save(at_desk, event, "1", signatures=signatures))
    assert not PaperPage.objects.exists()


def test_a_signature_too_many_asks_for_an_explanation(at_desk, event):
    response = save(at_desk, event, "1-24", signatures="25")

    assert "25 tanda tangan, tetapi 24 baris" in errors(response)["explanation"]
    assert numbers(event) == []

    save(at_desk, event, "1-24", signatures="25", explanation="Baris 3 ditandatangani dua kali")
    shown = at_desk.get(page_url(event)).text
    assert "25 tanda tangan, 24 centang" in shown
    assert "Baris 3 ditandatangani dua kali" in shown


PROXY = {
    "baris4-name": "Rina Contoh",
    "baris4-relation": "Adik",
    "baris4-document": "ktp",
    "baris4-number": "6301010101010001",
}


def test_a_row_may_be_signed_by_another(at_desk, event):
    save(at_desk, event, "4", **PROXY)

    assert Handover.objects.get().proxy_name == "Rina Contoh"
    shown = at_desk.get(page_url(event)).text
    assert "Diwakili Rina Contoh (Adik)" in shown
    assert "6301010101010001" not in shown


@pytest.mark.parametrize("missing", sorted(PROXY))
def test_a_proxy_is_told_of_in_full(at_desk, event, missing):
    response = save(at_desk, event, "4", **PROXY | {missing: " "})

    assert "Periksa wakil pada nomor 4." in response.text
    assert not Handover.objects.exists()


def test_a_proxy_of_a_row_nobody_ticked_is_told(at_desk, event):
    assert "Nomor 4 diwakili, tetapi tidak dicentang." in save(at_desk, event, "5", **PROXY).text


def test_what_a_desk_gave_is_shown_and_not_ticked_by_a_slip(at_desk, event, officer):
    at_the_desk(event, 3, officer)
    assert "Sudah di Meja 2" in at_desk.get(page_url(event)).text

    response = save(at_desk, event, "1-5", signatures="5")
    assert "Nomor 3 sudah diserahkan di tempat lain" in errors(response)["rows"]

    save(at_desk, event, "1-5", signatures="5", is_kept="on")
    assert Conflict.objects.get().entitlement.number == 3
    assert numbers(event) == [1, 2, 3, 4, 5]


def test_a_range_passes_over_a_row_that_was_withdrawn(at_desk, event, head):
    withdrawn = event.entitlements.filter(number=3)
    withdrawn.update(withdrawn_at=timezone.now(), withdrawn_by=head, withdrawn_reason="Pindah")

    save(at_desk, event, "1-5", signatures="4")

    assert numbers(event) == [1, 2, 4, 5]
    assert "Dicabut" in at_desk.get(page_url(event)).text
    assert "Nomor 3" in errors(save(at_desk, event, "3", revision="1", signatures="5"))["rows"]


def test_a_closed_event_tells_until_when(at_desk, closed):
    event = closed(ago=timedelta(minutes=30))

    late = timezone.localtime(event.closed_at + timedelta(minutes=5), event.facility.zone)
    response = save(at_desk, event, "1", starts_on=f"{late:%d/%m/%Y}", starts_time=f"{late:%H.%M}")
    assert "Paling lambat" in errors(response)["starts_time"]

    early = event.closed_at.astimezone(event.facility.zone) - timedelta(days=3)
    response = save(at_desk, event, "1", starts_on=f"{early:%d/%m/%Y}")
    assert errors(response)["starts_on"] == "Hari ini sebelum kegiatan."

    form = at_desk.get(page_url(event)).context["form"]
    assert form.initial["starts_time"] == event.local_start.time()


def test_a_page_of_long_ago_says_whom_to_ask(at_desk, closed):
    event = closed(ago=timedelta(hours=49))

    assert "Minta Kepala membukanya kembali" in at_desk.get(page_url(event)).text


def test_a_reported_event_is_only_looked_at(at_desk, closed, officer):
    event = closed()
    facts = {"reported_at": timezone.now(), "reported_by": officer, "state": "dilaporkan"}
    Event.objects.filter(pk=event.pk).update(**facts)

    assert "Simpan halaman" not in at_desk.get(page_url(event)).text
    assert save(at_desk, event, "1").status_code == 200
    assert not Handover.objects.exists()


@pytest.mark.parametrize("state", ["draf", "diajukan", "ditetapkan"])
def test_nothing_is_recorded_before_the_hall_opens(at_desk, event, state):
    Event.objects.filter(pk=event.pk).update(state=state)

    assert at_desk.get(pages_url(event)).url == event.get_absolute_url()
    assert save(at_desk, event, "1").url == event.get_absolute_url()
    assert not Handover.objects.exists()


def test_somebody_elses_page_is_shown_anew(at_desk, event, record, head):
    record(1, by=head)

    response = at_desk.post(page_url(event), said(event, "2", signatures="2"), follow=True)

    assert "baru saja disimpan orang lain" in response.text
    assert numbers(event) == [1]


def test_the_button_pressed_twice_is_one_press(at_desk, event):
    for _ in range(2):
        assert save(at_desk, event, "1-3", signatures="3").status_code == 302

    assert numbers(event) == [1, 2, 3]


def test_a_page_comes_with_its_picture(at_desk, event):
    save(at_desk, event, "1", scan=picture())

    scan = PaperScan.objects.get()
    assert "nama" not in scan.file.name
    response = at_desk.get(reverse("stations:paper_scan", args=[scan.pk]))
    content = b"".join(response.streaming_content)
    assert Image.open(BytesIO(content)).format == "JPEG"
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert response["Content-Disposition"].startswith('attachment; filename="kertas-halaman-1')
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "content",
    [b"<html><script>alert(1)</script>", b"", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7 terpotong"],
    ids=["html", "empty", "half", "cut"],
)
def test_a_file_that_is_no_page_is_told_at_the_field(at_desk, event, content):
    file = SimpleUploadedFile("halaman.pdf", content, "application/pdf")

    assert "scan" in errors(save(at_desk, event, "1", scan=file))
    assert not Handover.objects.exists()


def test_a_scan_is_of_who_works_there(client, event, stranger, regional):
    scan = PaperScanFactory(page=PaperPageFactory(event=event))
    address = reverse("stations:paper_scan", args=[scan.pk])

    client.force_login(stranger)
    assert client.get(address).status_code == 404
    client.force_login(regional)
    assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302


def test_a_scan_whose_file_has_gone_is_not_there(at_desk, event):
    scan = PaperScanFactory(page=PaperPageFactory(event=event))
    default_storage.delete(scan.file.name)

    assert at_desk.get(reverse("stations:paper_scan", args=[scan.pk])).status_code == 404


@pytest.mark.parametrize("number", ["0", "3", "9" * 30])
def test_a_page_beyond_the_list_is_not_there(at_desk, event, number):
    assert at_desk.get(page_url(event).replace("/1/", f"/{number}/")).status_code == 404


def test_the_papers_of_the_event_lead_here(at_desk, event):
    page = at_desk.get(reverse("documents:event_papers", args=[event.pk])).text

    assert pages_url(event) in page
    assert reverse("documents:paper_list", args=[event.pk]) in page
