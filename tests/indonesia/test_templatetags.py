"""What every template may say without loading anything."""

import hashlib
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.template import Context, Template, TemplateSyntaxError

from bansos.indonesia import templatetags

VENDORED = templatetags.ICONS.parent
NINE_IN_PELAIHARI = datetime(2024, 12, 24, 1, 0, tzinfo=UTC)


def render(text, **context):
    return Template(text).render(Context(context))


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("{{ value|date_long }}", date(2024, 12, 24), "24 Desember 2024"),
        ("{{ value|date_full }}", date(2024, 12, 24), "Selasa, 24 Desember 2024"),
        ("{{ value|rupiah }}", Decimal("325000.00"), "Rp325.000,00"),
        ("{{ value|rupiah }}", 0, "Rp0,00"),
        ("{{ value|count_words }}", 8, "8 (delapan)"),
        ("{{ value|count_words }}", 0, "0 (nol)"),
        ("{{ value|number }}", 1234, "1.234"),
        ("{{ value|number }}", 0, "0"),
        ("{{ value|decimal }}", Decimal("2.50"), "2,5"),
    ],
)
def test_a_value_as_the_reader_sees_it(text, value, shown):
    assert render(text, value=value) == shown


@pytest.mark.parametrize(
    "name", ["date_long", "date_full", "rupiah", "count_words", "number", "decimal"]
)
@pytest.mark.parametrize("value", [None, ""])
def test_nothing_shows_as_nothing(name, value):
    assert render("{{ value|" + name + " }}", value=value) == ""


@pytest.mark.parametrize(
    "zone",
    [ZoneInfo("Asia/Makassar"), "Asia/Makassar", SimpleNamespace(zone=ZoneInfo("Asia/Makassar"))],
)
def test_the_clock_is_the_facilitys(zone):
    context = {"at": NINE_IN_PELAIHARI, "zone": zone}

    assert render("{{ at|clock:zone }}", **context) == "pukul 09.00 WITA"
    assert render("{{ at|moment:zone }}", **context) == "24 Desember 2024 pukul 09.00 WITA"


@pytest.mark.parametrize("zone", [None, ""])
def test_without_a_facility_the_clock_says_which_one_it_is(zone):
    assert render("{{ at|clock:zone }}", at=NINE_IN_PELAIHARI, zone=zone) == "pukul 08.00 WIB"


def test_no_instant_no_clock():
    assert render("{{ at|clock:zone }}{{ at|moment:zone }}", at=None, zone="Asia/Jakarta") == ""


def test_the_day_of_an_instant_is_the_local_day():
    late = datetime(2024, 12, 24, 20, 0, tzinfo=UTC)

    assert render("{{ at|date_long }}", at=late) == "25 Desember 2024"


def test_an_icon_is_drawn_in_place():
    drawn = render('{% icon "check-lg" %}')

    assert drawn.startswith('<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M')
    assert drawn.endswith("/></svg>")


def test_an_unknown_icon_says_how_to_bring_it():
    with pytest.raises(TemplateSyntaxError, match=r"no icon '\.\./secret'\. Copy"):
        render("{% icon name %}", name="../secret")


@pytest.mark.parametrize("name", sorted(templatetags.icons()))
def test_a_vendored_icon_is_a_plain_drawing_of_the_same_size(name):
    svg = (templatetags.ICONS / f"{name}.svg").read_text()

    assert 'viewBox="0 0 16 16"' in svg
    assert set(re.findall(r"<(\w+)", svg)) <= {"svg", "path", "circle", "rect"}
    assert "style=" not in svg


def test_the_vendored_files_are_as_released():
    listed = dict(
        reversed(line.split("  ", 1)) for line in (VENDORED / "SHA256SUMS").read_text().splitlines()
    )
    there = {
        str(path.relative_to(VENDORED)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in [VENDORED / "LICENSE", *VENDORED.glob("icons/*")]
    }

    assert there == listed


def test_every_icon_named_in_a_template_exists():
    named = {
        (name, path.name)
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r"""{% icon ["']([^"']+)""", path.read_text())
    }

    assert [pair for pair in sorted(named) if pair[0] not in templatetags.icons()] == []
