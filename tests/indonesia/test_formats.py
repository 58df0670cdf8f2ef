"""Django writes and reads dates and numbers the Indonesian way by itself."""

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats

from bansos.indonesia.words import DAYS, MONTHS, date_full, date_long

CHRISTMAS_EVE = date(2024, 12, 24)


def render(text, **context):
    return Template(text).render(Context(context))


class DayForm(forms.Form):
    day = forms.DateField()
    at = forms.TimeField(required=False)
    weight = forms.DecimalField(required=False, localize=True)


def test_a_date_in_a_template():
    assert render("{{ day }}", day=CHRISTMAS_EVE) == "24 Desember 2024"
    assert render("{{ day|date }}", day=CHRISTMAS_EVE) == "24 Desember 2024"


def test_a_time_and_a_moment_in_a_template():
    nine = datetime(2024, 12, 24, 9, 5, tzinfo=ZoneInfo("Asia/Jakarta"))

    assert render("{{ at }}", at=nine) == "24 Desember 2024 pukul 09.05"
    assert render("{{ at|time }}", at=nine) == "09.05"
    assert render("{{ at|date:'SHORT_DATE_FORMAT' }}", at=nine) == "24-12-2024"


@pytest.mark.parametrize("month", range(1, 13))
def test_djangos_names_and_ours_are_the_same(month):
    day = date(2024, month, month)

    assert render("{{ day|date:'l, j F Y' }}", day=day) == date_full(day)
    assert render("{{ day|date }}", day=day) == date_long(day)


def test_every_day_and_month_has_a_name():
    assert (len(DAYS), len(MONTHS)) == (7, 12)


def test_numbers_have_a_decimal_comma():
    assert render("{{ weight }}", weight=Decimal("2.50")) == "2,50"
    assert formats.number_format(1234567, force_grouping=True) == "1.234.567"


def test_the_week_begins_on_monday():
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("24/12/2024", CHRISTMAS_EVE),
        ("24-12-2024", CHRISTMAS_EVE),
        ("24.12.2024", CHRISTMAS_EVE),
        ("2024-12-24", CHRISTMAS_EVE),
        ("01/02/2024", date(2024, 2, 1)),
    ],
)
def test_a_form_reads_the_day_first(typed, day):
    form = DayForm({"day": typed})

    assert form.is_valid()
    assert form.cleaned_data["day"] == day


@pytest.mark.parametrize("typed", ["01/13/2024", "12/24/24", "24/12/24", "24/12/2024\x00", "x"])
def test_a_form_never_guesses(typed):
    assert "day" in DayForm({"day": typed}).errors


@pytest.mark.parametrize("typed", ["09.30", "09:30", "09:30:00"])
def test_a_form_reads_the_time_with_a_dot_or_a_colon(typed):
    form = DayForm({"day": "24/12/2024", "at": typed})

    assert form.is_valid()
    assert form.cleaned_data["at"] == time(9, 30)


def test_a_form_reads_a_decimal_comma():
    form = DayForm({"day": "24/12/2024", "weight": "2,5"})

    assert form.is_valid()
    assert form.cleaned_data["weight"] == Decimal("2.5")
