"""The wording of the Berita Acara Serah Terima."""

from dataclasses import dataclass, field
from decimal import Decimal

from bansos.indonesia.words import count_words, date_in_words, date_long, moment, rupiah, words

from .parts import Occasion, Package, Receiver, Signatory, Stock

NO_COST = "Penyerahan bantuan ini tidak dipungut biaya apa pun."
CLOSING = (
    "Demikian Berita Acara ini dibuat dengan sebenarnya dalam rangkap 2 (dua) "
    "untuk dipergunakan sebagaimana mestinya."
)


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """Berita Acara Serah Terima."""

    occasion: Occasion
    package: Package
    packages: int
    families: int
    symbolic: int
    """Packages, as are all counts but `families`."""
    giver: Signatory
    giver_address: str
    receiver: Receiver
    number: str = ""
    basis: str = ""
    sources: list[str] = field(default_factory=list)
    stock: Stock | None = None
    witnesses: list[Signatory] = field(default_factory=list)
    head: Signatory | None = None
    """Who acknowledges it, when the giver is not the head."""

    def payload(self) -> dict:
        occasion = self.occasion
        return occasion.payload("Berita Acara Serah Terima") | {
            "number": self.number,
            "opening": (
                f"Pada hari ini {date_in_words(occasion.held_at)}, bertempat di {occasion.venue}, "
                "kami yang bertanda tangan di bawah ini:"
            ),
            "parties": [self._first_party(), self._second_party()],
            "deed": self._deed(),
            "package": self.package.payload(),
            "after": self._after(),
            "stock": self._stock(),
            "closing": CLOSING,
            "signatures": self._signatures(),
        }

    def _first_party(self) -> dict:
        particulars = [
            ["Nama", self.giver.name],
            ["NIP", self.giver.nip],
            ["Pangkat/Gol.", self.giver.rank],
            ["Jabatan", self.giver.title],
            ["Alamat", self.giver_address],
        ]
        standing = (
            f"bertindak untuk dan atas nama {self.occasion.facility}, "
            "selanjutnya disebut PIHAK PERTAMA;"
        )
        return {"introduction": "", "particulars": particulars, "standing": standing}

    def _second_party(self) -> dict:
        particulars = [
            ["Nama", self.receiver.name],
            ["NIK", self.receiver.nik],
            ["Alamat", self.receiver.address],
        ]
        if self.receiver.relation or not self.receiver.name:
            particulars.append(["Hubungan", self.receiver.relation])
        many = "Para penerima bantuan sebagaimana daftar terlampir, diwakili oleh:"
        return {
            "introduction": many if self.families != 1 else "",
            "particulars": particulars,
            "standing": "selanjutnya disebut PIHAK KEDUA.",
        }

    def _deed(self) -> str:
        basis = f"Berdasarkan {self.basis}, " if self.basis else ""
        reason = f" dalam rangka {self.occasion.reason}" if self.occasion.reason else ""
        attached = " sebagaimana daftar terlampir" if self.families != 1 else ""
        contents = ", dengan isi setiap paket:" if self.package.items else "."
        return (
            f"{basis}PIHAK PERTAMA telah menyerahkan kepada PIHAK KEDUA, dan PIHAK KEDUA "
            f"telah menerima dari PIHAK PERTAMA, {self.package.counted(self.packages)}{reason} "
            f"untuk {count_words(self.families)} penerima{attached}{contents}"
        )

    def _after(self) -> list[str]:
        value = self.package.value
        sentences = []
        if value is not None:
            total = value * self.packages
            sentences.append(f"Nilai seluruhnya {rupiah(total)} ({rupiah_in_words(total)}).")
        if self.symbolic:
            sentences.append(
                f"Di antaranya {count_words(self.symbolic)} {self.package.unit} "
                "diserahkan secara simbolis oleh pejabat struktural."
            )
        if self.sources:
            sentences.append(f"Sumber bantuan: {'; '.join(self.sources)}.")
        return [*sentences, NO_COST]

    def _stock(self) -> dict | None:
        if self.stock is None:
            return None
        as_of = self.occasion.as_of
        caption = (
            f"Persediaan {self.package.unit} pada {self.occasion.facility}, "
            f"posisi {moment(as_of, as_of.tzinfo)}:"
        )
        return {"caption": caption, "columns": self.stock.payload()}

    def _signatures(self) -> dict:
        two = [*self.witnesses, Signatory(), Signatory()][:2]
        return {
            "place-and-date": f"{self.occasion.place}, {date_long(self.occasion.held_at)}",
            "receiver": self.receiver.payload("PIHAK KEDUA,"),
            "giver": self.giver.payload("PIHAK PERTAMA,", self.giver.title),
            "witnesses": [
                witness.payload(f"Saksi {place},") for place, witness in enumerate(two, start=1)
            ],
            "head": self.head and self.head.payload("Mengetahui,", self.head.title),
        }


def rupiah_in_words(amount: Decimal) -> str:
    """dua juta enam ratus ribu rupiah, and the cents when there are any"""
    whole, cents = divmod(round(amount * 100), 100)
    return f"{words(int(whole))} rupiah" + (f" {words(int(cents))} sen" if cents else "")
