from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse

from .logos import check_logo
from .models import Facility


class Link(str):
    """A text with an address, which is what Django's file field shows of its present file."""

    url = ""


class LogoInput(AdminFileWidget):
    """Links the present logo to where the admin shows it: files have no public address here."""

    def format_value(self, value):
        if not self.is_initial(value):
            return None
        link = Link("logo yang sekarang")
        link.url = reverse("admin:facilities_facility_logo", args=[value.instance.pk])
        return link

    def is_initial(self, value):
        return bool(value)


class FacilityForm(forms.ModelForm):
    class Meta:
        model = Facility
        fields = "__all__"  # noqa: DJ007 (the admin chooses)
        widgets = {"logo": LogoInput}

    def clean_logo(self):
        logo = self.cleaned_data["logo"]
        if isinstance(logo, UploadedFile):
            check_logo(logo)
        return logo


class LoadForm(forms.Form):
    """Which list of facilities to load, and that one means it."""

    file = forms.FileField(
        label="Berkas CSV",
        required=False,
        help_text="Kosongkan untuk memuat daftar bawaan (33 kantor wilayah, 613 UPT).",
    )
    sure = forms.BooleanField(
        label="Perbarui UPT yang nama resminya sama, tambahkan yang belum ada.",
        error_messages={"required": "Beri tanda bahwa daftar memang akan dimuat."},
    )
