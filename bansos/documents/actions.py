"""Printing: a paper of one moment, and the trail of who had it printed."""

import re
import unicodedata
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from bansos.audit import trail

from . import hall, ledger, press, recap, telling
from .catalogue import Kind
from .typesetting import typeset
from .word import word


@dataclass(frozen=True)
class Printed:
    """A paper as it leaves the press."""

    content: bytes
    filename: str


def print_coupons(event, *, by, at) -> Printed:
    """Set the coupons of who is still to come to a decided list, eight to a page."""
    paper = gather(partial(hall.coupons, event, at=at), event, "coupons", by=by, at=at)
    return Printed(typeset("coupons.typ", paper.payload()), _filename("Kupon", event))


def print_coupon(entitlement, *, by, at) -> Printed:
    """Set the coupon of one family alone, with the code that opens now."""
    event = entitlement.event
    facts_of_one = partial(hall.coupons, event, at=at, only=entitlement)
    paper = gather(facts_of_one, entitlement, "coupon", by=by, at=at)
    name = f"Kupon-{entitlement.number}"
    return Printed(typeset("coupons.typ", paper.payload()), _filename(name, event))


def print_code_list(event, *, by, at) -> Printed:
    """Set the table of all codes, for the facility itself."""
    paper = gather(partial(hall.code_list, event, at=at), event, "code_list", by=by, at=at)
    return Printed(typeset("code_list.typ", paper.payload()), _filename("Kode-Kupon", event))


def print_paper_list(event, *, by, at) -> Printed:
    """Set the list that is signed by hand, each of its pages with the square that names it."""
    paper = gather(partial(hall.paper_list, event, at=at), event, "paper_list", by=by, at=at)
    return Printed(typeset("paper_list.typ", paper.payload()), _filename("Daftar-Kertas", event))


def print_paper(kind: Kind, event, *, part=1, by, at) -> Printed:
    """Set a paper of the catalogue; of one that comes in parts, one of them."""
    paper = gather(partial(kind.read, event, at=at), event, kind.name, by=by, at=at)
    name = kind.filename
    if kind.per_part:
        paper = paper.part(part, kind.per_part)
        name += f"-{part}" if kind.parts(event) > 1 else ""
    return Printed(typeset(kind.template, paper.payload()), _filename(name, event))


def print_stock_card(balance, *, since=None, until=None, by, at) -> Printed:
    """Set the Kartu Stok of a package at its facility."""
    read = partial(ledger.stock_card, balance, since=since, until=until, at=at)
    paper = gather(read, balance, "stock_card", by=by, at=at)
    name = named("Kartu-Stok", balance.facility, paper.issuer.as_of)
    return Printed(typeset("stock_card.typ", paper.payload()), name)


def print_goods_receipt(movement, *, by, at) -> Printed:
    """Set the Berita Acara Penerimaan Barang of one receipt."""
    read = partial(ledger.goods_receipt, movement, at=at)
    paper = gather(read, movement, "goods_receipt", by=by, at=at)
    name = named("Penerimaan-Barang", movement.facility, paper.received_at)
    return Printed(typeset("goods_receipt.typ", paper.payload()), name)


def print_recap(facilities, period, *, office=None, chain, by, at) -> Printed:
    """Set the Rekapitulasi of who sees these numbers, told to the chain they belong to."""
    paper = recap.recap(facilities, period, office=office, at=at)
    details = {"paper": "recap", "period": period.stamp} | ({"office": office.pk} if office else {})
    note("document.print", None, by=by, at=at, facility=chain, details=details)
    name = "-".join(re.findall("[A-Za-z0-9]+", f"Rekapitulasi {paper.issuer.short_name}"))
    return Printed(typeset("recap.typ", paper.payload()), f"{name}-{period.stamp}.pdf")


def write_report(event, *, by, at) -> Printed:
    """The Laporan Kegiatan as a Word file."""
    paper = gather(partial(telling.report, event, at=at), event, "report_word", by=by, at=at)
    return Printed(word(paper), _filename("Laporan-Kegiatan", event).removesuffix(".pdf") + ".docx")


def print_press_release(event, *, by, at) -> Printed:
    """The last version that was saved as a text; the draft where there is none."""
    saved = event.press_releases.first()
    text = gather(
        lambda: saved.text if saved else press.draft(event, at=at),
        event,
        "press_release",
        by=by,
        at=at,
    )
    name = _filename("Siaran-Pers", event).removesuffix(".pdf") + ".txt"
    return Printed(text.encode(), name)


@transaction.atomic
def note(action, about, *, by, at, details, facility=None) -> None:
    """Write down that somebody has read something; nothing else changes by it."""
    trail.record(action, about, by=by, at=at, facility=facility, details=details)


@transaction.atomic
def gather(read, about, kind, *, by, at):
    """Read the facts of a paper, and write down who had it printed."""
    # Behind the facility's other writers: all figures of one paper are of one moment. The
    # setting itself comes after the commit, or a long list would hold the hall up.
    last = trail.lock(about.facility_id)
    paper = read()
    trail.append(
        last,
        action="document.print",
        by=by,
        at=at,
        object_type=about._meta.label_lower,
        object_id=about.pk,
        details={"paper": kind},
    )
    return paper


def _filename(name, event) -> str:
    return named(name, event.facility, event.local_start)


def named(name, place, day) -> str:
    """Berita-Acara-Rutan-Kelas-IIB-Pelaihari-2024-12-24.pdf"""
    return "-".join(filter(None, [name, plain(place), f"{day:%Y-%m-%d}"])) + ".pdf"


def plain(text) -> str:
    """Only what every file system takes."""
    latin = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[A-Za-z0-9]+", latin))
