"""The wording of the Daftar Tanda Terima."""

from dataclasses import dataclass

from bansos.indonesia.words import count_words, date_full, date_long, number, time_local

from .parts import Occasion, Package, Signatory


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """One line to sign."""

    number: int
    name: str
    nik: str
    sex: str
    address: str
    relation: str
    inmate: str
    quantity: int
    note: str = ""
    signature: bytes = b""
    """A PNG of what was signed on a screen; without one there is a place to sign."""
    signed_elsewhere: str = ""
    """On which page of the list on paper the signature stands."""


@dataclass(frozen=True, kw_only=True)
class ReceiptList:
    """Daftar Tanda Terima."""

    occasion: Occasion
    package: Package
    receipts: list[Receipt]
    officer: Signatory
    head: Signatory
    is_public: bool = False
    """A public copy does not say whose family somebody is."""

    def payload(self) -> dict:
        occasion = self.occasion
        packages = sum(receipt.quantity for receipt in self.receipts)
        return occasion.payload("Daftar Tanda Terima") | {
            "particulars": [
                [["Kegiatan", occasion.title], ["Hari, tanggal", date_full(occasion.held_at)]],
                [
                    ["Tempat", occasion.venue],
                    ["Waktu", f"pukul {time_local(occasion.held_at, occasion.held_at.tzinfo)}"],
                ],
            ],
            "with-inmate": not self.is_public,
            "rows": [self._row(receipt) for receipt in self.receipts],
            "total": number(packages),
            "in-words": (
                f"Jumlah seluruhnya {self.package.counted(packages)} "
                f"untuk {count_words(len(self.receipts))} penerima."
            ),
            "signatures": {
                "place-and-date": f"{occasion.place}, {date_long(occasion.held_at)}",
                "officer": self.officer.payload("Petugas,"),
                "head": self.head.payload("Mengetahui,", self.head.title),
            },
        }

    def _row(self, receipt: Receipt) -> dict:
        row = vars(receipt) | {"signature": list(receipt.signature) or None}
        if not self.is_public:
            return row
        # What a public copy must not say is not in its file either, not even unseen.
        signed = "ditandatangani" if receipt.signature else receipt.signed_elsewhere
        return row | {"inmate": "", "signature": None, "signed_elsewhere": signed}
