"""The report as a Word file, for an office that goes on writing in it."""

import re
from io import BytesIO
from typing import Any

from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage

from . import papers
from .typesetting import TEMPLATES

TEMPLATE = TEMPLATES / "report.docx"
WIDTH = Cm(7.6)
DOTS = "…" * 12

UNSEEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML has no room for."""


def word(report: papers.Report) -> bytes:
    """The same words as on paper; values are text, whatever they look like."""
    payload = report.payload()
    template = DocxTemplate(TEMPLATE)
    head = payload["signature"]["head"]
    context = {
        "letterhead": {"lines": payload["letterhead"]["lines"]},
        "heading": payload["heading"],
        "chapters": [_chapter(each) for each in payload["chapters"]],
        "closing": payload["closing"],
        "place_and_date": payload["signature"]["place-and-date"],
        "title": " ".join(head["above"]),
        "name": head["name"] or f"({DOTS})",
        "nip": head["nip"] or DOTS,
    }
    context = _visible(context) | {"pairs": _pairs(template, report.photos)}
    template.render(context, autoescape=True)
    properties = template.docx.core_properties
    properties.title, properties.author = _visible([payload["title"], payload["author"]])
    written = BytesIO()
    template.save(written)
    return written.getvalue()


def _chapter(chapter) -> dict:
    """As the template asks for it: a mapping's own `items` would stand before a list's."""
    sections = [
        {
            "title": f"{chr(64 + place)}. {section['title']}" if section["title"] else "",
            "blocks": [
                block | {"points": [_whole(item) for item in block.get("items", [])]}
                for block in section["blocks"]
            ],
        }
        for place, section in enumerate(chapter["sections"], start=1)
    ]
    return {"title": chapter["title"], "sections": sections}


def _whole(item) -> str:
    return " ".join(item) if isinstance(item, list) else item


def _pairs(template, photos) -> list[list[dict]]:
    shown: list[dict] = [
        {
            "image": InlineImage(template, BytesIO(photo.image), width=WIDTH),
            "caption": _visible(photo.caption),
        }
        for photo in photos
    ]
    if len(shown) % 2:
        shown.append({"image": "", "caption": ""})
    return [shown[place : place + 2] for place in range(0, len(shown), 2)]


def _visible(value: Any) -> Any:
    if isinstance(value, str):
        return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {key: _visible(item) for key, item in value.items()}
    return [_visible(item) for item in value] if isinstance(value, list) else value
