from django import forms

from bansos.campaigns.models import Campaign
from recipients.forms import ReasonForm
from recipients.forms.fields import TidyField

from ..models import Document, Kind

LARGEST = 20 * 1024 * 1024


class ArchiveForm(forms.Form):
    """Narrows the archive down; what is blank or nonsense narrows nothing."""

    SIGNED = [("", "Semua"), ("ya", "Ditandatangani"), ("belum", "Belum ditandatangani")]

    tahun = forms.TypedChoiceField(label="Tahun", coerce=int, required=False)
    jenis = forms.ChoiceField(
        label="Jenis", choices=[("", "Semua jenis"), *Kind.choices], required=False
    )
    kampanye = forms.TypedChoiceField(label="Kampanye", coerce=int, required=False)
    keadaan = forms.ChoiceField(
        label="Keadaan", choices=[("", "Semua keadaan"), *Document.State.choices], required=False
    )
    tertanda = forms.ChoiceField(label="Tanda tangan", choices=SIGNED, required=False)
    nomor = TidyField(label="Nomor atau kode", max_length=100, required=False)

    COLUMNS = {
        "tahun": "year",
        "jenis": "kind",
        "kampanye": "event__campaign",
        "keadaan": "state",
    }

    def __init__(self, *args, documents, **kwargs):
        super().__init__(*args, **kwargs)
        plain = documents.order_by()
        years = sorted(set(plain.values_list("year", flat=True).distinct()), reverse=True)
        campaigns = Campaign.objects.filter(pk__in=plain.values("event__campaign"))
        self.fields["tahun"].choices = [("", "Semua tahun"), *((y, str(y)) for y in years)]
        self.fields["kampanye"].choices = [
            ("", "Semua kampanye"),
            *((one.pk, str(one)) for one in campaigns.order_by("name", "pk")),
        ]
        self.is_valid()

    @property
    def asked(self) -> dict:
        """What narrows, as it stands in the address."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, documents):
        said = self.asked
        for name, column in self.COLUMNS.items():
            if name in said:
                documents = documents.filter(**{column: said[name]})
        if "tertanda" in said:
            documents = documents.filter(is_signed=said["tertanda"] == "ya")
        if "nomor" in said:
            documents = documents.numbered_like(said["nomor"])
        return documents


class CodeForm(forms.Form):
    """The code under the square, as somebody reads it off the paper."""

    code = forms.CharField(
        label="Kode dokumen",
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ScanForm(forms.Form):
    """The signed paper."""

    file = forms.FileField(
        label="Berkas",
        max_length=200,
        error_messages={"required": "Pilih berkasnya."},
        help_text="PDF dari pemindai, atau foto (JPEG atau PNG); paling besar 20 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("Berkas ini lebih dari 20 MB. Pindai dengan mutu sedang.")
        return file


class VoidForm(ReasonForm):
    """Why a paper does not count any more."""
