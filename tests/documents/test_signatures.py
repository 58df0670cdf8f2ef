"""What was signed on a screen stands on the list after the event, where a pen would have signed."""

import base64
import time
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image, ImageDraw

from bansos.documents.signatures import LARGEST, START, drawn
from bansos.handovers.models import Handover, Signature
from bansos.handovers.paper import page_name
from tests.documents.samples import opened, printed, receipt, receipt_list, text_of

MOST_SECONDS = 10
"""For 250 signatures, on a machine that does other things meanwhile; alone it takes one."""


def pad(size=(600, 240), stroke=True, mode="RGBA"):
    """A field that was signed on, as a canvas gives it."""
    picture = Image.new(mode, size)
    if stroke:
        ImageDraw.Draw(picture).line([(100, 100), (200, 140), (300, 60)], fill="navy", width=4)
    content = BytesIO()
    picture.save(content, "PNG")
    return START + base64.b64encode(content.getvalue()).decode()


def sign(handover, image=None):
    image = pad() if image is None else image
    facts = {"operation_id": handover.pk, "entitlement": handover.entitlement, "image": image}
    return Signature.objects.create(**facts)


def contents(pdf):
    return b"".join(page.get_contents().get_data() for page in opened(pdf).pages)


def pictures(pdf):
    """How many are drawn: equal ones are in the file once."""
    return contents(pdf).count(b"Alt(Tanda tangan nomor ")


@pytest.fixture
def take(client, officer, event):
    """The printed list of the event."""

    def taken(**query):
        client.force_login(officer)
        address = reverse("documents:receipt_list", args=[event.pk], query=query)
        return client.get(address).content

    return taken


def test_a_signature_is_cut_out_of_the_field_it_was_written_on():
    picture = Image.open(BytesIO(drawn(pad())))

    assert picture.mode == "L"
    assert picture.width <= LARGEST[0]
    assert picture.height <= LARGEST[1]
    assert 1.5 < picture.width / picture.height < 3.5
    assert picture.getextrema()[1] == 255


@pytest.mark.parametrize(
    "image",
    [
        "",
        START,
        f"{START}####",
        START + base64.b64encode(b"\x89PNG\r\n\x1a\n").decode(),
        START + base64.b64encode(b"GIF89a").decode(),
        pad()[:200],
        pad(stroke=False),
        pad(size=(3000, 3000)),
    ],
    ids=["nothing", "no picture", "no base64", "half", "other", "cut", "unsigned", "huge"],
)
def test_what_is_no_signature_is_left_out(image):
    assert drawn(image) == b""


def test_what_was_signed_stands_on_the_list(event, take):
    first, second, *_ = event.handovers.order_by("entitlement__number")
    sign(first)
    sign(second)

    pdf = take()

    assert pictures(pdf) == 2
    text = text_of(pdf)
    assert "1. …" not in text
    assert "3. …" in text
    assert "diserahkan pukul 09.12" in text
    assert "diwakilkan oleh Wakil Contoh (adik)" in text


def test_a_signature_that_cannot_be_read_leaves_a_place_to_sign(event, take):
    sign(event.handovers.order_by("entitlement__number").first(), image="bukan gambar")

    assert "1. …" in text_of(take())


def test_the_signature_of_a_mistake_is_not_shown(event, take):
    handover = event.handovers.order_by("entitlement__number").first()
    sign(handover)
    facts = {"voided_at": handover.handed_at, "voided_by": handover.recorded_by}
    Handover.objects.filter(pk=handover.pk).update(voided_reason="Salah orang", **facts)

    assert pictures(take()) == 0


def test_a_public_copy_says_that_somebody_signed_and_shows_no_hand(event, take):
    sign(event.handovers.order_by("entitlement__number").first())

    pdf = take(salinan="publik")

    assert pictures(pdf) == 0
    assert "1. ditandatangani" in text_of(pdf)


def test_what_was_signed_on_paper_is_found_there(event, take):
    first = event.handovers.order_by("entitlement__number").first()
    Handover.objects.filter(pk=first.pk).update(station=page_name(1))

    assert "1. Kertas halaman 1" in text_of(take())


def test_signatures_take_no_more_queries(
    event, take, django_assert_num_queries, django_assert_max_num_queries
):
    take()
    with django_assert_max_num_queries(18) as captured:
        take()
    for handover in event.handovers.all():
        sign(handover)
    with django_assert_num_queries(len(captured)):
        take()


@pytest.mark.parametrize("count", [1, 8, 40])
def test_every_signature_has_its_row_and_its_words(count):
    stroke = drawn(pad())
    receipts = [receipt(number, signature=stroke) for number in range(1, count + 1)]

    pdf = printed(receipt_list(receipts=receipts))

    assert pictures(pdf) == count
    told = contents(pdf)
    assert all(b"Tanda tangan nomor %d)" % number in told for number in range(1, count + 1))


def test_two_hundred_and_fifty_signatures_come_within_the_request():
    image = pad()

    begun = time.process_time()
    receipts = [receipt(number, signature=drawn(image)) for number in range(1, 251)]
    printed(receipt_list(receipts=receipts))

    assert time.process_time() - begun < MOST_SECONDS
