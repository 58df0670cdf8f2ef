"""Photos drawn anew: nothing comes out but dots, and nothing breaks whatever goes in."""

import struct
import zlib

import pytest

from bansos.handovers.pictures import PHOTO, Unusable, redraw
from tests.handovers.pictures import HEIGHT, MAKER, WIDTH, from_a_phone, jpeg, read


def test_what_a_camera_writes_beside_the_picture_is_gone():
    sent = from_a_phone()

    kept = redraw(sent)

    assert MAKER.encode() in sent
    assert MAKER.encode() not in kept
    assert not read(kept).getexif()
    assert read(kept).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_what_hangs_behind_the_picture_is_gone():
    assert b"<script>" not in redraw(jpeg() + b"<script>alert(1)</script>")


def test_a_photo_taken_upright_stays_upright():
    assert read(redraw(from_a_phone())).size == (HEIGHT, WIDTH)


def test_a_large_photo_is_made_smaller():
    assert max(read(redraw(jpeg(size=(3000, 2000)))).size) == PHOTO.longest_side


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_other_kinds_of_jpeg_are_read(mode):
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new(mode, (20, 20)).save(out, "JPEG")

    assert read(redraw(out.getvalue())).mode == "RGB"


def claiming(width, height):
    """A JPEG that says it is of another size than it is."""
    content = bytearray(jpeg())
    place = content.index(b"\xff\xc0") + 5
    content[place : place + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def png_bomb():
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", 0)

    head = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999))


BROKEN = {
    "nothing": b"",
    "text": b"bukan foto",
    "half": jpeg()[:400],
    "only its beginning": b"\xff\xd8\xff",
    "another form": jpeg(form="PNG"),
    "animated": jpeg(form="GIF"),
    "a bomb": png_bomb(),
    "too many dots": claiming(60000, 60000),
    "many dots": claiming(5000, 5000),
    "no dots": claiming(0, 0),
    "too long": jpeg() + b"\0" * PHOTO.most_bytes,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_photo_is_refused_in_words(content):
    with pytest.raises(Unusable, match=r"Foto|foto"):
        redraw(content)


def test_a_photo_with_any_byte_changed_breaks_nothing():
    sent = from_a_phone(size=(40, 30))
    for place in range(0, len(sent), 7):
        changed = bytearray(sent)
        changed[place] ^= 0xFF
        try:
            assert redraw(bytes(changed)).startswith(b"\xff\xd8")
        except Unusable:
            continue
