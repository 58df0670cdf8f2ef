from django import forms

from bansos.privacy.actions import REASON_AT_MOST

from ..models import Category, Inmate, Likeness, Relation
from .fields import TidyField
from .people import BLANK


class ReasonForm(forms.Form):
    reason = TidyField(
        label="Alasan",
        min_length=5,
        max_length=200,
        error_messages={"required": "Tuliskan alasannya."},
    )


class LikenessForm(ReasonForm):
    """Two families, or one that stands in two facilities' registers; each button is an answer."""

    DISTINCT, SAME = Likeness.Decision.DISTINCT, Likeness.Decision.SAME

    decision = forms.ChoiceField(choices=[(DISTINCT, ""), (SAME, "")])

    @property
    def is_same(self) -> bool:
        return self.cleaned_data["decision"] == self.SAME


class RevealForm(forms.Form):
    """Which number to see in full, and why."""

    number = forms.ChoiceField(label="Nomor", widget=forms.RadioSelect)
    reason = TidyField(label="Alasan", max_length=REASON_AT_MOST)

    def __init__(self, *args, recipient, **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = {}
        if recipient.kk:
            self.numbers["kk"] = (recipient, "kk", f"Nomor KK {recipient.masked_kk}")
        for member in recipient.members.all():
            if member.nik:
                name = f"NIK {member.masked_nik}, {member.name}"
                self.numbers[f"nik-{member.pk}"] = (member, "nik", name)
        choices = [(key, label) for key, (_, _, label) in self.numbers.items()]
        self.fields["number"].choices = choices
        if len(choices) == 1:
            self.fields["number"].initial = choices[0][0]

    def chosen(self) -> tuple:
        """The object and the name of its field."""
        return self.numbers[self.cleaned_data["number"]][:2]


class KinshipForm(forms.Form):
    inmate = forms.ModelChoiceField(
        Inmate.objects.none(),
        label="Warga binaan",
        error_messages={"required": "Pilih warga binaannya."},
    )
    relation = forms.ChoiceField(
        label="Hubungan dengan warga binaan", choices=BLANK + Relation.choices
    )

    def __init__(self, *args, facility, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["inmate"].queryset = Inmate.objects.present().filter(facility=facility)


class FilterForm(forms.Form):
    """Which part of the register the list shows. What it does not know, it ignores."""

    golongan = forms.ChoiceField(
        label="Golongan", choices=[("", "Semua golongan"), *Category.choices], required=False
    )
    verifikasi = forms.ChoiceField(
        label="Verifikasi",
        choices=[("", "Semua"), ("sudah", "Terverifikasi"), ("belum", "Belum diverifikasi")],
        required=False,
    )
    nik = forms.ChoiceField(
        label="NIK", choices=[("", "Semua"), ("tanpa", "Tanpa NIK")], required=False
    )
    keadaan = forms.ChoiceField(
        label="Keadaan", choices=[("", "Aktif"), ("nonaktif", "Nonaktif")], required=False
    )

    @property
    def asked(self) -> dict:
        """The filters in use."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, recipients, *, at=None):
        """
        Those of the recipients that are asked for.

        :param at: ids of the facilities where they are, for a quick answer.
        """
        asked = self.asked
        recipients = recipients.retired() if "keadaan" in asked else recipients.active()
        if "golongan" in asked:
            recipients = recipients.filter(category=asked["golongan"])
        if "nik" in asked:
            recipients = recipients.without_nik(at=at)
        match asked.get("verifikasi"):
            case "sudah":
                return recipients.verified()
            case "belum":
                return recipients.unverified()
        return recipients
