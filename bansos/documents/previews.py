"""A paper as pictures, to be looked at before it is issued."""

from io import BytesIO

from PIL import Image

from .dressing import drafted
from .registry import PAPERS
from .typesetting import draw

LONGEST = 60
"""Rows of any table: what somebody reads through on a screen. The PDF has them all."""
PPI = 96
GAP = 12
COLOURS = 64


def shortened(payload) -> tuple[dict, bool]:
    """The payload with its long tables cut, and whether any was."""
    cut = {
        key: value[:LONGEST]
        for key, value in payload.items()
        if isinstance(value, list) and len(value) > LONGEST
    }
    return payload | cut, bool(cut)


def picture(kind, payload, facility) -> bytes:
    """All pages of the draft below one another, as one PNG."""
    shown, _ = shortened(payload)
    return below_one_another(draw(PAPERS[kind].template, drafted(shown, facility), ppi=PPI))


def below_one_another(pages: list[bytes]) -> bytes:
    images = [Image.open(BytesIO(page)).convert("RGB") for page in pages]
    width = max(image.width for image in images)
    height = sum(image.height for image in images) + GAP * (len(images) - 1)
    sheet = Image.new("RGB", (width, height), "#7d8b89")
    top = 0
    for image in images:
        sheet.paste(image, (0, top))
        top += image.height + GAP
    out = BytesIO()
    sheet.quantize(COLOURS).save(out, "PNG", optimize=False)
    return out.getvalue()
