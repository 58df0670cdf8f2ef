"""Filters and tags that every template knows without loading them."""

from datetime import date
from functools import cache

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import mark_safe

from . import words

ICONS = settings.BASE_DIR / "static" / "vendor" / "bootstrap-icons" / "icons"

register = template.Library()


@register.filter(expects_localtime=True)
def date_long(day):
    return words.date_long(day) if isinstance(day, date) else ""


@register.filter(expects_localtime=True)
def date_full(day):
    return words.date_full(day) if isinstance(day, date) else ""


@register.filter
def clock(instant, zone):
    """pukul 09.00 WITA"""
    return f"pukul {words.time_local(instant, _known(zone))}" if instant else ""


@register.filter
def moment(instant, zone):
    """24 Desember 2024 pukul 09.00 WITA"""
    return words.moment(instant, _known(zone)) if instant else ""


@register.filter
def rupiah(amount):
    return "" if amount in (None, "") else words.rupiah(amount)


@register.filter
def count_words(count):
    return "" if count in (None, "") else words.count_words(count)


@register.filter
def number(count):
    return "" if count in (None, "") else words.number(count)


@register.filter
def decimal(quantity):
    return "" if quantity in (None, "") else words.decimal(quantity)


def _known(zone):
    return zone or timezone.get_current_timezone()


@register.simple_tag
def icon(name):
    """Draw a Bootstrap Icon in the colour and size of the text beside it."""
    try:
        drawing = icons()[name]
    except KeyError:
        raise template.TemplateSyntaxError(
            f"There is no icon {name!r}. Copy {name}.svg into {ICONS} and renew its checksums."
        ) from None
    # The drawing is a file of ours, never a value from outside.
    return mark_safe(f'<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">{drawing}</svg>')  # noqa: S308


@cache
def icons() -> dict[str, str]:
    """Every vendored icon's paths by its name."""
    return {path.stem: _drawing(path.read_text()) for path in sorted(ICONS.glob("*.svg"))}


def _drawing(svg) -> str:
    inside = svg.partition(">")[2].rpartition("</svg>")[0]
    return " ".join(inside.split())
