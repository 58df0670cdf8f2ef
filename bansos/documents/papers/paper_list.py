"""The wording of the list that is signed by hand where no device is."""

from dataclasses import dataclass

from bansos.handovers.codes import shown
from bansos.handovers.paper import PREFIX
from bansos.indonesia.words import date_full, time_local

from .parts import Occasion
from .qr import qr_code


@dataclass(frozen=True, kw_only=True)
class PaperRow:
    """One family, with what became of it if its package is gone already."""

    number: int
    name: str
    nik: str
    address: str
    quantity: int
    gone: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperPage:
    number: int
    code: str
    rows: list[PaperRow]


@dataclass(frozen=True, kw_only=True)
class PaperList:
    """Daftar Penyerahan di Kertas."""

    occasion: Occasion
    pages: list[PaperPage]
    last: int
    """The number of the last page, printed or not."""

    def payload(self) -> dict:
        occasion = self.occasion
        start = occasion.held_at
        return occasion.payload("Daftar Penyerahan di Kertas") | {
            "facility": occasion.short_name,
            "event": occasion.title,
            "when": f"{date_full(start)}, pukul {time_local(start, start.tzinfo)}",
            "venue": occasion.venue,
            "pages": [
                {
                    "title": f"Halaman {page.number} dari {self.last}",
                    "code": shown(page.code),
                    "qr": qr_code(f"{PREFIX}{page.code}"),
                    "rows": [vars(row) for row in page.rows],
                }
                for page in self.pages
            ],
        }
