"""An uploaded logo is what its name says, small, and only a picture."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from facilities.logos import MAX_BYTES, check_logo, media_type

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/>{}</svg>'


def check(name, content):
    content = content.encode() if isinstance(content, str) else content
    check_logo(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.png", PNG),
        ("LOGO.PNG", PNG),
        ("logo.jpg", JPEG),
        ("logo.jpeg", JPEG),
        ("logo.svg", SVG.format("")),
        (
            "logo.svg",
            "\ufeff<?xml version='1.0' encoding='UTF-8'?><!-- gambar -->" + SVG.format(""),
        ),
        ("logo.svg", SVG.format('<defs><g id="a"/></defs><use href="#a"/>')),
    ],
)
def test_a_picture_is_welcome(name, content):
    check(name, content)


def test_a_checked_file_is_read_from_its_beginning_afterwards():
    file = SimpleUploadedFile("logo.png", PNG)

    check_logo(file)

    assert file.read() == PNG


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.png", JPEG),
        ("logo.jpg", PNG),
        ("logo.png", b""),
        ("logo.png", "<script>alert(1)</script>"),
        ("logo.gif", b"GIF89a"),
        ("logo", PNG),
    ],
)
def test_a_name_alone_makes_no_picture(name, content):
    with pytest.raises(ValidationError, match="tidak sesuai"):
        check(name, content)


def test_a_large_file_is_refused():
    check("logo.png", PNG.ljust(MAX_BYTES, b"\0"))
    with pytest.raises(ValidationError, match="500 KB"):
        check("logo.png", PNG.ljust(MAX_BYTES + 1, b"\0"))


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<SCRIPT/>",
        '<g onload="alert(1)"/>',
        '<a href="https://contoh.invalid/"/>',
        '<image href="file:///etc/passwd"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="//contoh.invalid/a.svg#b"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        "<foreignObject/>",
        '<style>@import "https://contoh.invalid/a.css";</style>',
        '<path fill="url(https://contoh.invalid/a.svg#b)"/>',
    ],
)
def test_a_drawing_that_runs_or_fetches_is_refused(inner):
    with pytest.raises(ValidationError, match="hanya boleh memuat gambar"):
        check("logo.svg", SVG.format(inner))


@pytest.mark.parametrize(
    "opening",
    [
        "<!DOCTYPE svg>",
        '<!doctype svg [<!ENTITY a "aaaa">]>',
        '<?xml-stylesheet href="https://contoh.invalid/a.css"?>',
    ],
)
def test_a_drawing_that_defines_its_own_words_is_refused(opening):
    with pytest.raises(ValidationError, match="DOCTYPE"):
        check("logo.svg", opening + SVG.format(""))


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe<\0s\0", b"<svg", SVG.format("\0").encode(), SVG.format("<g>").encode()],
)
def test_a_drawing_nobody_can_read_is_refused(content):
    with pytest.raises(ValidationError, match="tidak terbaca"):
        check("logo.svg", content)


@pytest.mark.parametrize("content", ["<html/>", "<svg/>", '<svg xmlns="urn:lain"/>'])
def test_what_is_not_a_drawing_at_all_is_refused(content):
    with pytest.raises(ValidationError, match="hanya boleh memuat gambar"):
        check("logo.svg", content)


def test_a_logo_goes_out_under_its_own_type():
    assert media_type("logo/a.PNG") == "image/png"
    assert media_type("logo/a.svg") == "image/svg+xml"
    assert media_type("logo/a.html") == "application/octet-stream"
