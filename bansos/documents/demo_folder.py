"""The whole folder of an event as files, each named by its kind. Reads only; nothing is issued."""

from collections.abc import Iterator
from datetime import datetime

from bansos.handovers.models import Event
from bansos.indonesia.spreadsheets import Format
from bansos.privacy.exporting import Table, write_table
from bansos.stock.models import Balance, Movement
from facilities.models import Facility

from . import facts, hall, ledger, paper_sheets, papers, press, recap, telling
from .catalogue import KINDS
from .typesetting import typeset
from .word import word


def files_of(event: Event, *, at: datetime) -> Iterator[tuple[str, bytes]]:
    """Name and content of each paper, one after the other."""
    certificate = facts.certificate(event, at=at)
    yield "berita-acara.pdf", _set("certificate.typ", certificate)
    for kind in KINDS.values():
        yield f"{kind.slug}.pdf", _set(kind.template, kind.read(event, at=at))
    for name, is_public in [("tanda-terima", False), ("tanda-terima-salinan-publik", True)]:
        receipts = facts.receipt_list(event, at=at, is_public=is_public)
        yield f"{name}.pdf", _set("receipt_list.typ", receipts)
    codes = hall.code_list(event, at=at)
    coupons = papers.Coupons(occasion=codes.occasion, coupons=codes.coupons)
    yield "kupon.pdf", _set("coupons.typ", coupons)
    yield "laporan-kegiatan.docx", word(telling.report(event, at=at))
    yield "siaran-pers.txt", press.draft(event, at=at).encode()
    for slug, table_of in paper_sheets.SHEETS.items():
        yield f"{slug}.xlsx", _book(table_of(event, at=at))
    yield from _of_stock(event, at)
    yield from _of_recap(event, at)


def _of_stock(event, at):
    here = {"facility": event.facility, "package": event.package}
    balance = Balance.objects.select_related(*_place()).get(**here)
    card = ledger.stock_card(balance, at=at)
    yield "kartu-stok.pdf", _set("stock_card.typ", card)
    yield "kartu-stok.xlsx", _book(paper_sheets.stock_card(card, facility=event.facility))
    received = Movement.objects.filter(**here, kind=Movement.Kind.RECEIVED)
    for number, each in enumerate(received.select_related(*_place()).order_by("pk"), start=1):
        name = "penerimaan-barang" if number == 1 else f"penerimaan-barang-{number}"
        yield f"{name}.pdf", _set("goods_receipt.typ", ledger.goods_receipt(each, at=at))


def _of_recap(event, at):
    day, office = event.local_start, event.facility.regional_office
    facilities = Facility.objects.all()
    for name, period, one in [
        ("rekapitulasi", recap.Period(day.year, day.month), office),
        ("rekapitulasi-tahunan", recap.Period(day.year), office),
        ("rekapitulasi-nasional", recap.Period(day.year, day.month), None),
    ]:
        paper = recap.recap(facilities, period, office=one, at=at)
        yield f"{name}.pdf", _set("recap.typ", paper)
        yield f"{name}.xlsx", _book(paper_sheets.recap(paper, chain=0, filters={}))


def _place():
    return ["facility__regional_office", "package__campaign"]


def _set(template, paper) -> bytes:
    return typeset(template, paper.payload())


def _book(table: Table) -> bytes:
    return write_table(table, Format.XLSX)
