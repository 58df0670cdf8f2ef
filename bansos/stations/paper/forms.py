"""What an officer says of a signed page: which rows, how many signatures, when, and for whom."""

from datetime import datetime, time

from django import forms
from django.utils import timezone

from bansos.handovers import paper
from bansos.handovers.forms.fields import ClockField, DayField
from bansos.handovers.models import Handover
from bansos.indonesia.words import moment
from recipients.forms.fields import TidyField

from .actions import Proxy, Told
from .models import PaperPage
from .ranges import RangeError, read_ranges
from .scans import NotAPage, read_scan

MOST_SIGNATURES = 200


class FindForm(forms.Form):
    """A page by its number, or by the code in its square."""

    page = forms.CharField(
        label="Nomor atau kode halaman",
        max_length=60,
        error_messages={"required": "Tulis nomor halaman, atau pindai kotaknya."},
        widget=forms.TextInput({"autocomplete": "off", "placeholder": "2"}),
    )

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event

    def clean_page(self):
        said = self.cleaned_data["page"].strip()
        pages = paper.pages_of(self.event)
        if said.isascii() and said.isdigit() and len(said) <= 4:
            found = [page for page in pages if page == int(said)]
        else:
            code = paper.read_page_code(said)
            found = [page for page in pages if paper.page_code(self.event, page) == code]
            if code and not found and paper.is_square(said):
                raise forms.ValidationError("Ini halaman kegiatan lain. Buka dari kegiatannya.")
        if not found:
            raise forms.ValidationError("Halaman ini tidak ada pada daftar kegiatan ini.")
        return found[0]


class RowForm(forms.Form):
    """One row: signed or not, and by whom in the recipient's place."""

    ticked = forms.BooleanField(label="Ditandatangani", required=False)
    name = TidyField(label="Nama wakil", required=False, max_length=150)
    relation = TidyField(label="Hubungan dengan penerima", required=False, max_length=100)
    document = forms.ChoiceField(
        label="Dokumen identitas",
        required=False,
        choices=[("", "Pilih dokumen"), *Handover.Document.choices],
    )
    number = TidyField(label="Nomor identitas", required=False, max_length=50)

    PROXY = {
        "name": "Tulis nama wakil.",
        "relation": "Tulis hubungannya dengan penerima.",
        "document": "Pilih dokumen yang ditunjukkan.",
        "number": "Tulis nomor dokumennya.",
    }

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, prefix=f"baris{row.number}", **kwargs)
        self.row = row
        self.fields["ticked"].label = f"Nomor {row.number} ditandatangani"
        self.fields["number"].widget.attrs["autocomplete"] = "off"

    def clean(self):
        data = super().clean()
        if self.is_by_proxy:
            for name, sentence in self.PROXY.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return data

    @property
    def is_by_proxy(self) -> bool:
        return any((self.data.get(self.add_prefix(name)) or "").strip() for name in self.PROXY)

    @property
    def proxy(self) -> Proxy | None:
        told = {name: self.cleaned_data.get(name, "") for name in self.PROXY}
        return Proxy(**told) if all(told.values()) else None


