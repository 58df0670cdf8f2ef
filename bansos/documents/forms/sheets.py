from django import forms

from bansos.indonesia.spreadsheets import Format
from recipients.forms import ReasonForm


class FullSheetForm(ReasonForm):
    """Why full numbers are taken along, and in which kind of file."""

    format = forms.ChoiceField(
        label="Jenis berkas",
        choices=[(Format.XLSX, "Lembar kerja (.xlsx)"), (Format.CSV, "Teks (.csv)")],
        initial=Format.XLSX,
        widget=forms.RadioSelect,
    )
