from django import forms

from bansos.indonesia.identity import check_kk
from recipients.actions import Person
from recipients.forms.fields import NumberField, PhoneField, TidyField
from recipients.forms.people import BLANK, PersonFields
from recipients.models import Category, Inmate, Recipient, Relation
from recipients.pages import row_id

from ..actions import Newcomer
from ..actions.walking_in import WITHOUT_NIK

AT_THE_GATE = [Category.INMATE_FAMILY, Category.COMMUNITY, Category.CLIENT, Category.OTHER]


class WalkInForm(PersonFields):
    """
    Somebody who is on no list: a name, a category and a reason, and whatever else is at hand.

    :param facility: whose gate it is.
    """

    MOST_INMATES = 8

    name = TidyField(label="Nama lengkap", max_length=150)
    category = forms.ChoiceField(
        label="Golongan",
        choices=[(each.value, each.label) for each in AT_THE_GATE],
        widget=forms.RadioSelect,
        initial=Category.INMATE_FAMILY,
    )
    reason = TidyField(
        label="Mengapa diterima",
        max_length=300,
        help_text="Misalnya: undangan tidak sampai, ditunjuk Kepala.",
    )
    kk = NumberField(label="Nomor KK")
    phone = PhoneField(
        label="Nomor HP",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    inmate_name = TidyField(
        label="Warga binaan",
        max_length=150,
        required=False,
        help_text="Nama atau nomor register.",
    )
    relation = forms.ChoiceField(
        label="Hubungan dengan warga binaan", choices=BLANK + Relation.choices, required=False
    )

    field_order = "name category reason nik kk phone inmate_name relation".split()

    def __init__(self, data=None, *, facility):
        super().__init__(data)
        self.facility = facility
        # Keys of the notices that the officer read and went on knowing.
        self.told = frozenset(data.getlist("yakin")) if data is not None else frozenset()
        # Both are read out of the NIK; nobody asks for them at the gate.
        del self.fields["sex"], self.fields["birth_date"]
        self.inmates: list[Inmate] = []
        self.inmate: Inmate | None = None

    def clean(self):
        cleaned = super().clean()
        if text := cleaned.get("kk"):
            identity = check_kk(text)
            for error in identity.errors:
                self.add_error("kk", error)
            cleaned["kk"] = identity.digits
        if text := cleaned.get("inmate_name"):
            self._find_inmate(text)
            if not cleaned.get("relation"):
                self.add_error("relation", "Pilih hubungannya dengan warga binaan.")
        return cleaned

    def _find_inmate(self, text):
        found = Inmate.objects.present().named(text, at=[self.facility.pk]).for_display()
        found = list(found[: self.MOST_INMATES])
        chosen = [each for each in found if str(each.pk) == self.data.get("inmate")]
        if len(chosen or found) == 1:
            [self.inmate] = chosen or found
        elif found:
            self.inmates = found
            self.add_error("inmate_name", "Ada beberapa yang cocok. Pilih salah satu.")
        else:
            self.add_error("inmate_name", "Tidak ditemukan. Kosongkan bila tidak pasti.")

    @property
    def who(self) -> Recipient | Newcomer:
        """The one of the register that was pointed at, else somebody new."""
        known = Recipient.objects.active().filter(
            facility=self.facility, pk=row_id(self.data.get("keluarga"))
        )
        return known.first() or self.newcomer

    @property
    def newcomer(self) -> Newcomer:
        stated = self.cleaned_data
        person = Person(
            name=stated["name"],
            nik=stated["nik"],
            nik_missing_reason="" if stated["nik"] else WITHOUT_NIK,
            sex=stated.get("sex", ""),
            birth_date=stated.get("birth_date"),
        )
        facts = {"kk": stated["kk"], "phone": stated["phone"]}
        if self.inmate:
            facts |= {"inmate": self.inmate, "relation": stated["relation"]}
        return Newcomer(person=person, category=stated["category"], facts=facts)


class IdentifyForm(forms.Form):
    """
    Which registered family a walk-in is of.

    :param entitlement: of the walk-in, whose own record is not offered.
    """

    MOST = 30

    q = forms.CharField(label="Cari keluarga", required=False, max_length=200)
    recipient = forms.ModelChoiceField(
        Recipient.objects.none(),
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih keluarganya."},
    )

    def __init__(self, *args, entitlement, **kwargs):
        super().__init__(*args, **kwargs)
        families = Recipient.objects.active().filter(facility=entitlement.facility_id)
        families = families.exclude(pk=entitlement.recipient_id).order_by("search_name", "pk")
        self.fields["recipient"].queryset = families
        text = self.data.get("q", "") if self.is_bound else entitlement.name
        text = text.replace("\0", "")[:200]
        self.fields["q"].initial = text
        found = families.matching(text, at=[entitlement.facility_id]) if text.strip() else []
        self.found = list(found[: self.MOST])

    @property
    def is_only_a_search(self) -> bool:
        return "search" in self.data
