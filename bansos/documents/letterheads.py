"""The head of the facility's papers: how it looks, and how the head of facility changes it."""

import base64
from io import BytesIO

from django.db import transaction
from PIL import Image

from bansos.audit import trail
from facilities.logos import MAX_BYTES
from facilities.models import Facility

from . import papers
from .dressing import page_of
from .typesetting import draw

PPI = 96


def letterhead_of(facility) -> papers.Letterhead:
    return papers.Letterhead(
        lines=facility.letterhead_lines, facility=facility.official_name, logo=logo_of(facility)
    )


def logo_of(facility: Facility) -> bytes:
    """The picture, or nothing when it has gone or is no logo by its size."""
    if not facility.logo:
        return b""
    try:
        with facility.logo.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError:
        return b""
    return content if len(content) <= MAX_BYTES else b""


def sample(facility) -> bytes:
    """The upper part of a page as the facility's papers would begin, as PNG."""
    facts = {
        "author": facility.official_name,
        "foot": "",
        "heading": [],
        "keywords": [],
        "letterhead": letterhead_of(facility).payload(),
        "mark": "",
        "page": page_of(facility),
        "title": "Contoh kop",
    }
    [page, *_] = draw("letterhead.typ", facts, ppi=PPI)
    image = Image.open(BytesIO(page)).convert("RGB")
    out = BytesIO()
    image.quantize(64).save(out, "PNG")
    return out.getvalue()


def inline(picture) -> str:
    """The address of a PNG that comes along with its page."""
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


@transaction.atomic
def revise(facility, *, changed, by, at) -> Facility:
    """Keep what a form has put on the facility, and say which fields."""
    trail.lock(facility.pk)
    facility.save(update_fields=changed)
    trail.record(
        "facilities.letterhead",
        facility,
        facility=facility,
        by=by,
        at=at,
        details={"fields": changed},
    )
    return facility
