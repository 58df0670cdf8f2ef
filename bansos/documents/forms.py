from django import forms

from bansos.indonesia.spreadsheets import Format
from recipients.forms import ReasonForm

from .models.press_release import LONGEST


class FullSheetForm(ReasonForm):
    """Why full numbers are taken along, and in which kind of file."""

    format = forms.ChoiceField(
        label="Jenis berkas",
        choices=[(Format.XLSX, "Lembar kerja (.xlsx)"), (Format.CSV, "Teks (.csv)")],
        initial=Format.XLSX,
        widget=forms.RadioSelect,
    )


class PressReleaseForm(forms.Form):
    """What the press is told, and from which version it was written."""

    text = forms.CharField(
        label="Isi siaran pers",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 22}),
        strip=True,
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
