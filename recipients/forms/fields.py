"""Fields that read what people write the Indonesian way."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from bansos.indonesia.identity import normalize_phone
from bansos.indonesia.words import parse_date

from ..pages import row_id

UNSEEN = {"Cc", "Cf"}
"""Unicode categories of signs nobody sees, some of which turn the text around them."""


class TidyField(forms.CharField):
    """One line of text: single spaces, nothing unseen."""

    def to_python(self, value):
        text = super().to_python(value)
        seen = (" " if sign.isspace() else sign for sign in text if _is_seen(sign))
        return " ".join("".join(seen).split())


def _is_seen(sign) -> bool:
    # NUL is left to the validator that refuses it.
    return sign in "\0\t\n\r" or unicodedata.category(sign) not in UNSEEN


class PastDateField(forms.CharField):
    """A day up to today, typed day first: 24/12/2024 or 24 Desember 2024."""

    def __init__(self, **kwargs):
        hints = {"placeholder": "24/12/1990", "autocomplete": "off", "maxlength": 40}
        super().__init__(widget=forms.TextInput(attrs=hints), **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            day = parse_date(text)
        except ValueError as error:
            raise ValidationError(str(error)) from None
        if day > timezone.localdate():
            raise ValidationError("Tanggal ini belum tiba.")
        return day

    def prepare_value(self, value):
        return f"{value:%d/%m/}{value.year}" if hasattr(value, "year") else value


class PhoneField(forms.CharField):
    def clean(self, value):
        try:
            return normalize_phone(super().clean(value))
        except ValueError as error:
            raise ValidationError(str(error)) from None


class RowsField(forms.ModelMultipleChoiceField):
    """Some rows by their ids. An id too large for any database is a wrong choice too."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        for pk in value or []:
            if row_id(pk) is None:
                raise ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": pk}
                )
        return super().clean(value)


class NumberField(forms.CharField):
    """Sixteen digits, typed with or without spaces. What is wrong with them the form finds out."""

    def __init__(self, **kwargs):
        hints = {"inputmode": "numeric", "autocomplete": "off", "class": "num"}
        super().__init__(
            max_length=40, required=False, widget=forms.TextInput(attrs=hints), **kwargs
        )
