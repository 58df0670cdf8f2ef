from collections import Counter

from django import forms
from django.utils.datastructures import MultiValueDict

from bansos.indonesia.identity import check_kk

from ..actions import Person
from ..answers import Answer
from ..duplicates import notices
from ..models import Relation
from ..pages import row_id
from .fields import NumberField, TidyField
from .people import BLANK, MOST_MEMBERS, MemberFormSet, PersonFields
from .recipient import RecipientForm

ADD_ROW = "tambah"


class FamilyForm(PersonFields, RecipientForm):
    """
    A family: its main member, who names it, and the further members in rows below.

    :param inmate: whom it belongs to; without one the relation is not asked.
    """

    kk = NumberField(label="Nomor KK", help_text="Bila ada.")
    drop_kk = forms.BooleanField(label="Hapus nomor KK yang tercatat", required=False)
    nik_missing_reason = TidyField(
        label="Alasan tanpa NIK",
        max_length=200,
        required=False,
        help_text="Hanya bila NIK tidak ada. Tanpa NIK pun dapat menerima.",
    )
    relation = forms.ChoiceField(
        label="Hubungan dengan warga binaan", choices=BLANK + Relation.choices
    )

    def __init__(self, data=None, *, inmate=None, **kwargs):
        instance = kwargs.get("instance")
        people = [m for m in instance.members.all() if m.left_on is None] if instance else []
        self.recorded = next((member for member in people if member.is_main), None)
        super().__init__(with_one_more_row(data), **kwargs)
        self.inmate = inmate
        self.kk_answer = Answer()
        others = [member for member in people if not member.is_main]
        self.members = MemberFormSet(self.data if self.is_bound else None, recorded=others)
        if inmate is None:
            del self.fields["relation"]
        if self.recorded:
            self._recall(self.recorded)
        if self.instance.kk:
            self.fields[
                "kk"
            ].help_text = f"Tercatat {self.instance.masked_kk}. Isi hanya untuk menggantinya."
        else:
            del self.fields["drop_kk"]

    def _recall(self, member):
        for name in ["sex", "birth_date", "nik_missing_reason"]:
            self.initial.setdefault(name, getattr(member, name))
        if self.inmate:
            self.initial.setdefault("relation", self.instance.main_kinship.relation)

    @property
    def is_adding_row(self) -> bool:
        """One more row was asked for. Nothing is saved, and nothing complained about yet."""
        return self.is_bound and ADD_ROW in self.data

    def full_clean(self):
        super().full_clean()
        if self.is_adding_row:
            for form in [self, *self.members]:
                form.errors.clear()
            self.members[-1].fields["name"].widget.attrs["autofocus"] = True

    def clean(self):
        self.members.is_valid()
        cleaned = super().clean()
        if text := cleaned.get("kk"):
            self._read_kk(text, cleaned)
        if not (self._has_nik or cleaned.get("nik_missing_reason") or self.has_error("nik")):
            self.add_error("nik", "Isi NIK, atau tulis alasannya bila tidak ada.")
        self._refuse_a_nik_twice()
        self.look_for_duplicates()
        return cleaned

    def is_valid(self):
        return super().is_valid() and self.members.is_valid() and not self.is_adding_row

    def _read_kk(self, text, cleaned):
        identity = check_kk(text)
        self.kk_answer.identity = identity
        for error in identity.errors:
            self.add_error("kk", error)
        if identity.is_valid:
            cleaned["kk"] = identity.digits

    @property
    def _has_nik(self) -> bool:
        return bool(self.cleaned_data.get("nik") or (self.recorded and self.recorded.nik))

    @property
    def _rows(self) -> list[PersonFields]:
        """The main member and those of the others who stay."""
        return [self, *(row for row in self.members.stated if not row.has_left)]

    def _refuse_a_nik_twice(self):
        niks = Counter(filter(None, map(nik_of, self._rows)))
        for row in self._rows:
            if row.cleaned_data.get("nik") and niks[nik_of(row)] > 1:
                row.add_error("nik", "NIK ini ditulis dua kali di formulir ini.")

    def spread_notices(self):
        for row in self._rows:
            if typed := row.cleaned_data.get("nik"):
                self.answer_to("nik", typed, row.nik_answer)
        self.answer_to("kk", answer=self.kk_answer)

    def find_duplicates(self) -> list:
        niks = [row.cleaned_data.get("nik") for row in self._rows]
        kk = self.cleaned_data.get("kk", "")
        found = notices(niks=niks, kk=kk, facility=self.facility, beside=self.beside)
        if not (self._has_nik or kk or self.instance.kk):
            found += super().find_duplicates()
        return found

    def refuse(self, notice):
        bearers = [row for row in self._rows if row.cleaned_data.get("nik") == notice.value]
        for row in bearers if notice.field == "nik" else [self]:
            row.add_error(notice.field, f"{notice}.")

    def deed(self) -> dict:
        told = super().deed() | {"main": self._main(), "members": self.members.people()}
        told["relation"] = self.cleaned_data.get("relation", "")
        kk = self.cleaned_data["kk"]
        if kk or not self.instance.kk or self.cleaned_data["drop_kk"]:
            told["kk"] = kk
        return told

    def _main(self) -> Person:
        stated = self.cleaned_data
        nik, reason = self.stated_nik, stated["nik_missing_reason"]
        if nik is None and reason:
            nik = ""
        return Person(
            name=stated["name"],
            nik=nik,
            nik_missing_reason="" if nik else reason,
            sex=stated["sex"],
            birth_date=stated["birth_date"],
        )


def with_one_more_row(data):
    """The data as they would have come with another row, when that was asked for."""
    if data is None or ADD_ROW not in data:
        return data
    rows = min(row_id(data.get("anggota-TOTAL_FORMS")) or 0, MOST_MEMBERS - 1) + 1
    added = {"anggota-TOTAL_FORMS": [str(rows)], f"anggota-{rows - 1}-may_collect": ["on"]}
    return MultiValueDict({**dict(data.lists()), **added})


def nik_of(row) -> str:
    """What is typed in the row, else what is recorded of the person."""
    return row.cleaned_data.get("nik") or (row.recorded.nik if row.recorded else "")
