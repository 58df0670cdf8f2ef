from django import forms

from recipients.forms.fields import PastDateField, TidyField

from ..models import Directive, Event, EventPhoto, Guest, Statement
from ..pictures import MOST_BYTES


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


class ObstaclesForm(forms.ModelForm):
    """What stood in the way, in the officer's own words."""

    class Meta:
        model = Event
        fields = ["obstacles"]
        widgets = {"obstacles": forms.Textarea({"rows": 4})}


class PhotoForm(forms.ModelForm):
    """A photo and what is to be seen on it."""

    class Meta:
        model = EventPhoto
        fields = ["file", "caption"]
        field_classes = {"caption": TidyField}
        help_texts = {
            "file": "JPEG, PNG, atau WebP, paling besar 15 MB. Lokasi dan data kamera dibuang.",
            "caption": "Tanpa nama warga binaan.",
        }
        widgets = {
            "file": forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
        }

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("Foto paling besar 15 MB.")
        return file
