"""The head of the facility's papers: written by its head, seen at once, kept on what was issued."""

import base64
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from bansos.audit.models import Entry
from bansos.documents.dressing import page_of
from bansos.documents.typesetting import draw, typeset
from facilities.models import Facility
from tests.documents.samples import certificate, opened, receipt_list, text_of
from tests.documents.test_typesetting import DOT_PNG

MM = 72 / 25.4


def url(facility, name="letterhead"):
    return reverse(f"documents:{name}", args=[facility.pk])


def form_of(facility, **changes):
    facts = {
        "letterhead": "KANTOR CONTOH\nRUTAN CONTOH",
        "paper_size": "a4",
        "margin_top": "",
        "margin_left": "",
        "margin_right": "",
        "number_template": facility.number_template,
        "unit_code": "WP.19",
        "classification": "SA",
    }
    return facts | changes


def pictured(response) -> Image.Image:
    """What the answer carries, or is."""
    content = response.content
    if b"data:image/png;base64," in content:
        content = base64.b64decode(content.partition(b"base64,")[2].partition(b'"')[0])
    return Image.open(io.BytesIO(content)).convert("L")


def test_the_head_writes_the_letterhead(client, facility, head):
    client.force_login(head)

    response = client.post(url(facility), form_of(facility, margin_left="30"), follow=True)

    assert "tersimpan" in response.text
    facility.refresh_from_db()
    assert facility.letterhead_lines == ["KANTOR CONTOH", "RUTAN CONTOH"]
    assert (facility.margin_left, facility.unit_code) == (30, "WP.19")
    entry = Entry.objects.get(action="facilities.letterhead")
    assert entry.chain == facility.pk
    assert set(entry.details["fields"]) == {
        "letterhead",
        "margin_left",
        "unit_code",
        "classification",
    }


def test_saving_what_stood_there_is_no_change(client, facility, head):
    client.force_login(head)
    client.post(url(facility), form_of(facility))

    client.post(url(facility), form_of(facility))

    assert Entry.objects.filter(action="facilities.letterhead").count() == 1


@pytest.mark.parametrize(
    "change, complaint",
    [
        ({"letterhead": "\n".join("ABCDEFG")}, "paling banyak enam baris"),
        ({"number_template": "tetap"}, "Pola harus memuat"),
        ({"margin_left": "5"}, "Paling sempit 10 mm."),
        ({"margin_right": "90"}, "Paling lebar 40 mm."),
        ({"paper_size": "a0"}, "a0"),
    ],
)
def test_what_papers_cannot_bear_is_refused(client, facility, head, change, complaint):
    client.force_login(head)

    response = client.post(url(facility), form_of(facility, **change))

    assert complaint in response.text
    facility.refresh_from_db()
    assert facility.letterhead == ""
    assert not Entry.objects.filter(action="facilities.letterhead").exists()


def test_the_sample_shows_what_is_written_and_keeps_nothing(client, facility, head):
    client.force_login(head)
    before = pictured(client.get(url(facility, "letterhead_sample")))

    wider = form_of(facility, margin_left="40", margin_right="40")
    after = pictured(client.post(url(facility, "letterhead_sample"), wider))

    assert before.size == after.size
    ink = [image.point(lambda dot: 255 * (dot < 128)).getbbox() for image in [before, after]]
    assert ink[1][0] > ink[0][0]
    assert ink[1][2] < ink[0][2]
    facility.refresh_from_db()
    assert (facility.letterhead, facility.margin_left) == ("", None)


def test_the_sample_shows_a_logo_before_it_is_kept(client, facility, head):
    client.force_login(head)
    red = io.BytesIO()
    Image.new("RGB", (50, 50), "red").save(red, "PNG")
    logo = SimpleUploadedFile("logo.png", red.getvalue())

    response = client.post(url(facility, "letterhead_sample"), form_of(facility, logo=logo))

    content = base64.b64decode(response.content.partition(b"base64,")[2].partition(b'"')[0])
    colours = Image.open(io.BytesIO(content)).convert("RGB").getcolors(10_000)
    assert any(red > 200 and green < 60 for _, (red, green, _) in colours)
    assert not Facility.objects.get(pk=facility.pk).logo


def test_half_a_form_leaves_the_sample_alone(client, facility, head):
    client.force_login(head)

    response = client.post(url(facility, "letterhead_sample"), form_of(facility, margin_top="1"))

    assert (response["HX-Reswap"], response.content) == ("none", b"")


def test_a_logo_is_looked_into_and_taken_off_again(client, facility, head):
    client.force_login(head)
    fake = SimpleUploadedFile("logo.png", b"<script>")
    assert "tidak sesuai" in client.post(url(facility), form_of(facility, logo=fake)).text

    good = SimpleUploadedFile("logo.png", DOT_PNG)
    client.post(url(facility), form_of(facility, logo=good))
    assert Facility.objects.get(pk=facility.pk).logo

    client.post(url(facility), form_of(facility) | {"logo-clear": "on"})
    assert not Facility.objects.get(pk=facility.pk).logo


@pytest.mark.parametrize("name", ["letterhead", "letterhead_sample"])
def test_another_facility_is_not_found(client, facility, stranger, head, name):
    theirs = stranger.postings.get().facility
    client.force_login(head)

    assert client.get(url(theirs, name)).status_code == 404
    assert client.post(url(theirs, name), form_of(theirs)).status_code == 404


@pytest.mark.parametrize(
    "template, paper", [("certificate.typ", certificate()), ("receipt_list.typ", receipt_list(40))]
)
@pytest.mark.parametrize("size, edges", [("a4", (210, 297)), ("f4", (215, 330))])
def test_papers_come_in_the_size_of_the_office(template, paper, size, edges):
    page = page_of(Facility(paper_size=size))

    pdf = typeset(template, paper.payload() | {"page": page})

    for sheet in opened(pdf).pages:
        found = sorted([float(sheet.mediabox.width), float(sheet.mediabox.height)])
        assert found == pytest.approx([edge * MM for edge in edges], abs=1)


@pytest.mark.parametrize("margin", [10, 40])
@pytest.mark.parametrize("size", ["a4", "f4"])
def test_no_ink_comes_into_the_margins(size, margin):
    sides = dict.fromkeys(["margin_top", "margin_left", "margin_right"], margin)
    page = page_of(Facility(paper_size=size, **sides))

    [first, *_] = draw("certificate.typ", certificate().payload() | {"page": page}, ppi=96)

    image = Image.open(io.BytesIO(first)).convert("L")
    ink = image.point(lambda dot: 255 * (dot < 200)).getbbox()
    clear = margin * 96 / 25.4 - 2
    assert ink[0] >= clear
    assert image.width - ink[2] >= clear
    assert ink[1] >= clear


def test_papers_of_any_size_say_the_same():
    texts = {
        text_of(typeset("certificate.typ", certificate().payload() | {"page": page_of(facility)}))
        for facility in [Facility(paper_size="a4"), Facility(paper_size="f4")]
    }

    assert len(texts) == 1
