"""Photos drawn anew: what comes out is a JPEG of dots alone, whatever came in."""

from io import BytesIO

from PIL import Image, ImageOps

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
"""A phone's camera; what claims more is meant to fill the memory."""
LONGEST_SIDE = 1280
QUALITY = 82


class Unusable(Exception):
    """Nothing can be kept of this file. Says why, for the screen."""


def redraw(content: bytes) -> bytes:
    """
    The same picture, upright, at most 1280 pixels wide or high, without anything beside it.

    :raises Unusable: if it is too large, or no JPEG that can be read to its end.
    """
    if len(content) > MOST_BYTES:
        raise Unusable("Foto terlalu besar. Paling besar 2 MB.")
    try:
        with Image.open(BytesIO(content), formats=["JPEG"]) as picture:
            too_many = picture.width * picture.height > MOST_PIXELS
            drawn = None if too_many else _drawn(picture)
    except Exception:
        # A broken file makes its reader raise nearly anything.
        raise Unusable("Berkas ini bukan foto JPEG yang utuh. Ambil foto lain.") from None
    if drawn is None:
        raise Unusable("Ukuran foto terlalu besar. Kecilkan dahulu.")
    return drawn


def _drawn(picture) -> bytes:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    # A fresh picture carries over neither camera nor place nor colour profile.
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    out = BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
