from datetime import date, datetime, time, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from bansos.audit.models import Entry
from bansos.audit.words import DEEDS

LARGEST = 2**63 - 1


class TrailForm(forms.Form):
    """Which part of the trail to read; every field may be left open."""

    upt = forms.TypedChoiceField(label="UPT", required=False, coerce=int, empty_value=None)
    perbuatan = forms.ChoiceField(
        label="Perbuatan",
        required=False,
        choices=[("", "Semua perbuatan"), *sorted(DEEDS.items(), key=lambda item: item[1])],
    )
    hari = forms.DateField(
        label="Hari",
        required=False,
        # Within the years a clock in any zone can tell.
        validators=[MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2199, 12, 31))],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    pelaku = forms.IntegerField(
        required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput
    )
    sebelum = forms.IntegerField(
        required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput
    )

    def __init__(self, *args, scope, **kwargs):
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.fields["upt"].choices = [("", "Semua UPT"), *scope.choices]
        if len(scope.choices) == 1:
            del self.fields["upt"]

    def entries(self):
        """The entries asked for, newest first. What is not understood is as if not asked."""
        self.is_valid()
        asked = self.cleaned_data
        chain = self.chain
        entries = self.scope.entries() if chain is None else Entry.objects.on_chains([chain])
        if asked.get("perbuatan"):
            entries = entries.filter(action=asked["perbuatan"])
        if asked.get("pelaku"):
            entries = entries.filter(actor_id=asked["pelaku"])
        if asked.get("hari"):
            start = datetime.combine(asked["hari"], time(), self.scope.zone_of(chain))
            entries = entries.filter(at__gte=start, at__lt=start + timedelta(days=1))
        if asked.get("sebelum"):
            entries = entries.filter(pk__lt=asked["sebelum"])
        return entries.newest_first()

    @property
    def asked(self) -> dict:
        """The filters in use, as they stand in an address."""
        self.is_valid()
        return {
            name: str(value)
            for name, value in self.cleaned_data.items()
            if value not in ("", None) and name != "sebelum"
        }

    @property
    def chain(self) -> int | None:
        """The one chain that is read, or None for all of them."""
        if "upt" not in self.fields:
            return self.scope.choices[0][0]
        return self.cleaned_data.get("upt")
