"""Printing: a paper of one moment, and the trail of who had it printed."""

import re
import unicodedata
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from bansos.audit import trail

from . import facts, hall
from .typesetting import typeset


@dataclass(frozen=True)
class Printed:
    """A paper as it leaves the press."""

    content: bytes
    filename: str


def print_certificate(event, *, by, at) -> Printed:
    """Set the Berita Acara Serah Terima of an event that has begun."""
    paper = _gather(partial(facts.certificate, event, at=at), event, "certificate", by=by, at=at)
    return Printed(typeset("certificate.typ", paper.payload()), _filename("Berita-Acara", event))


def print_receipt_list(event, *, is_public=False, by, at) -> Printed:
    """Set the Daftar Tanda Terima of a decided list; a public copy names no inmate."""
    kind = "receipt_list_public" if is_public else "receipt_list"
    facts_of_list = partial(facts.receipt_list, event, at=at, is_public=is_public)
    paper = _gather(facts_of_list, event, kind, by=by, at=at)
    name = "Tanda-Terima-Salinan-Publik" if is_public else "Tanda-Terima"
    return Printed(typeset("receipt_list.typ", paper.payload()), _filename(name, event))


def print_coupons(event, *, by, at) -> Printed:
    """Set the coupons of who is still to come to a decided list, eight to a page."""
    paper = _gather(partial(hall.coupons, event, at=at), event, "coupons", by=by, at=at)
    return Printed(typeset("coupons.typ", paper.payload()), _filename("Kupon", event))


def print_coupon(entitlement, *, by, at) -> Printed:
    """Set the coupon of one family alone, with the code that opens now."""
    event = entitlement.event
    facts_of_one = partial(hall.coupons, event, at=at, only=entitlement)
    paper = _gather(facts_of_one, entitlement, "coupon", by=by, at=at)
    name = f"Kupon-{entitlement.number}"
    return Printed(typeset("coupons.typ", paper.payload()), _filename(name, event))


def print_code_list(event, *, by, at) -> Printed:
    """Set the table of all codes, for the facility itself."""
    paper = _gather(partial(hall.code_list, event, at=at), event, "code_list", by=by, at=at)
    return Printed(typeset("code_list.typ", paper.payload()), _filename("Kode-Kupon", event))


def print_paper_list(event, *, by, at) -> Printed:
    """Set the list that is signed by hand, each of its pages with the square that names it."""
    paper = _gather(partial(hall.paper_list, event, at=at), event, "paper_list", by=by, at=at)
    return Printed(typeset("paper_list.typ", paper.payload()), _filename("Daftar-Kertas", event))


@transaction.atomic
def _gather(read, about, kind, *, by, at):
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
    """Berita-Acara-Rutan-Kelas-IIB-Pelaihari-2024-12-24.pdf"""
    plain = unicodedata.normalize("NFKD", event.facility.short_name)
    place = "-".join(re.findall("[A-Za-z0-9]+", plain.encode("ascii", "ignore").decode()))
    return "-".join(filter(None, [name, place, f"{event.local_start:%Y-%m-%d}"])) + ".pdf"
