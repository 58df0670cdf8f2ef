from django import forms

from recipients.forms.fields import TidyField

from .models import Station


class PairForm(forms.Form):
    """How this device is called in the hall; written into each handover it makes."""

    name = TidyField(
        label="Nama meja",
        max_length=Station._meta.get_field("name").max_length,
        widget=forms.TextInput({"placeholder": "Meja 2", "autocomplete": "off"}),
    )
