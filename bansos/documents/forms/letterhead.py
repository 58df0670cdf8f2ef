from django import forms
from django.core.files.uploadedfile import UploadedFile

from facilities.logos import check_logo
from facilities.models import Facility


class LogoInput(forms.ClearableFileInput):
    """The present logo has no address of its own: it is seen in the sample beside."""

    template_name = "documents/_logo_input.html"
    initial_text = "Logo terpasang"
    clear_checkbox_label = "Lepas logo"


class LetterheadForm(forms.ModelForm):
    """How the facility's papers begin, on what they are printed, and how they are numbered."""

    class Meta:
        model = Facility
        fields = [
            "letterhead",
            "logo",
            "paper_size",
            "margin_top",
            "margin_left",
            "margin_right",
            "number_template",
            "unit_code",
            "classification",
        ]
        widgets = {
            "letterhead": forms.Textarea({"rows": 6}),
            "logo": LogoInput({"accept": ".png,.jpg,.jpeg,.svg"}),
            "paper_size": forms.RadioSelect,
        }
        help_texts = {
            "logo": "PNG, JPEG, atau SVG; paling besar 500 KB.",
            "margin_left": "Kosongkan untuk memakai batas baku tiap dokumen.",
        }

    def clean_logo(self):
        logo = self.cleaned_data["logo"]
        if isinstance(logo, UploadedFile):
            check_logo(logo)
        return logo
