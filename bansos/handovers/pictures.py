"""Pictures drawn anew: what comes out is a JPEG of dots alone, whatever came in."""

from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, ImageOps


class Unusable(Exception):
    """Nothing can be kept of this file. Says why, for the screen."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """
    What a kind of picture may be, and what becomes of it.

    :param most_pixels: what claims more is meant to fill the memory.
    :param longest_side: in pixels, of what is kept.
    :param formats: as Pillow calls them.
    :param too_heavy: said of a file with more bytes; `too_large` of one with more pixels, and
        `broken` of one that cannot be read to its end.
    """

    most_bytes: int
    most_pixels: int
    longest_side: int
    quality: int
    too_heavy: str
    too_large: str
    broken: str
    formats: list[str] = field(default_factory=lambda: ["JPEG"])


PHOTO = Limits(
    most_bytes=2 * 1024 * 1024,
    most_pixels=16_000_000,
    longest_side=1280,
    quality=82,
    too_heavy="Foto terlalu besar. Paling besar 2 MB.",
    too_large="Ukuran foto terlalu besar. Kecilkan dahulu.",
    broken="Berkas ini bukan foto JPEG yang utuh. Ambil foto lain.",
)
"""Taken with a phone at the desk, which makes it smaller before it sends it."""


def redraw(content: bytes, limits: Limits = PHOTO) -> bytes:
    """
    The same picture, upright, within the limits, without anything beside its dots.

    :raises Unusable: if it is beyond them, or no picture that can be read to its end.
    """
    if len(content) > limits.most_bytes:
        raise Unusable(limits.too_heavy)
    try:
        with Image.open(BytesIO(content), formats=limits.formats) as picture:
            too_many = picture.width * picture.height > limits.most_pixels
            drawn = None if too_many else _drawn(picture, limits)
    except Exception:
        # A broken file makes its reader raise nearly anything.
        raise Unusable(limits.broken) from None
    if drawn is None:
        raise Unusable(limits.too_large)
    return drawn


def _drawn(picture, limits) -> bytes:
    picture.thumbnail((limits.longest_side, limits.longest_side))
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    # A fresh picture carries over neither camera nor place nor colour profile.
    bare = Image.new("RGB", upright.size, "white")
    bare.paste(upright, mask=upright)
    out = BytesIO()
    bare.save(out, "JPEG", quality=limits.quality, optimize=True)
    return out.getvalue()
