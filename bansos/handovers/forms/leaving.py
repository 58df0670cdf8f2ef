from django import forms
from django.utils import timezone

from facilities.models import Facility
from recipients.forms.fields import PastDateField, TidyField
from recipients.models import Inmate

from .deciding import ReasonForm


class TransferForm(ReasonForm):
    """Where an inmate goes, and why."""

    to = forms.ModelChoiceField(
        Facility.objects.none(),
        label="UPT tujuan",
        empty_label="Pilih UPT",
        error_messages={"required": "Pilih UPT tujuannya."},
    )
    field_order = ["to", "reason"]

    def __init__(self, *args, inmate, **kwargs):
        super().__init__(*args, **kwargs)
        others = Facility.objects.active().exclude(pk=inmate.facility_id)
        self.fields["to"].queryset = others.order_by("short_name", "pk")


class ReleaseForm(forms.Form):
    """How and when an inmate left; and what becomes of what the families are promised."""

    KEEP, WITHDRAW = "tetap", "cabut"

    manner = forms.ChoiceField(
        label="Keadaan",
        choices=Inmate.Leaving,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu."},
    )
    on = PastDateField(label="Tanggal", initial=timezone.localdate)
    fate = forms.ChoiceField(
        label="Jatah yang belum diserahkan",
        choices=[(KEEP, "Tetap, keluarga masih menerimanya"), (WITHDRAW, "Dicabut")],
        widget=forms.RadioSelect,
        initial=KEEP,
    )
    reason = TidyField(
        label="Alasan pencabutan",
        max_length=300,
        required=False,
        help_text="Diisi bila jatah dicabut.",
    )

    def __init__(self, *args, may_withdraw, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_withdraw:
            del self.fields["fate"], self.fields["reason"]

    def clean(self):
        facts = super().clean()
        if facts.get("fate") == self.WITHDRAW and not facts.get("reason"):
            self.add_error("reason", "Tuliskan alasannya.")
        return facts

    def deed(self) -> dict:
        """What the action takes."""
        facts = self.cleaned_data
        return {
            "manner": facts["manner"],
            "on": facts["on"],
            "is_withdrawn": facts.get("fate") == self.WITHDRAW,
            "reason": facts.get("reason", ""),
        }
