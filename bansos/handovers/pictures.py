"""Photos from phones, made into pictures of ours: small, upright, nothing hidden inside."""

from io import BytesIO
from typing import BinaryIO

from django.core.files import File
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 60_000_000
"""More than any phone takes; a crafted header that claims more is not unpacked."""

KINDS = ["JPEG", "PNG", "WEBP"]
LONGEST_SIDE = 1600
QUALITY = 82


class NotAPicture(ValueError):
    """The file is not a photo that can be read."""


def clean_jpeg(file: BinaryIO | File, *, longest_side=LONGEST_SIDE) -> bytes:
    """
    The picture drawn anew as a JPEG, without place, camera, thumbnail or anything else it carried.

    :raises NotAPicture: with an Indonesian sentence.
    """
    try:
        with Image.open(file, formats=KINDS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NotAPicture("Foto terlalu besar. Kirim foto yang lebih kecil.")
            opened.draft("RGB", (longest_side, longest_side))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((longest_side, longest_side))
            # Onto white: a JPEG has nothing to see through, and a new image has no old notes.
            drawn = Image.new("RGB", upright.size, "white")
            shown = upright.convert("RGBA")
            drawn.paste(shown, mask=shown.getchannel("A"))
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
    ) as fault:
        if isinstance(fault, NotAPicture):
            raise
        raise NotAPicture("Berkas bukan foto JPEG, PNG, atau WebP yang terbaca.") from None
    written = BytesIO()
    drawn.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
