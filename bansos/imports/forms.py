from django import forms
from django.utils.html import format_html

from bansos.accounts.roles import Permission
from facilities.models import Facility
from recipients.models import Category, Inmate

from .checking.families import WITHOUT_INMATE
from .doors import kinds_for
from .kinds import columns_of
from .models import Kind
from .storage import LARGEST
from .tables import letter

LARGEST_ROW = 51_000
ENDINGS = ".xlsx,.xls,.ods,.csv"
NONE = ("", "— tidak ada di berkas —")


class UploadForm(forms.Form):
    """A file, what it holds, and for which facility; what is clear by itself is not asked."""

    kind = forms.ChoiceField(label="Isi berkas", widget=forms.RadioSelect)
    facility = forms.ModelChoiceField(
        Facility.objects.none(), label="UPT", required=False, empty_label="Pilih …"
    )
    file = forms.FileField(
        label="Berkas",
        error_messages={"required": "Pilih berkasnya."},
        max_length=200,
        allow_empty_file=True,
        help_text="Excel (.xlsx, .xls), LibreOffice (.ods), atau .csv; paling besar 10 MB.",
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = kinds_for(user)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.initial["kind"] = kinds[0]
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
        visible = Facility.objects.visible_to(user, Permission.EDIT_REGISTERS)
        self.own = list(visible.order_by("short_name", "pk"))
        self.fields["facility"].queryset = visible
        if len(self.own) <= 1:
            del self.fields["facility"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                "Berkas ini lebih dari 10 MB. Bagi menjadi beberapa berkas."
            )
        return file

    def clean(self):
        cleaned = super().clean()
        is_of_facilities = cleaned.get("kind") == Kind.FACILITIES
        if is_of_facilities:
            cleaned["facility"] = None
        elif "facility" not in self.fields:
            cleaned["facility"] = next(iter(self.own), None)
        elif not cleaned.get("facility") and not self.has_error("facility"):
            self.add_error("facility", "Pilih UPT-nya.")
        return cleaned


class MatchForm(forms.Form):
    """Which column of the file is what. Also: another sheet, or another row of titles."""

    sheet = forms.TypedChoiceField(label="Lembar", coerce=int)
    header = forms.IntegerField(
        label="Baris judul kolom",
        min_value=1,
        max_value=LARGEST_ROW,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, data=None, *, imported, table, samples):
        self.imported, mapping = imported, imported.mapping
        self.columns = columns_of(imported.kind)
        super().__init__(data, initial=self._initial(mapping))
        self.fields["sheet"].choices = [
            (place, f"{sheet.name}{' (tersembunyi)' if sheet.is_hidden else ''}")
            for place, sheet in enumerate(table.sheets)
        ]
        places = list(self._places(samples))
        for column in self.columns:
            place = mapping["columns"].get(column.name)
            told = ""
            if place in samples:
                # A help text is put on the page as it is, and this one is out of a file.
                told = format_html("Di kolom {}: {}", letter(place), samples[place])
            self.fields[column.name] = forms.TypedChoiceField(
                label=f"{column.label}{' *' if column.is_needed else ''}",
                choices=[NONE, *places],
                coerce=int,
                empty_value=None,
                required=False,
                help_text=told or column.hint,
            )
        self._ask_for_gaps()

    @staticmethod
    def _initial(mapping):
        defaults = {f"default_{name}": value for name, value in mapping["defaults"].items()}
        about = {"sheet": mapping["sheet"], "header": mapping["header"]}
        return {**mapping["columns"], **defaults, **about}

    def _places(self, samples):
        titles = self.imported.title_list
        widest = max([len(titles), *(place + 1 for place in samples)], default=0)
        for place in range(widest):
            title = titles[place].strip() if place < len(titles) else ""
            if title:
                yield place, f"{letter(place)} · {title}"
            elif place in samples:
                yield place, f"{letter(place)} · tanpa judul ({samples[place]})"

    def _ask_for_gaps(self):
        if self.imported.kind == Kind.FACILITIES:
            return
        self.fields["default_legal_status"] = forms.ChoiceField(
            label="Status hukum bila tidak tertulis",
            choices=[("", "Minta diperbaiki"), *Inmate.LegalStatus.choices],
            required=False,
            help_text="Untuk warga binaan yang belum ada di daftar.",
        )
        if self.imported.kind == Kind.FAMILIES:
            without = [choice for choice in Category.choices if choice[0] in WITHOUT_INMATE]
            self.fields["default_category"] = forms.ChoiceField(
                label="Golongan bila tanpa warga binaan",
                choices=[("", "Minta diperbaiki"), *without],
                required=False,
            )

    def clean(self):
        cleaned = super().clean()
        if self.is_elsewhere:
            # The columns are those of another place, so nothing about them is complained of.
            for name in [name for name in self.errors if name not in {"sheet", "header"}]:
                del self._errors[name]
            return cleaned
        taken: dict[int, str] = {}
        for column in self.columns:
            place = cleaned.get(column.name)
            if place is None:
                if column.is_needed and not self.has_error(column.name):
                    self.add_error(column.name, "Pilih kolomnya: tanpa ini tidak dapat diimpor.")
            elif place in taken:
                self.add_error(column.name, f"Kolom ini sudah dipakai untuk {taken[place]}.")
            else:
                taken[place] = column.label
        return cleaned

    @property
    def is_elsewhere(self) -> bool:
        """Another sheet or another row of titles is asked for than the one on the form."""
        asked = (self.cleaned_data.get("sheet"), self.cleaned_data.get("header"))
        return asked != (self.initial["sheet"], self.initial["header"])

    @property
    def sheet_name(self) -> str:
        return dict(self["sheet"].field.choices)[self.initial["sheet"]]  # type: ignore[attr-defined]

    @property
    def place_fields(self):
        return [self["sheet"], self["header"]]

    @property
    def found_fields(self):
        """The columns that were found, and those that must be."""
        return [self[column.name] for column in self.columns if self._is_found(column)]

    @property
    def other_fields(self):
        rest = [column for column in self.columns if not self._is_found(column)]
        return [self[column.name] for column in rest if not column.is_ours]

    def _is_found(self, column) -> bool:
        return column.is_needed or column.name in self.initial or column.name in self.errors

    @property
    def gap_fields(self):
        return [self[name] for name in self.fields if name.startswith("default_")]

    def asked_place(self) -> dict:
        sheet, header = self.cleaned_data["sheet"], self.cleaned_data["header"]
        # On another sheet the titles are sought anew.
        return {"sheet": sheet, "header": header if sheet == self.initial["sheet"] else None}

    def deed(self) -> dict:
        """What `actions.match` is told."""
        stated = self.cleaned_data
        places = {column.name: stated[column.name] for column in self.columns}
        defaults = {
            name.removeprefix("default_"): value
            for name, value in stated.items()
            if name.startswith("default_") and value
        }
        chosen = {name: place for name, place in places.items() if place is not None}
        return {"columns": chosen, "defaults": defaults}
