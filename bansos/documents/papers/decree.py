"""The wording of the Surat Keputusan that decides who receives."""

from dataclasses import dataclass
from datetime import datetime

from bansos.indonesia.words import count_words, date_full, date_long, number, time_local

from .parts import Occasion, Package, Signatory

ORDER = ["KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA"]
LAWS = [
    "Undang-Undang Nomor 22 Tahun 2022 tentang Pemasyarakatan",
    "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi",
]


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A recipient as the frozen list knows them; whose family they are is not for this paper."""

    number: int
    name: str
    nik: str
    sex: str
    address: str
    category: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class Decree:
    """Keputusan Kepala tentang Penetapan Penerima Bantuan Sosial."""

    occasion: Occasion
    package: Package
    recipients: list[Listed]
    head: Signatory
    submitted_by: str
    submitted_at: datetime
    decided_at: datetime
    """On the facility's own clock, as is `submitted_at`."""
    basis: str = ""
    number: str = ""

    @property
    def packages(self) -> int:
        return sum(each.quantity for each in self.recipients)

    def payload(self) -> dict:
        occasion = self.occasion
        office = f"Kepala {occasion.facility}"
        reason = f" dalam rangka {occasion.reason}" if occasion.reason else ""
        about = f"Penetapan Penerima Bantuan Sosial{reason}"
        return occasion.payload("Keputusan Penetapan Penerima") | {
            "heading": [f"KEPUTUSAN {office.upper()}"],
            "number": self.number,
            "about": about.upper(),
            "office": f"{office.upper()},",
            "considering": self._considering(about),
            "bearing": [f"{law};" for law in [*LAWS, *filter(None, [self.basis])]],
            "setting": f"KEPUTUSAN {office.upper()} TENTANG {about.upper()}.",
            "clauses": [list(pair) for pair in zip(ORDER, self._clauses(reason), strict=True)],
            "signature": self._signature(),
            "attachment": self._attachment(office, about),
        }

    def _considering(self, about) -> list[str]:
        occasion = self.occasion
        return [
            (
                f"bahwa {occasion.facility} menyelenggarakan {occasion.title} pada "
                f"{date_full(occasion.held_at)}, bertempat di {occasion.venue};"
            ),
            (
                "bahwa agar bantuan diterima oleh yang berhak dan dapat dipertanggungjawabkan, "
                "penerimanya perlu ditetapkan;"
            ),
            (
                f"bahwa daftar calon penerima telah diverifikasi dan diajukan oleh "
                f"{self.submitted_by} pada {date_long(self.submitted_at)};"
            ),
            (
                "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a sampai dengan "
                f"huruf c, perlu menetapkan Keputusan tentang {about};"
            ),
        ]

    def _clauses(self, reason) -> list[str]:
        occasion, count = self.occasion, len(self.recipients)
        day, hour = (
            date_full(occasion.held_at),
            time_local(occasion.held_at, occasion.held_at.tzinfo),
        )
        return [
            (
                f"Menetapkan {count_words(count)} penerima bantuan sosial{reason} sebagaimana "
                "tercantum dalam Lampiran, yang merupakan bagian tidak terpisahkan dari "
                "Keputusan ini."
            ),
            (
                "Penerima sebagaimana dimaksud dalam Diktum KESATU memperoleh bantuan sejumlah "
                f"yang tercantum dalam Lampiran, seluruhnya {self.package.counted(self.packages)}, "
                f"yang diserahkan pada {day} pukul {hour}, bertempat di {occasion.venue}."
            ),
            "Penyerahan bantuan dibuktikan dengan tanda terima dan tidak dipungut biaya apa pun.",
            (
                "Perubahan atas daftar penerima setelah Keputusan ini ditetapkan dilakukan oleh "
                f"Kepala {occasion.facility} disertai alasan tertulis."
            ),
            (
                "Keputusan ini mulai berlaku pada tanggal ditetapkan, dengan ketentuan apabila "
                "terdapat kekeliruan di dalamnya akan diperbaiki sebagaimana mestinya."
            ),
        ]

    def _signature(self) -> dict:
        return {
            "place": f"Ditetapkan di {self.occasion.place}",
            "date": f"pada tanggal {date_long(self.decided_at)}",
            "head": self.head.payload(f"{self.head.title},"),
        }

    def _attachment(self, office, about) -> dict:
        count = len(self.recipients)
        return {
            "particulars": [
                ["Lampiran", f"Keputusan {office}"],
                ["Tanggal", date_long(self.decided_at)],
                ["Tentang", about],
            ],
            "rows": [
                [
                    str(each.number),
                    each.name,
                    each.nik,
                    each.sex,
                    each.address,
                    each.category,
                    number(each.quantity),
                ]
                for each in self.recipients
            ],
            "total": number(self.packages),
            "in-words": (
                f"{self.package.counted(self.packages)} untuk {count_words(count)} penerima."
            ),
        }
