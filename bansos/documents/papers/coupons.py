"""The wording of the coupons, and of the table of their codes."""

from dataclasses import dataclass

from bansos.handovers.codes import shown
from bansos.indonesia.names import short_name
from bansos.indonesia.words import count_words, date_full, time_local

from .parts import Occasion
from .qr import qr_code


@dataclass(frozen=True, kw_only=True)
class Coupon:
    """What one family brings along; the name in full, and the code as it is stored."""

    number: int
    name: str
    code: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Coupons:
    """Eight to a page, to be cut apart. Who finds one learns neither a number nor a family."""

    occasion: Occasion
    coupons: list[Coupon]

    def payload(self) -> dict:
        occasion = self.occasion
        start = occasion.held_at
        return occasion.payload("Kupon") | {
            "facility": occasion.short_name,
            "event": occasion.title,
            "day": date_full(start),
            "hour": f"pukul {time_local(start, start.tzinfo)}",
            "venue": occasion.venue,
            "coupons": [
                {
                    "number": coupon.number,
                    "name": short_name(coupon.name),
                    "code": shown(coupon.code),
                    "qr": qr_code(coupon.code),
                }
                for coupon in self.coupons
            ],
        }


@dataclass(frozen=True, kw_only=True)
class CodeList:
    """Daftar Kode Kupon: for who answers a family that has lost its coupon."""

    occasion: Occasion
    coupons: list[Coupon]

    def payload(self) -> dict:
        occasion = self.occasion
        start = occasion.held_at
        return occasion.payload("Daftar Kode Kupon") | {
            "particulars": [
                ["Kegiatan", occasion.title],
                ["Waktu", f"{date_full(start)}, pukul {time_local(start, start.tzinfo)}"],
                ["Tempat", occasion.venue],
            ],
            "rows": [
                [str(coupon.number), coupon.name, coupon.address, shown(coupon.code)]
                for coupon in self.coupons
            ],
            "in-words": f"{count_words(len(self.coupons))} penerima.",
            "warning": (
                "Siapa memegang kode dapat menunjukkannya di meja penyerahan. "
                "Simpan daftar ini, dan musnahkan sesudah kegiatan."
            ),
        }
