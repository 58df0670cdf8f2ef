"""What may be attached to a page: by what is inside, whatever the file is called."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from bansos.stations.models import PaperScan
from bansos.stations.paper import scans
from bansos.stations.paper.scans import PAGE, NotAPage, read_scan

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def picture(form="JPEG", size=(60, 80), mode="RGB", **options):
    content = BytesIO()
    Image.new(mode, size, *options.pop("colour", ())).save(content, form, **options)
    return content.getvalue()


def read(content, name="halaman.pdf"):
    return read_scan(SimpleUploadedFile(name, content))


def drawn(content):
    return Image.open(BytesIO(content))


def test_a_pdf_is_kept_as_it_is():
    assert read(PDF) == (PaperScan.Kind.PDF, PDF)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew_as_jpeg(form):
    kind, content = read(picture(form), "halaman.exe")

    assert kind == PaperScan.Kind.JPEG
    assert drawn(content).format == "JPEG"
    assert drawn(content).size == (60, 80)


def test_a_photo_loses_where_it_was_taken_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kamera Contoh"
    exif.get_ifd(0x8825)[1] = "S"

    _, content = read(picture(exif=exif))

    assert drawn(content).size == (80, 60)
    assert not drawn(content).getexif()
    assert b"Kamera" not in content


def test_a_large_picture_becomes_one_that_can_be_read():
    _, content = read(picture(size=(6000, 3000)))

    assert drawn(content).size == (PAGE.longest_side, PAGE.longest_side // 2)


def test_what_is_seen_through_is_white():
    _, content = read(picture("PNG", mode="RGBA", colour=[(0, 0, 0, 0)]))

    assert drawn(content).getpixel((10, 10)) == (255, 255, 255)


def test_what_follows_a_picture_is_left_behind():
    _, content = read(picture() + b"<script>alert(1)</script>")

    assert b"script" not in content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"halaman",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        b"\xff\xd8\xff" + b"\0" * 100,
        picture("BMP"),
        picture("PNG", (400, 400))[:200],
        b"MZ" + PDF,
        b"<!doctype html>" + PDF,
    ],
    ids=lambda content: repr(content[:12]),
)
def test_what_is_neither_is_refused(content):
    with pytest.raises(NotAPage, match="bukan PDF"):
        read(content)


def test_a_pdf_that_was_cut_off_is_refused():
    with pytest.raises(NotAPage, match="terpotong"):
        read(PDF[:-8])


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr(scans, "PAGE", replace(PAGE, most_pixels=1000))

    with pytest.raises(NotAPage, match="terlalu besar"):
        read(picture())


def test_a_file_that_is_too_large_is_not_even_read(monkeypatch):
    monkeypatch.setattr(scans, "LARGEST", 10)

    with pytest.raises(NotAPage, match="10 MB"):
        read(PDF)
