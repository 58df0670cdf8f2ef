"""The papers of an event as its page offers them."""

from dataclasses import dataclass

from django import template

from ..catalogue import KINDS, Kind
from ..paper_sheets import SHEETS
from ..registry import PAPERS

register = template.Library()


@dataclass(frozen=True)
class Line:
    kind: Kind
    is_ready: bool
    parts: range
    """Numbers of the files it comes in; empty where it is one."""
    has_sheet: bool


@register.filter
def folder(event) -> list[Line]:
    """A line for each paper of the catalogue that is printed and not issued."""
    return [
        Line(
            kind=kind,
            is_ready=kind.is_ready(event),
            parts=range(1, kind.parts(event) + 1) if kind.parts(event) > 1 else range(0),
            has_sheet=kind.slug in SHEETS and event.is_decided,
        )
        for kind in KINDS.values()
        if kind.slug not in PAPERS
    ]
