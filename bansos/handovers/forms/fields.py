from django import forms
from django.core.exceptions import ValidationError

from bansos.indonesia.words import parse_date

FIRST_YEAR, LAST_YEAR = 2000, 2100


class DayField(forms.CharField):
    """A day, past or to come, typed day first: 24/12/2024 or 24 Desember 2024."""

    def __init__(self, **kwargs):
        hints = {"placeholder": "24/12/2024", "autocomplete": "off", "maxlength": 40}
        super().__init__(widget=forms.TextInput(attrs=hints), **kwargs)

    def clean(self, value):
        try:
            day = parse_date(super().clean(value))
        except ValueError as error:
            raise ValidationError(str(error)) from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(f"Tahun harus antara {FIRST_YEAR} dan {LAST_YEAR}.")
        return day

    def prepare_value(self, value):
        return f"{value:%d/%m/}{value.year}" if hasattr(value, "year") else value


class ClockField(forms.TimeField):
    """An hour as it is written here: 09.00. The colon of other clocks is understood."""

    input_formats = ("%H.%M", "%H:%M")

    def __init__(self, **kwargs):
        hints = {"placeholder": "09.00", "autocomplete": "off", "maxlength": 5}
        widget = forms.TimeInput(hints, format="%H.%M")
        errors = {"invalid": "Tulis jam seperti 09.00."}
        super().__init__(widget=widget, error_messages=errors, **kwargs)
