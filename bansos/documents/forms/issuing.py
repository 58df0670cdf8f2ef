from django import forms

from recipients.forms.fields import TidyField

from ..models import LONGEST_NUMBER, LONGEST_REASON
from ..numbering import Manner, Wish


class IssueForm(forms.Form):
    """How the paper is numbered, where it takes a number."""

    manner = forms.ChoiceField(label="Nomor", widget=forms.RadioSelect, required=False)
    number = TidyField(
        label="Nomor yang ditulis sendiri",
        max_length=LONGEST_NUMBER,
        required=False,
        help_text="Hanya bila memilih menulis sendiri.",
    )

    def __init__(self, *args, expected, numbered=True, **kwargs):
        """:param expected: the next number, blank when the facility's codes are not set."""
        super().__init__(*args, **kwargs)
        self.foretold = expected
        if not numbered:
            del self.fields["manner"], self.fields["number"]
            return
        self.fields["manner"].choices = [
            *([(Manner.NEXT, f"Nomor berikutnya: {expected}")] if expected else []),
            (Manner.WRITTEN, "Tulis sendiri"),
            (Manner.DOTS, "Titik-titik, diisi dengan tangan"),
        ]
        self.initial["manner"] = Manner.NEXT if expected else Manner.DOTS

    def clean(self):
        cleaned = super().clean()
        written = cleaned.get("manner") == Manner.WRITTEN
        if written and not cleaned.get("number") and not self.has_error("number"):
            self.add_error("number", "Tulis nomornya.")
        return cleaned

    @property
    def wish(self) -> Wish:
        said = self.cleaned_data
        return Wish(Manner(said.get("manner") or Manner.DOTS), said.get("number", ""))


class ReplaceForm(IssueForm):
    reason = TidyField(
        label="Alasan penggantian",
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2, "maxlength": LONGEST_REASON}),
    )
    field_order = ["reason"]
