from django import forms

from recipients.forms.fields import PastDateField, TidyField

from ..models import Directive, Guest, Statement


class GuestForm(forms.ModelForm):
    class Meta:
        model = Guest
        fields = ["name", "position", "presence"]
        field_classes = {"name": TidyField, "position": TidyField}


class DirectiveForm(forms.ModelForm):
    class Meta:
        model = Directive
        fields = ["speaker", "text"]
        field_classes = {"speaker": TidyField}
        widgets = {"text": forms.Textarea({"rows": 3})}


class StatementForm(forms.ModelForm):
    """The words of a person. Without the day of their consent they are kept, and not quoted."""

    consented_on = PastDateField(
        label="Setuju dikutip pada",
        required=False,
        help_text="Kosongkan bila belum setuju: pernyataan tidak akan dikutip.",
    )

    class Meta:
        model = Statement
        fields = ["speaker", "capacity", "text", "consented_on"]
        field_classes = {"speaker": TidyField, "capacity": TidyField}
        widgets = {"text": forms.Textarea({"rows": 3})}
