"""The wording of the Laporan Kegiatan: every section from what the program knows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from textwrap import wrap

from bansos.indonesia.words import (
    count_words,
    date_full,
    date_long,
    number,
    rupiah,
    time_local,
)

from .certificate import rupiah_in_words
from .guest_list import Attendee
from .parts import Occasion, Package, Signatory, Stock
from .photos import Photo, photo_payload

AIM = (
    "Laporan ini dimaksudkan sebagai pertanggungjawaban pelaksanaan kegiatan, dengan tujuan "
    "menyampaikan sasaran, realisasi, dan hal-hal yang perlu ditindaklanjuti."
)
PIECE = 1500
"""Signs."""

CLOSING = "Demikian laporan ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."


@dataclass(frozen=True, kw_only=True)
class Words:
    """What somebody said, and in which capacity."""

    speaker: str
    text: str
    capacity: str = ""


@dataclass(frozen=True, kw_only=True)
class Results:
    """Families, and packages where it says so."""

    entitled: int
    entitled_packages: int
    handed: int
    handed_packages: int
    symbolic: int
    by_proxy: int
    quota: int | None = None
    """Packages the campaign promised this facility, where somebody wrote that down."""

    @property
    def waiting(self) -> int:
        return self.entitled - self.handed

    @property
    def percent(self) -> str:
        return f"{100 * self.handed // self.entitled if self.entitled else 0}%"


@dataclass(frozen=True, kw_only=True)
class Report:
    """Laporan Kegiatan."""

    occasion: Occasion
    package: Package
    results: Results
    categories: list[tuple[str, int]]
    """How many families of each category were on the list."""
    absences: list[tuple[str, int]]
    """Why families have not received, and how many."""
    sources: list[tuple[str, int]]
    """From where packages came into stock, and how many."""
    stock: Stock
    guests: list[Attendee]
    agenda: list[str]
    directives: list[Words]
    statements: list[Words]
    """Only those that may be quoted."""
    obstacles: list[str]
    head: Signatory
    dated: datetime
    scope: str = ""
    theme: str = ""
    programme: str = ""
    basis: str = ""
    photos: list[Photo] = field(default_factory=list)

    def payload(self) -> dict:
        occasion = self.occasion
        return occasion.payload("Laporan Kegiatan") | {
            "chapters": self.chapters(),
            "closing": CLOSING,
            "signature": {
                "place-and-date": f"{occasion.place}, {date_long(self.dated)}",
                "head": self.head.payload(f"{self.head.title},"),
            },
            "photos": photo_payload(self.photos),
        }

    def chapters(self) -> list[dict]:
        """
        The four chapters; each has sections of a title and blocks.

        A block is a paragraph (`text`), a numbered list (`items`) or a table (`head`, `rows`).
        """
        return [
            _chapter("I. PENDAHULUAN", self._introduction()),
            _chapter("II. PELAKSANAAN", self._course()),
            _chapter("III. HASIL", self._outcome()),
            _chapter("IV. PENUTUP", [("", [_text(self._ending())])]),
        ]

    def _introduction(self):
        occasion = self.occasion
        reason = f" dalam rangka {occasion.reason}" if occasion.reason else ""
        told = [f"{occasion.facility} menyelenggarakan {occasion.title}{reason}."]
        if self.scope:
            told.append(self.scope)
        if self.theme:
            told.append(f"Tema kegiatan: {self.theme}.")
        if self.programme:
            told.append(f"Kegiatan ini termasuk dalam {self.programme}.")
        basis = self.basis or "…" * 20
        return [
            ("Latar belakang", [_text(" ".join(told))]),
            ("Dasar", [_text(basis)]),
            ("Maksud dan tujuan", [_text(AIM)]),
        ]

    def _course(self):
        occasion = self.occasion
        start = occasion.held_at
        when = (
            f"Kegiatan dilaksanakan pada {date_full(start)}, pukul "
            f"{time_local(start, start.tzinfo)}, bertempat di {occasion.venue}."
        )
        sections = [
            ("Hari, waktu, dan tempat", [_text(when)]),
            ("Peserta", self._guests()),
            ("Rangkaian acara", _listed(self.agenda, "Rangkaian acara belum dicatat.")),
            ("Penerima dan isi paket", self._package()),
            ("Sumber bantuan", self._sources()),
        ]
        if self.directives:
            sections.append(("Arahan", self._directives()))
        if self.statements:
            quoted = [f"{_said_by(each)}: “{each.text}”" for each in self.statements]
            sections.append(("Pernyataan", [_items(quoted)]))
        return sections

    def _guests(self):
        blocks = []
        for is_online, label in [(False, "Hadir di tempat:"), (True, "Hadir secara daring:")]:
            named = [
                f"{guest.name} ({guest.position})" if guest.position else guest.name
                for guest in self.guests
                if guest.is_online == is_online
            ]
            if named:
                blocks += [_text(label), _items(named)]
        return blocks or [_text("Hadirin belum dicatat.")]

    def _directives(self):
        speakers: dict[str, list[str]] = {}
        for each in self.directives:
            speakers.setdefault(each.speaker, []).append(each.text)
        blocks = []
        for speaker, texts in speakers.items():
            blocks += [_text(f"{speaker or 'Arahan'} menyampaikan:"), _items(texts)]
        return blocks

    def _package(self):
        results = self.results
        told = (
            f"Daftar yang ditetapkan memuat {count_words(results.entitled)} penerima dengan "
            f"{self.package.counted(results.entitled_packages)}."
        )
        rows = [[name, number(count)] for name, count in self.categories]
        blocks = [_text(told)]
        if rows:
            blocks.append(_table(["Golongan", "Penerima"], rows, "lr"))
        contents = self.package.payload()
        if contents["rows"]:
            head = ["No", "Nama Barang", "Volume", "Satuan"]
            is_priced = contents["value"] is not None
            more = ["Harga Satuan", "Jumlah"] if is_priced else []
            blocks.append(_text(f"Isi setiap {self.package.unit}:"))
            blocks.append(_table(head + more, contents["rows"], "clrlrr"[: len(head + more)]))
            if self.package.value is not None:
                blocks.append(_text(self._worth(self.package.value)))
        return blocks

    def _worth(self, value: Decimal) -> str:
        total = value * self.results.handed_packages
        return (
            f"Nilai satu {self.package.unit} {rupiah(value)}; nilai seluruh yang diserahkan "
            f"{rupiah(total)} ({rupiah_in_words(total)})."
        )

    def _sources(self):
        if not self.sources:
            return [_text("Barang masuk belum dicatat.")]
        rows = [[name or "Tanpa keterangan", number(count)] for name, count in self.sources]
        return [_table(["Sumber", f"Jumlah ({self.package.unit})"], rows, "lr")]

    def _outcome(self):
        return [
            ("Target dan realisasi", [_table(["Uraian", "Jumlah"], self._figures(), "lr")]),
            ("Belum diserahkan dan alasannya", self._absences()),
            ("Persediaan", self._stock()),
            ("Kendala", _listed(self.obstacles, "Tidak ada kendala yang dicatat.")),
        ]

    def _figures(self) -> list[list[str]]:
        results, unit = self.results, self.package.unit
        quota = [] if results.quota is None else [[f"Target ({unit})", number(results.quota)]]
        return [
            *quota,
            ["Penerima yang ditetapkan", number(results.entitled)],
            [f"Disiapkan ({unit})", number(results.entitled_packages)],
            ["Penerima yang sudah menerima", number(results.handed)],
            [f"Diserahkan ({unit})", number(results.handed_packages)],
            ["– di antaranya secara simbolis (penerima)", number(results.symbolic)],
            ["– di antaranya diwakilkan (penerima)", number(results.by_proxy)],
            ["Belum diserahkan (penerima)", number(results.waiting)],
            ["Realisasi", results.percent],
        ]

    def _absences(self):
        if not self.absences:
            return [_text("Seluruh penerima pada daftar telah menerima.")]
        rows = [
            [reason or "Alasan tidak dicatat", number(count)] for reason, count in self.absences
        ]
        return [_table(["Alasan", "Penerima"], rows, "lr")]

    def _stock(self):
        rows = [[title.lstrip("=+ "), number_] for title, number_ in self.stock.payload()]
        return [_table(["Persediaan", f"Jumlah ({self.package.unit})"], rows, "lr")]

    def _ending(self) -> str:
        results = self.results
        return (
            f"Kegiatan telah terlaksana: {self.package.counted(results.handed_packages)} "
            f"diserahkan kepada {count_words(results.handed)} penerima dari "
            f"{count_words(results.entitled)} penerima yang ditetapkan."
        )


def _said_by(words: Words) -> str:
    return f"{words.speaker} ({words.capacity})" if words.capacity else words.speaker


def _chapter(title, sections) -> dict:
    return {
        "title": title,
        "sections": [{"title": name, "blocks": blocks} for name, blocks in sections],
    }


def _text(text) -> dict:
    return {"kind": "text", "text": text}


def _items(items: Iterable[str]) -> dict:
    return {"kind": "items", "items": [prose(item) for item in items]}


def prose(text: str) -> str | list[str]:
    """
    A text as it is, or in pieces where it is longer than a value of a paper may be.

    A cell that was crafted must not cost minutes; what an officer writes must all be there.
    """
    return wrap(text, PIECE, break_on_hyphens=False) if len(text) > PIECE else text


def _listed(items, otherwise):
    return [_items(items) if items else _text(otherwise)]


def _table(head, rows, align) -> dict:
    """:param align: a letter for each column, of `l`, `c`, `r`."""
    return {"kind": "table", "head": head, "rows": rows, "align": list(align)}
