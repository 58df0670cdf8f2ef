"""The wording of the papers of the stock: the card of a package, and goods received."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from bansos.indonesia.words import (
    count_words,
    date_in_words,
    date_long,
    decimal,
    number,
    rupiah,
)

from .certificate import rupiah_in_words
from .issuer import Issuer
from .parts import Package, Signatory


@dataclass(frozen=True, kw_only=True)
class Line:
    """What came or went; `quantity` is positive for what came in."""

    day: date
    what: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class StockCard:
    """Kartu Stok: the ledger of one package at one facility, from a day to another."""

    issuer: Issuer
    package: Package
    campaign: str
    opening: int
    lines: list[Line]
    officer: Signatory
    head: Signatory
    since: date | None = None
    """From the beginning of the ledger, unless it says."""

    @property
    def received(self) -> int:
        return sum(line.quantity for line in self.lines if line.quantity > 0)

    @property
    def issued(self) -> int:
        return -sum(line.quantity for line in self.lines if line.quantity < 0)

    @property
    def closing(self) -> int:
        return self.opening + self.received - self.issued

    def payload(self) -> dict:
        issuer = self.issuer
        until = date_long(issuer.as_of)
        return issuer.payload("Kartu Stok") | {
            "particulars": [
                ["Paket", self.package.name],
                ["Satuan", self.package.unit],
                ["Kampanye", self.campaign],
                [
                    "Periode",
                    f"{date_long(self.since)} – {until}" if self.since else f"s.d. {until}",
                ],
            ],
            "rows": self._rows(),
            "total": ["", "", "Jumlah", *map(number, [self.received, self.issued, self.closing])],
            "in-words": (
                f"Saldo awal {count_words(self.opening)}, masuk {count_words(self.received)}, "
                f"keluar {count_words(self.issued)}, saldo akhir {count_words(self.closing)} "
                f"{self.package.unit}."
            ),
            "signatures": {
                "place-and-date": issuer.place_and_date,
                "officer": self.officer.payload("Petugas,"),
                "head": self.head.payload("Mengetahui,", self.head.title),
            },
        }

    def _rows(self) -> list[list[str]]:
        balance = self.opening
        rows = [["", "", "Saldo awal", "", "", number(balance)]]
        for place, line in enumerate(self.lines, start=1):
            balance += line.quantity
            came = number(line.quantity) if line.quantity > 0 else ""
            went = number(-line.quantity) if line.quantity < 0 else ""
            rows.append(
                [f"{place}", f"{line.day:%d/%m/%Y}", line.what, came, went, number(balance)]
            )
        return rows


@dataclass(frozen=True, kw_only=True)
class GoodsReceipt:
    """Berita Acara Penerimaan Barang."""

    issuer: Issuer
    package: Package
    quantity: int
    received_at: datetime
    """On the facility's own clock."""
    before: int
    """The balance as it was until then."""
    receiver: Signatory
    head: Signatory
    source: str = ""
    reason: str = ""
    number: str = ""
    witnesses: list[Signatory] = field(default_factory=list)

    def payload(self) -> dict:
        return self.issuer.payload("Berita Acara Penerimaan Barang") | {
            "number": self.number,
            "opening": (
                f"Pada hari ini {date_in_words(self.received_at)}, bertempat di "
                f"{self.issuer.name}, kami yang bertanda tangan di bawah ini:"
            ),
            "parties": self._parties(),
            "deed": self._deed(),
            "rows": self._rows(),
            "after": self._after(),
            "closing": (
                "Demikian Berita Acara ini dibuat dengan sebenarnya dalam rangkap 2 (dua) untuk "
                "dipergunakan sebagaimana mestinya."
            ),
            "signatures": {
                "place-and-date": f"{self.issuer.place}, {date_long(self.received_at)}",
                "giver": Signatory().payload("Yang menyerahkan,"),
                "receiver": self.receiver.payload("Yang menerima,"),
                "head": self.head.payload("Mengetahui,", self.head.title),
            },
        }

    def _parties(self) -> list[dict]:
        giver = [["Nama", ""], ["Jabatan/Instansi", ""]]
        receiver = [["Nama", self.receiver.name], ["Jabatan", "Petugas penerima barang"]]
        return [
            {"particulars": giver, "standing": "sebagai yang menyerahkan;"},
            {
                "particulars": receiver,
                "standing": f"sebagai yang menerima atas nama {self.issuer.name}.",
            },
        ]

    def _deed(self) -> str:
        reason = f" untuk {self.reason}" if self.reason else ""
        contents = ", dengan isi seluruhnya:" if self.package.items else "."
        return f"Telah diterima {self.package.counted(self.quantity)}{reason}{contents}"

    def _rows(self) -> list[list[str]]:
        rows = []
        for place, item in enumerate(self.package.items, start=1):
            whole = item.quantity * self.quantity
            priced = []
            if self.package.value is not None and item.unit_price is not None:
                priced = [rupiah(item.unit_price), rupiah(whole * item.unit_price)]
            rows.append([f"{place}", item.name, decimal(whole), item.unit, *priced])
        return rows

    def _after(self) -> list[str]:
        told = [f"Sumber: {self.source}."] if self.source else []
        if self.package.value is not None:
            worth = self.package.value * Decimal(self.quantity)
            told.append(f"Nilai seluruhnya {rupiah(worth)} ({rupiah_in_words(worth)}).")
        told.append(
            f"Persediaan sebelumnya {count_words(self.before)}, sesudahnya "
            f"{count_words(self.before + self.quantity)} {self.package.unit}."
        )
        return told
