from django import forms

from recipients.forms.fields import TidyField

from .models import Station


class AgendaForm(forms.Form):
    """The place of what is on now in the running order; blank for none of it."""

    item = forms.IntegerField(min_value=0, required=False)


class NamesForm(forms.Form):
    """Whether the screen in the hall tells names."""

    shown = forms.TypedChoiceField(
        choices=[("ya", "Tampilkan"), ("tidak", "Jangan tampilkan")],
        coerce=lambda said: said == "ya",
    )


class PairForm(forms.Form):
    """How this device is called in the hall; written into each handover it makes."""

    name = TidyField(
        label="Nama meja",
        max_length=Station._meta.get_field("name").max_length,
        widget=forms.TextInput({"placeholder": "Meja 2", "autocomplete": "off"}),
    )
