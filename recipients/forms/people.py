from django import forms
from django.forms.formsets import DELETION_FIELD_NAME

from bansos.indonesia.identity import Identity, check_nik

from ..actions import Person
from ..answers import Answer
from ..models import Member, Relation
from .fields import NumberField, PastDateField, TidyField

MOST_MEMBERS = 20
BLANK = [("", "Pilih …")]
SEXES = [("", "Menurut NIK"), *Member.Sex.choices]
OF_MEMBERS = [choice for choice in Relation.choices if choice[0] != Relation.SELF]


class PersonFields(forms.Form):
    """
    What identifies a person. Sex and birth date are read out of the NIK where they are blank.

    A recorded NIK is never sent to the screen; left blank, it stays.
    """

    nik = NumberField(label="NIK")
    sex = forms.ChoiceField(label="Jenis kelamin", choices=SEXES, required=False)
    birth_date = PastDateField(
        label="Tanggal lahir", required=False, help_text="Kosongkan bila sama dengan NIK."
    )

    recorded: Member | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.nik_answer = Answer()
        if self.recorded and self.recorded.nik:
            self.fields[
                "nik"
            ].help_text = f"Tercatat {self.recorded.masked_nik}. Isi hanya untuk menggantinya."

    def clean(self):
        cleaned = super().clean()
        if text := cleaned.get("nik"):
            self._read(text, cleaned)
        return cleaned

    def _read(self, text, cleaned):
        sex, born = cleaned.get("sex", ""), cleaned.get("birth_date")
        identity: Identity = check_nik(text, sex=sex, birth_date=born)
        self.nik_answer = Answer(identity)
        for error in identity.errors:
            self.add_error("nik", error)
        if identity.is_valid:
            cleaned["nik"] = identity.digits
            cleaned["sex"] = sex or identity.sex
            if not self.has_error("birth_date"):
                cleaned["birth_date"] = born or identity.birth_date

    @property
    def stated_nik(self) -> str | None:
        """The NIK to be recorded; None where the recorded one stays."""
        typed = self.cleaned_data.get("nik", "")
        return None if self.recorded and not typed else typed


class MemberForm(PersonFields):
    """One more person of the family."""

    id = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    name = TidyField(label="Nama lengkap", max_length=150)
    relation = forms.ChoiceField(
        label="Hubungan dengan penerima utama", choices=BLANK + OF_MEMBERS, required=True
    )
    may_collect = forms.BooleanField(label="Boleh mengambil paket", required=False, initial=True)

    field_order = ["id", "name", "relation", "nik", "sex", "birth_date", "may_collect"]

    def __init__(self, *args, recorded=None, is_gone=False, **kwargs):
        self.recorded = recorded
        self.is_gone = is_gone
        super().__init__(*args, **kwargs)

    @property
    def has_left(self) -> bool:
        return self.is_bound and bool(self.cleaned_data.get(DELETION_FIELD_NAME))

    def person(self) -> Person:
        if self.has_left:
            return Person(id=self.recorded.pk, name=self.recorded.name, has_left=True)
        stated = self.cleaned_data
        return Person(
            id=self.recorded.pk if self.recorded else None,
            name=stated["name"],
            nik=self.stated_nik,
            sex=stated["sex"],
            birth_date=stated["birth_date"],
            relation=stated["relation"],
            may_collect=stated["may_collect"],
        )


class BaseMemberFormSet(forms.BaseFormSet):
    """
    The further members: those recorded, then new ones.

    A row is known by the id it carries, not by its place: a colleague may have added or
    taken out another meanwhile.
    """

    default_error_messages = {
        **forms.BaseFormSet.default_error_messages,
        "too_many_forms": f"Paling banyak {MOST_MEMBERS} anggota lain.",
    }

    def __init__(self, *args, recorded=(), **kwargs):
        self.recorded = {str(member.pk): member for member in recorded}
        initial = [{"id": pk} for pk in self.recorded]
        super().__init__(*args, initial=initial, prefix="anggota", **kwargs)

    def initial_form_count(self):
        # What the browser says of it is not asked: see get_form_kwargs.
        return 0 if self.is_bound else super().initial_form_count()

    def get_form_kwargs(self, index):
        kwargs = super().get_form_kwargs(index)
        if index is None:
            return kwargs
        pk = self.data.get(f"{self.add_prefix(index)}-id", "") if self.is_bound else ""
        pk = pk if self.is_bound else next(iter(list(self.recorded)[index : index + 1]), "")
        if member := self.recorded.get(pk):
            kwargs |= {"recorded": member, "initial": _stated(member), "empty_permitted": False}
            return kwargs
        return {**kwargs, "is_gone": bool(pk), "initial": {}}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        label = "Sudah keluar dari keluarga ini" if form.recorded else "Hapus baris ini"
        form.fields[DELETION_FIELD_NAME].label = label

    @property
    def stated(self) -> list[MemberForm]:
        """The rows that say something: a recorded one always does."""
        rows = [form for form in self.forms if form.is_bound and not form.is_gone]
        gone = self._should_delete_form  # type: ignore[attr-defined]
        return [form for form in rows if form.recorded or (form.has_changed() and not gone(form))]

    def people(self) -> list[Person]:
        return [form.person() for form in self.stated]


def _stated(member) -> dict:
    names = ["name", "relation", "sex", "birth_date", "may_collect"]
    return {"id": member.pk, **{name: getattr(member, name) for name in names}}


MemberFormSet = forms.formset_factory(
    MemberForm,
    formset=BaseMemberFormSet,
    extra=0,
    max_num=MOST_MEMBERS,
    absolute_max=MOST_MEMBERS,
    validate_max=True,
    can_delete=True,
)