class PageForm(forms.Form):
    """The page as a whole; its rows are forms of their own."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)
    rows = forms.CharField(
        label="Nomor yang ditandatangani",
        required=False,
        max_length=500,
        help_text="Misalnya 1-8, 10, 12-25. Atau centang satu per satu di bawah.",
        widget=forms.TextInput({"autocomplete": "off", "placeholder": "1-8, 10, 12-25"}),
    )
    signatures = forms.IntegerField(
        label="Jumlah tanda tangan di kertas",
        min_value=0,
        max_value=MOST_SIGNATURES,
        help_text="Hitung semuanya, termasuk yang dicatat sebelumnya dari halaman ini.",
        error_messages={"required": "Hitung tanda tangan di kertas, lalu tulis jumlahnya."},
    )
    explanation = TidyField(
        label="Penjelasan bila jumlahnya berbeda",
        required=False,
        max_length=PaperPage._meta.get_field("explanation").max_length,
    )
    starts_on = DayField(label="Hari penyerahan menurut kertas")
    starts_time = ClockField(label="Pukul")
    is_kept = forms.BooleanField(
        label="Paket kedua benar-benar keluar: simpan sebagai konflik untuk Kepala",
        required=False,
    )
    scan = forms.FileField(
        label="Pindaian atau foto halaman ini",
        required=False,
        max_length=200,
        help_text="PDF, JPEG, PNG, atau WebP; paling besar 10 MB.",
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png,.webp"}),
    )

    def __init__(self, data=None, files=None, *, event, page, rows):
        super().__init__(data, files, initial=_initial(event, page))
        self.event = event
        self.within = paper.numbers_on(paper.page_of(rows[0].number))
        self.row_forms = [RowForm(data, row=row) for row in rows]
        self.fields["starts_time"].help_text = f"Waktu {event.facility.get_time_zone_display()}."
        self.ticked: dict[int, Proxy | None] = {}
        self.doubtful: list[str] = []

    def clean_scan(self):
        file = self.cleaned_data["scan"]
        try:
            return read_scan(file) if file else None
        except NotAPage as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean(self):
        data = super().clean()
        for form in self.row_forms:
            if not form.is_valid():
                self.add_error(None, f"Periksa wakil pada nomor {form.row.number}.")
        try:
            single, ranged = read_ranges(data.get("rows", ""), within=self.within)
        except RangeError as refusal:
            self.add_error("rows", str(refusal))
            return data
        self._choose(single, ranged)
        self._check_time(data)
        return data

    def _choose(self, single, ranged) -> None:
        """Which rows are meant; a range passes over those that were not on the paper any more."""
        for form in self.row_forms:
            row = form.row
            is_in_range = row.number in ranged and row.entitlement.is_active
            is_meant = is_in_range or row.number in single or form.cleaned_data.get("ticked")
            if is_meant:
                self.ticked[row.number] = form.proxy
            elif form.is_by_proxy:
                self.add_error(None, f"Nomor {row.number} diwakili, tetapi tidak dicentang.")
        self.doubtful = [
            str(form.row.number)
            for form in self.row_forms
            if form.row.is_doubtful and form.row.number in self.ticked
        ]
        if self.doubtful and not self.cleaned_data.get("is_kept"):
            which = ", ".join(self.doubtful)
            told = f"Nomor {which} sudah diserahkan di tempat lain atau dicabut. "
            self.add_error("rows", f"{told}Keluarkan dari centang, atau simpan sebagai konflik.")

    def _check_time(self, data) -> None:
        if not (data.get("starts_on") and data.get("starts_time")):
            return
        event, zone = self.event, self.event.facility.zone
        self.handed_at = datetime.combine(data["starts_on"], data["starts_time"], tzinfo=zone)
        first, last = _bounds(event)
        if self.handed_at < first:
            self.add_error("starts_on", "Hari ini sebelum kegiatan.")
        elif self.handed_at > last:
            told = moment(last, event.facility)
            self.add_error(
                "starts_time", f"Paling lambat {told}: sesudah itu tidak ada penyerahan."
            )

    @property
    def told(self) -> Told:
        """What was said, as the action asks for it."""
        data = self.cleaned_data
        return Told(
            ticked=self.ticked,
            signatures=data["signatures"],
            handed_at=self.handed_at,
            explanation=data["explanation"],
            revision=data["revision"],
            scan=data["scan"],
        )


def _bounds(event) -> tuple[datetime, datetime]:
    """Between which instants a package of the event was handed over."""
    begins = min(filter(None, [event.starts_at, event.opened_at])).astimezone(event.facility.zone)
    return datetime.combine(begins.date(), time.min, tzinfo=begins.tzinfo), min(
        filter(None, [event.closed_at, timezone.now()])
    )


def _initial(event, page) -> dict:
    _, last = _bounds(event)
    start = min(event.starts_at, last).astimezone(event.facility.zone)
    initial = {"revision": 0, "starts_on": start.date(), "starts_time": start.time()}
    if page:
        initial |= {
            "revision": page.revision,
            "signatures": page.signatures,
            "explanation": page.explanation,
        }
    return initial
