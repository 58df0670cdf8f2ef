from django import forms

from bansos.indonesia import regions

from ..answers import Answer
from ..duplicates import namesakes
from ..models import NeedCriterion, Recipient
from .fields import PastDateField, PhoneField, RowsField, TidyField
from .region import RegionFields

CONFIRM = "Sudah ada yang serupa. Baca pemberitahuan di formulir, lalu centang bila diteruskan."
FACTS = "name address region_code phone needs consent_manner consent_on note".split()


class RecipientForm(RegionFields, forms.ModelForm):
    """
    What every recipient has.

    :param facility: whose register it is for.
    :param today: the day on the facility's own calendar.
    """

    name = TidyField(label="Nama lengkap", max_length=150)
    address = TidyField(
        label="Alamat", max_length=200, required=False, help_text="Jalan, nomor, RT/RW."
    )
    phone = PhoneField(
        label="Nomor HP",
        max_length=30,
        required=False,
        help_text="Bila ada, untuk undangan.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    needs = RowsField(NeedCriterion.objects.none(), label="Kebutuhan", required=False)
    consent_manner = forms.ChoiceField(
        label="Persetujuan",
        choices=[("", "Belum diminta"), *Recipient.ConsentManner.choices],
        required=False,
    )
    consent_on = PastDateField(
        label="Tanggal persetujuan", required=False, help_text="Kosongkan bila hari ini."
    )
    note = TidyField(label="Catatan", max_length=300, required=False)

    class Meta:
        model = Recipient
        fields = ["name", "address", "phone", "needs", "consent_manner", "consent_on", "note"]

    def __init__(self, data=None, *, facility, today, **kwargs):
        super().__init__(data, **kwargs)
        self.facility, self.today = facility, today
        self.near = facility.regency_code
        self.notices = []
        self.confirmed = frozenset(data.getlist("yakin")) if data is not None else frozenset()
        self.fields["needs"].queryset = NeedCriterion.objects.on_form_of(self.beside)
        if self.instance.region_code:
            self.initial["region_code"] = self.instance.region_code
            self.initial["region_text"] = regions.full_name(self.instance.region_code)

    @property
    def beside(self) -> Recipient | None:
        """The recipient being revised, who is no duplicate of themselves."""
        return self.instance if self.instance.pk else None

    def clean(self):
        cleaned = super().clean()
        manner, day = cleaned.get("consent_manner"), cleaned.get("consent_on")
        if manner and not day and not self.has_error("consent_on"):
            cleaned["consent_on"] = self.today
        elif day and not manner:
            self.add_error("consent_manner", "Pilih cara persetujuan, atau kosongkan tanggalnya.")
        return cleaned

    def look_for_duplicates(self):
        """Note who is registered already; refuse, or ask to go on knowing it."""
        self.notices = self.find_duplicates()
        self.spread_notices()
        soft = [notice for notice in self.notices if not notice.is_refusal]
        if any(notice.key not in self.confirmed for notice in soft):
            self.add_error(None, CONFIRM)
        for notice in self.notices:
            if notice.is_refusal:
                self.refuse(notice)

    def find_duplicates(self) -> list:
        name = self.cleaned_data.get("name", "")
        if self.beside and name == self.beside.name:
            return []
        return namesakes(name, facility=self.facility, beside=self.beside)

    def spread_notices(self):
        """Put each notice beside the field it is about; a refused value is gone after that."""

    def refuse(self, notice):
        self.add_error(notice.field, f"{notice}.")

    def look_again(self, refusal):
        """Somebody registered the same number a moment ago: say so at the field."""
        self.look_for_duplicates()
        if not any(notice.is_refusal for notice in self.notices):
            self.add_error(refusal.field, str(refusal))

    def answer_to(self, field, value="", answer=None) -> Answer:
        """What stands beside a field: notices about this value, and which of them were read."""
        found = [n for n in self.notices if n.field == field and (not value or n.value == value)]
        answer = answer or Answer()
        answer.notices, answer.confirmed = found, self.confirmed
        return answer

    @property
    def name_answer(self) -> Answer:
        return self.answer_to("name")

    def deed(self) -> dict:
        """What `actions.register` and `actions.revise` are told."""
        elsewhere = [n.facility for n in self.notices if n.facility != self.facility]
        return {name: self.cleaned_data[name] for name in FACTS} | {"confirmed": elsewhere}


class InstitutionForm(RecipientForm):
    """An orphanage or the like: a contact instead of a NIK and a KK."""

    contact_name = TidyField(
        label="Narahubung", max_length=150, help_text="Orang yang menerima atas nama lembaga."
    )

    field_order = ["name", "contact_name"]

    class Meta(RecipientForm.Meta):
        fields = [*RecipientForm.Meta.fields, "contact_name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Nama lembaga"

    def clean(self):
        cleaned = super().clean()
        self.look_for_duplicates()
        return cleaned

    def deed(self) -> dict:
        return super().deed() | {"contact_name": self.cleaned_data["contact_name"]}
