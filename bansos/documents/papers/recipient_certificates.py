"""The Berita Acara Serah Terima of each recipient by themselves, and what is attached to it."""

from dataclasses import dataclass, field, replace

from bansos.indonesia.words import count_words, date_full, number

from .certificate import Certificate
from .parts import Occasion, Package
from .photos import Photo, photo_payload

OWN = ["number", "opening", "parties", "deed", "package", "after", "closing", "signatures"]
"""What each of the certificates says by itself; the frame around it is the same for all."""


@dataclass(frozen=True, kw_only=True)
class RecipientCertificates:
    """One certificate to a page, in the order of the list."""

    occasion: Occasion
    certificates: list[tuple[int, Certificate]]
    """Each with the number on the list."""

    def part(self, number, size) -> "RecipientCertificates":
        """So many of the certificates, from the first part on."""
        return replace(self, certificates=self.certificates[(number - 1) * size : number * size])

    def payload(self) -> dict:
        return self.occasion.payload("Berita Acara Serah Terima") | {
            "certificates": [self._one(*each) for each in self.certificates]
        }

    def _one(self, place, certificate) -> dict:
        payload = certificate.payload()
        return {name: payload[name] for name in OWN} | {"place": f"Penerima nomor urut {place}"}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A line of the attached list: who, and what became of it."""

    number: int
    name: str
    nik: str
    address: str
    quantity: int
    state: str
    is_handed: bool


@dataclass(frozen=True, kw_only=True)
class Attachments:
    """Lampiran Berita Acara Serah Terima: the list of recipients, and photos."""

    occasion: Occasion
    package: Package
    outcomes: list[Outcome]
    certificate_number: str = ""
    photos: list[Photo] = field(default_factory=list)

    def payload(self) -> dict:
        occasion = self.occasion
        handed = [each for each in self.outcomes if each.is_handed]
        packages = sum(each.quantity for each in handed)
        return occasion.payload("Lampiran Berita Acara Serah Terima") | {
            "particulars": [
                ["Lampiran", "Berita Acara Serah Terima Bantuan Sosial"],
                ["Nomor", self.certificate_number],
                ["Kegiatan", occasion.title],
                ["Hari, tanggal", date_full(occasion.held_at)],
                ["Tempat", occasion.venue],
            ],
            "rows": [
                [
                    str(each.number),
                    each.name,
                    each.nik,
                    each.address,
                    number(each.quantity),
                    each.state,
                ]
                for each in self.outcomes
            ],
            "in-words": (
                f"Diserahkan {self.package.counted(packages)} "
                f"kepada {count_words(len(handed))} penerima."
            ),
            "photos": photo_payload(self.photos),
        }
