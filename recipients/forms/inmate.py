from django import forms

from bansos.accounts.roles import Permission
from facilities.models import Facility

from ..models import Inmate
from .fields import TidyField
from .people import BLANK


class InmateForm(forms.ModelForm):
    """The facility is asked only of those who serve at several."""

    name = TidyField(label="Nama lengkap", max_length=150)
    register_number = TidyField(
        label="Nomor register",
        max_length=50,
        required=False,
        help_text="Misalnya BI.123/2024. Boleh kosong; berubah bila perkaranya berjalan.",
    )

    class Meta:
        model = Inmate
        fields = ["facility", "name", "register_number", "legal_status"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["legal_status"].choices = BLANK + Inmate.LegalStatus.choices
        facilities = Facility.objects.visible_to(user, Permission.EDIT_REGISTERS)
        if self.instance.pk:
            del self.fields["facility"]
        else:
            self.fields["facility"].queryset = facilities
            self.own = list(facilities[:2])
            if len(self.own) == 1:
                del self.fields["facility"]

    def deed(self) -> dict:
        """What `actions.register_inmate` and `revise_inmate` are told."""
        if "facility" in self.fields or self.instance.pk:
            return self.cleaned_data
        return {**self.cleaned_data, "facility": self.own[0]}
