"""Every paper of the folder put together without a database, as large and as odd as one likes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO

from PIL import Image

from bansos.documents.papers import (
    Attachments,
    Attendee,
    Decree,
    GoodsReceipt,
    GuestList,
    Invitations,
    Invited,
    Issuer,
    Line,
    Listed,
    Outcome,
    Photo,
    Recap,
    Receiver,
    RecipientCertificates,
    Report,
    Results,
    Signatory,
    Stock,
    StockCard,
    Totals,
    Words,
)
from bansos.documents.typesetting import typeset
from tests.documents.samples import (
    HEAD,
    LETTERHEAD,
    OFFICIAL_NAME,
    WITA,
    certificate,
    occasion,
    package,
    receipt_list,
)

MOMENT = datetime(2024, 12, 24, 11, 30, tzinfo=WITA)
ADDRESS = "Desa Contoh RT 001/RW 002, Kecamatan Pelaihari, Kabupaten Tanah Laut"


def jpeg(width=90, height=60) -> bytes:
    written = BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, "JPEG")
    return written.getvalue()


def name_of(number, value=""):
    return value or f"Keluarga Contoh {number}"


def decree(count=8, value="", **changes):
    listed = [
        Listed(
            number=number,
            name=name_of(number, value),
            nik="630101******0001",
            sex="P",
            address=value or ADDRESS,
            category="Keluarga warga binaan",
            quantity=1,
        )
        for number in range(1, count + 1)
    ]
    facts = {
        "occasion": around(value),
        "package": package(),
        "recipients": listed,
        "head": head(value),
        "submitted_by": value or "Petugas Contoh",
        "submitted_at": MOMENT - timedelta(days=4),
        "decided_at": MOMENT - timedelta(days=3),
        "basis": value,
    }
    return Decree(**facts | changes)


def guest_list(count=8, value="", **changes):
    guests = [
        Attendee(
            name=name_of(number, value), position=value or "Pegawai", is_online=number % 4 == 1
        )
        for number in range(1, count + 1)
    ]
    facts = {"occasion": around(value), "guests": guests, "head": head(value), "is_over": True}
    return GuestList(**facts | changes)


def invitations(count=8, value="", **changes):
    invited = [
        Invited(
            number=number,
            name=name_of(number, value),
            address=value or ADDRESS,
            code="YGE7B2FJWHMC1",
        )
        for number in range(1, count + 1)
    ]
    facts = {
        "occasion": around(value),
        "invited": invited,
        "head": head(value),
        "dated": MOMENT - timedelta(days=3),
    }
    return Invitations(**facts | changes)


def recipient_certificates(count=8, value="", **changes):
    certificates = [
        (
            number,
            certificate(
                occasion=around(value),
                families=1,
                packages=1,
                symbolic=0,
                stock=None,
                receiver=Receiver(name=name_of(number, value), address=value or ADDRESS),
            ),
        )
        for number in range(1, count + 1)
    ]
    return RecipientCertificates(occasion=around(value), certificates=certificates, **changes)


def attachments(count=8, value="", **changes):
    outcomes = [
        Outcome(
            number=number,
            name=name_of(number, value),
            nik="630101******0001",
            address=value or ADDRESS,
            quantity=1,
            state=value or "Diserahkan pukul 09.12 WITA",
            is_handed=True,
        )
        for number in range(1, count + 1)
    ]
    facts = {
        "occasion": around(value),
        "package": package(),
        "outcomes": outcomes,
        "photos": photos(value, 3),
    }
    return Attachments(**facts | changes)


def photos(value, count):
    return [
        Photo(image=jpeg(90 + number), caption=value or f"Foto contoh {number}")
        for number in range(1, count + 1)
    ]


def report(count=8, value="", **changes):
    text = value or "Contoh"
    facts = {
        "occasion": around(value),
        "package": package(),
        "results": Results(
            entitled=count,
            entitled_packages=count,
            handed=count - 1,
            handed_packages=count - 1,
            symbolic=0,
            by_proxy=0,
            quota=count,
        ),
        "categories": [("Keluarga warga binaan", count)],
        "absences": [(text, 1)],
        "sources": [(text, count)],
        "stock": Stock(received=count, handed=count - 1, returned=0, damaged=0, left=1),
        "guests": [Attendee(name=text, position=text), Attendee(name=text, is_online=True)],
        "agenda": [text] * min(count, 20),
        "directives": [Words(speaker=text, text=text)] * 3,
        "statements": [Words(speaker=text, capacity=text, text=text)],
        "obstacles": [text],
        "head": head(value),
        "dated": MOMENT,
        "theme": text,
        "programme": text,
        "basis": text,
        "photos": photos(value, 3),
    }
    return Report(**facts | changes)


def issuer(value="", **changes):
    facts = {
        "letterhead": LETTERHEAD,
        "name": value or OFFICIAL_NAME,
        "short_name": value[:60] or "Rutan Kelas IIB Pelaihari",
        "place": value[:60] or "Pelaihari",
        "as_of": MOMENT,
    }
    return Issuer(**facts | changes)


def stock_card(count=8, value="", **changes):
    lines = [
        Line(day=MOMENT.date(), what=value or f"Barang masuk: contoh {number}", quantity=number)
        for number in range(1, count + 1)
    ]
    facts = {
        "issuer": issuer(value),
        "package": package(),
        "campaign": value or "Bantuan Contoh",
        "opening": 5,
        "lines": lines,
        "officer": Signatory(),
        "head": head(value),
    }
    return StockCard(**facts | changes)


def goods_receipt(count=2, value="", **changes):
    items = [*package().items] * max(1, min(count, 12) // 2)
    facts = {
        "issuer": issuer(value),
        "package": package(items=items),
        "quantity": 45,
        "received_at": MOMENT,
        "before": 0,
        "receiver": Signatory(name=value or "Petugas Contoh"),
        "head": head(value),
        "source": value or "Bantuan serentak",
        "reason": value or "Bantuan Contoh",
    }
    return GoodsReceipt(**facts | changes)


def recap(count=8, value="", **changes):
    rows = [
        Totals(
            label=value or f"Rutan Contoh {number}",
            events=1,
            reported=number % 2,
            target=number,
            entitled=number,
            prepared=number,
            handed=number,
            packages=number,
            inmate_families=number,
            value=Decimal(number * 185000),
        )
        for number in range(1, count + 1)
    ]
    facts = {
        "issuer": issuer(value),
        "period": "Desember 2024",
        "place_title": "UPT",
        "rows": rows,
        "head": head(value),
    }
    return Recap(**facts | changes)


def around(value):
    changes = {"venue": value, "title": value, "reason": value[:200]} if value else {}
    return occasion(**changes)


def head(value):
    return Signatory(name=value or HEAD.name, title=value or HEAD.title)


MAKERS: dict[str, Callable] = {
    "decree.typ": decree,
    "guest_list.typ": guest_list,
    "invitations.typ": invitations,
    "recipient_certificates.typ": recipient_certificates,
    "attachments.typ": attachments,
    "report.typ": report,
    "stock_card.typ": stock_card,
    "goods_receipt.typ": goods_receipt,
    "recap.typ": recap,
}
"""By their templates."""

OLDER: dict[str, Callable] = {
    "certificate.typ": certificate,
    "receipt_list.typ": receipt_list,
}


def pressed(template, *args, **changes) -> bytes:
    return typeset(template, (MAKERS | OLDER)[template](*args, **changes).payload())
