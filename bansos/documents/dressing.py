"""What every paper gets besides its words: the facility's page, a number, a way to check it."""

from io import BytesIO

import segno

from bansos.indonesia.words import date_long

DRAFT = "KONSEP"


def page_of(facility) -> dict:
    """Size and margins in millimetres, as the head set them; None is the paper's own margin."""
    return {
        "paper": facility.paper_size,
        "margin": {
            "top": facility.margin_top,
            "left": facility.margin_left,
            "right": facility.margin_right,
        },
    }


def drafted(payload, facility) -> dict:
    """A paper to be looked at, which says on every page that it does not count."""
    mark = payload["mark"] or DRAFT
    foot = payload["foot"] if payload["mark"] else f"{mark} · {payload['foot']}"
    return payload | {"mark": mark, "foot": foot, "page": page_of(facility)}


def dressed(payload, document, *, address, older=None) -> dict:
    """The paper that is issued."""
    verification = {
        "code": document.shown_code,
        "site": address.partition("://")[2].rpartition("/periksa/")[0] + "/periksa",
        "qr": list(square(address)),
        "replaces": _told(older) if older else "",
    }
    numbered = {"number": document.number} if "number" in payload else {}
    return payload | numbered | {"page": page_of(document.facility), "verification": verification}


def square(address) -> bytes:
    """An SVG of the QR code, without a border of its own."""
    drawn = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawn, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None)
    return drawn.getvalue()


def _told(older) -> str:
    number = f"nomor {older.number}" if older.number else f"dengan kode {older.shown_code}"
    day = date_long(older.issued_at.astimezone(older.facility.zone))
    return f"Menggantikan dokumen {number} yang terbit {day}."
