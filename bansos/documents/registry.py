"""
Every paper that can be issued: one line each.

A new paper brings its words (`papers/`), its facts and its template, and joins here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from bansos.accounts.roles import Permission
from bansos.handovers.models import Entitlement, Event
from facilities.models import Facility

from . import calling, facts, proof, telling
from .models import Kind


@dataclass(frozen=True)
class Subject:
    """What a paper is about."""

    facility: Facility
    event: Event | None = None
    entitlement: Entitlement | None = None


class Stage(Enum):
    """How far an event must be."""

    PLANNED = ""
    DECIDED = "Setelah daftar penerima ditetapkan."
    BEGUN = "Setelah kegiatan dibuka."
    CLOSED = "Setelah kegiatan ditutup."

    def is_reached(self, event) -> bool:
        match self:
            case Stage.DECIDED:
                return event.is_decided
            case Stage.BEGUN:
                return event.has_begun
            case Stage.CLOSED:
                return event.is_closed
        return True


@dataclass(frozen=True, kw_only=True)
class Paper:
    """
    How a paper of one kind is made.

    :param make: gathers the facts at a moment into something with a `payload()`.
    :param totals: what the public may know of it: labels and counts, never a name.
    :param permission: who issues it; whoever prints papers may look at its draft.
    :param drafted: from when there is something to look at; `issued`: from when it can count.
    :param numbered: whether it takes a number of the facility's letters, as its payload's `number`.
    :param name: what its file is called.
    """

    template: str
    make: Callable[[Any, datetime], Any]
    totals: Callable[[Any], list[tuple[str, int]]]
    permission: Permission
    drafted: Stage
    issued: Stage
    numbered: bool
    name: str
    remark: str = ""


def of_receipts(paper) -> list[tuple[str, int]]:
    packages = sum(receipt.quantity for receipt in paper.receipts)
    return [("Penerima", len(paper.receipts)), ("Paket", packages)]


def of_results(paper) -> list[tuple[str, int]]:
    results = paper.results
    return [("Penerima", results.handed), ("Paket", results.handed_packages)]


def of_outcomes(paper) -> list[tuple[str, int]]:
    handed = [outcome for outcome in paper.outcomes if outcome.is_handed]
    return [("Penerima", len(handed)), ("Paket", sum(outcome.quantity for outcome in handed))]


PAPERS: dict[Kind, Paper] = {
    Kind.DECREE: Paper(
        template="decree.typ",
        make=lambda about, at: calling.decree(about.event, at=at),
        totals=lambda paper: [("Penerima", len(paper.recipients))],
        permission=Permission.SIGN_PAPERS,
        drafted=Stage.DECIDED,
        issued=Stage.DECIDED,
        numbered=True,
        name="SK-Penerima",
        remark="Keputusan Kepala, dengan daftar yang ditetapkan sebagai lampiran",
    ),
    Kind.RECEIPT_LIST: Paper(
        template="receipt_list.typ",
        make=lambda about, at: facts.receipt_list(about.event, at=at, is_public=False),
        totals=of_receipts,
        permission=Permission.PRINT_PAPERS,
        drafted=Stage.DECIDED,
        issued=Stage.DECIDED,
        numbered=False,
        name="Tanda-Terima",
        remark="Dengan kolom tanda tangan, untuk ditandatangani penerima",
    ),
    Kind.PUBLIC_RECEIPT_LIST: Paper(
        template="receipt_list.typ",
        make=lambda about, at: facts.receipt_list(about.event, at=at, is_public=True),
        totals=of_receipts,
        permission=Permission.PRINT_PAPERS,
        drafted=Stage.DECIDED,
        issued=Stage.DECIDED,
        numbered=False,
        name="Tanda-Terima-Salinan-Publik",
        remark="Tanpa nama warga binaan",
    ),
    Kind.ATTENDANCE: Paper(
        template="guest_list.typ",
        make=lambda about, at: calling.guest_list(about.event, at=at),
        totals=lambda paper: [("Hadirin", len(paper.guests))],
        permission=Permission.PRINT_PAPERS,
        drafted=Stage.PLANNED,
        issued=Stage.DECIDED,
        numbered=False,
        name="Daftar-Hadir",
        remark="Hadirin di tempat dan daring, dengan kolom tanda tangan",
    ),
    Kind.CERTIFICATE: Paper(
        template="certificate.typ",
        make=lambda about, at: facts.certificate(about.event, at=at),
        totals=lambda paper: [("Penerima", paper.families), ("Paket", paper.packages)],
        permission=Permission.SIGN_PAPERS,
        drafted=Stage.BEGUN,
        issued=Stage.CLOSED,
        numbered=True,
        name="Berita-Acara",
        remark="Bernomor, ditandatangani kedua pihak, saksi, dan Kepala",
    ),
    Kind.ATTACHMENTS: Paper(
        template="attachments.typ",
        make=lambda about, at: proof.attachments(about.event, at=at),
        totals=of_outcomes,
        permission=Permission.PRINT_PAPERS,
        drafted=Stage.BEGUN,
        issued=Stage.CLOSED,
        numbered=False,
        name="Lampiran-Berita-Acara",
        remark="Daftar penerima dengan keadaannya, dan foto",
    ),
    Kind.REPORT: Paper(
        template="report.typ",
        make=lambda about, at: telling.report(about.event, at=at),
        totals=of_results,
        permission=Permission.SIGN_PAPERS,
        drafted=Stage.BEGUN,
        issued=Stage.CLOSED,
        numbered=False,
        name="Laporan-Kegiatan",
        remark="Terisi dari data; kendala dan foto ditambahkan pada halaman kegiatan",
    ),
}
"""In the order in which a day needs them."""
