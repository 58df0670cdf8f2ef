"""Papers of the event of 24 December 2024, put together without a database."""

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

from pypdf import PdfReader

from bansos.documents.papers import (
    Certificate,
    Item,
    Letterhead,
    Occasion,
    Package,
    Receipt,
    ReceiptList,
    Receiver,
    Signatory,
    Stock,
)
from bansos.documents.typesetting import typeset

WITA = ZoneInfo("Asia/Makassar")
OFFICIAL_NAME = "Rumah Tahanan Negara Kelas IIB Pelaihari"

LETTERHEAD = Letterhead(
    lines=[
        "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA",
        "DIREKTORAT JENDERAL PEMASYARAKATAN",
        "KANTOR WILAYAH KALIMANTAN SELATAN",
        OFFICIAL_NAME.upper(),
        "Jalan Contoh Nomor 1, Kode Pos 00000",
        "Laman: contoh.invalid Pos-el: surat@contoh.invalid",
    ],
    facility=OFFICIAL_NAME,
)
HEAD = Signatory(name="Fani Andika", title=f"Kepala {OFFICIAL_NAME}")
ITEMS = [
    Item(name="Beras", quantity=Decimal("5.00"), unit="kg", unit_price=Decimal(15000)),
    Item(name="Gula pasir", quantity=Decimal("2.50"), unit="kg", unit_price=Decimal(18000)),
]


def occasion(**changes):
    facts = {
        "letterhead": LETTERHEAD,
        "facility": OFFICIAL_NAME,
        "short_name": "Rutan Kelas IIB Pelaihari",
        "place": "Pelaihari",
        "venue": "Aula Pengayoman",
        "held_at": datetime(2024, 12, 24, 9, tzinfo=WITA),
        "as_of": datetime(2024, 12, 24, 11, 30, tzinfo=WITA),
        "title": "Penyerahan Bantuan Sosial Serentak",
        "reason": "Natal 2024 dan Tahun Baru 2025",
    }
    return Occasion(**facts | changes)


def package(**changes):
    return Package(**{"name": "Paket sembako", "unit": "paket", "items": ITEMS} | changes)


def certificate(**changes):
    facts = {
        "occasion": occasion(),
        "package": package(),
        "packages": 8,
        "families": 8,
        "symbolic": 8,
        "giver": HEAD,
        "giver_address": "Jalan Contoh Nomor 1",
        "receiver": Receiver(
            name="Dewi", nik="630101******0001", address="Desa Contoh, Pelaihari", relation="Istri"
        ),
        "stock": Stock(received=40, handed=8, returned=2, damaged=1, left=29),
    }
    return Certificate(**facts | changes)


def receipt(number, **changes):
    facts = {
        "number": number,
        "name": f"Keluarga Contoh {number}",
        "nik": "630101******0001",
        "sex": "P",
        "address": "Desa Contoh RT 001/RW 002, Kecamatan Pelaihari, Kabupaten Tanah Laut",
        "relation": "Istri",
        "inmate": f"Warga Contoh {number}",
        "quantity": 1,
    }
    return Receipt(**facts | changes)


def receipt_list(count=8, **changes):
    facts = {
        "occasion": occasion(),
        "package": package(),
        "receipts": [receipt(number) for number in range(1, count + 1)],
        "officer": Signatory(name="Petugas Contoh"),
        "head": HEAD,
    }
    return ReceiptList(**facts | changes)


def printed(paper) -> bytes:
    template = {Certificate: "certificate.typ", ReceiptList: "receipt_list.typ"}[type(paper)]
    return typeset(template, paper.payload())


def opened(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """All that is printed, in reading order, on one line."""
    return " ".join(" ".join(page.extract_text() for page in opened(pdf).pages).split())
