"""What was signed on a screen, as paper takes it: small, without colour, and surely a picture."""

import base64
from binascii import Error
from io import BytesIO

from PIL import Image, ImageOps

LARGEST = (300, 100)
"""Pixels: three centimetres at 250 dpi."""
GREYS = [level // 64 * 85 for level in range(256)]
"""Four are enough for a stroke, and pack well."""
MOST_PIXELS = 4_000_000
START = "data:image/png;base64,"


def drawn(data_url) -> bytes:
    """A PNG with the stroke alone, cut out of the empty field around it; nothing if it is none."""
    try:
        content = base64.b64decode(data_url.removeprefix(START), validate=True)
        with Image.open(BytesIO(content), formats=["PNG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return b""
            coloured = picture.convert("RGBA")
    except (Error, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return b""
    white = Image.new("RGBA", coloured.size, "white")
    grey = Image.alpha_composite(white, coloured).convert("L")
    stroke = ImageOps.invert(grey).getbbox()
    if not stroke:
        return b""
    grey = grey.crop(stroke)
    grey.thumbnail(LARGEST)
    kept = BytesIO()
    grey.point(GREYS).save(kept, "PNG")
    return kept.getvalue()
