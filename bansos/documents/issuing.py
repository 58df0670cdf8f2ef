"""
Issuing: from facts to a paper that stays as it is.

First, behind the facility's lock and in one transaction: the number, the snapshot, the trail.
Then, with nobody waiting, the PDF out of the snapshot; whoever is stopped between the two finds
it set by the next one who opens the document, for equal snapshots give equal bytes.
"""

import hashlib
import json
from datetime import UTC, datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from bansos.audit import trail
from bansos.handovers.codes import new_code
from bansos.handovers.models import Event

from . import facts, numbering
from .dressing import dressed
from .models import LONGEST_REASON, Document, Kind
from .numbering import Wish
from .refusals import AlreadyIssued, Changed, NotStanding, ReasonMissing, TooEarly
from .registry import PAPERS, Subject
from .snapshots import pack, unpack
from .typesetting import typeset

STATES = Document.State
DOTS = Wish()


def issue(kind: Kind, about: Subject, *, wish=DOTS, by, at, origin="", seen="") -> Document:
    """
    Issue a paper as it is now.

    :param origin: where /periksa/ is found, unless the settings say it.
    :param seen: the mark of the draft that was looked at; without one anything goes.
    :raises AlreadyIssued: if such a paper stands.
    :raises Refused: if it is too early, has changed since, or cannot be numbered.
    """
    document = _reserve(kind, about, wish=wish, by=by, at=at, origin=origin, seen=seen)
    return complete(document)


def replace(
    document,
    *,
    reason,
    wish=DOTS,
    by,
    at,
    origin="",
    seen="",
) -> Document:
    """
    Issue a paper in the place of one that was wrong, which both of them say.

    :raises NotStanding: if that one does not stand any more.
    """
    about = Subject(document.facility, document.event, document.entitlement)
    newer = _reserve(
        Kind(document.kind),
        about,
        wish=wish,
        by=by,
        at=at,
        origin=origin,
        seen=seen,
        older=document,
        reason=_stated(reason),
    )
    return complete(newer)


@transaction.atomic
def void(document, *, reason, by, at) -> Document:
    """
    Declare a paper invalid. It stays, with its number, and its page tells everybody.

    :raises NotStanding: if it was replaced or voided before.
    """
    reason = _stated(reason)
    document = _standing(document)
    document.state, document.voided_at, document.voided_by = STATES.VOID, at, by
    document.void_reason = reason
    document.save(update_fields=["state", "voided_at", "voided_by", "void_reason"])
    _tell_event(document.event, document, stands=False)
    details = {"kind": document.kind, "number": document.number, "reason": reason}
    trail.record("document.void", document, by=by, at=at, details=details)
    return document


def complete(document) -> Document:
    """Set and keep the PDF, unless it is there. It is the same whoever does it, and when."""
    if document.is_complete:
        return document
    pdf = reprint(document)
    file = document.file.field
    name = file.storage.save(file.generate_filename(document, ""), ContentFile(pdf))
    digest = hashlib.sha256(pdf).hexdigest()
    unset = Document.objects.filter(pk=document.pk, sha256="")
    if not unset.update(file=name, sha256=digest):
        file.storage.delete(name)
    document.refresh_from_db(fields=["file", "sha256"])
    return document


def reprint(document) -> bytes:
    """The PDF anew, out of the snapshot alone."""
    return typeset(PAPERS[Kind(document.kind)].template, unpack(document.snapshot))


def seen_mark(payload, at) -> str:
    """What tells later whether a paper of this moment would still say the same."""
    told = {key: value for key, value in payload.items() if key != "made_at"}
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return f"{at.timestamp()}:{digest}"


def _is_as_seen(sheet, about, seen) -> bool:
    try:
        at = datetime.fromtimestamp(float(seen.partition(":")[0]), UTC)
    except (ValueError, OverflowError, OSError):
        return False
    return seen_mark(sheet.make(about, at).payload(), at) == seen


@transaction.atomic
def _reserve(kind, about, *, wish, by, at, origin, seen, older=None, reason="") -> Document:
    trail.lock(about.facility.pk)
    about = _as_it_stands(about)
    if older:
        older = _standing(older)
        Document.objects.filter(pk=older.pk).update(state=STATES.REPLACED)
    _require_room(kind, about)
    sheet = PAPERS[kind]
    paper = sheet.make(about, at)
    plain = paper.payload()
    if seen and not _is_as_seen(sheet, about, seen):
        raise Changed("Isinya berubah sejak Anda melihatnya. Periksa kembali, lalu terbitkan.")
    document = Document(
        kind=kind,
        facility=about.facility,
        event=about.event,
        entitlement=about.entitlement,
        year=_year(about, at),
        code=new_code(),
        totals=sheet.totals(paper),
        issued_at=at,
        issued_by=by,
        replaces=older,
        replace_reason=reason,
    )
    if sheet.numbered:
        _number(document, wish)
    document.snapshot = pack(
        dressed(plain, document, address=_address(document, origin), older=older)
    )
    document.save()
    _tell_event(about.event, document, stands=True)
    _note(document, older, by=by, at=at)
    return document


def _as_it_stands(about) -> Subject:
    if about.event is None:
        return about
    event = Event.objects.select_related(*facts.RELATED).get(pk=about.event.pk)
    return Subject(event.facility, event, about.entitlement)


def _require_room(kind, about) -> None:
    if about.event and not PAPERS[kind].issued.is_reached(about.event):
        raise TooEarly(f"{kind.label}: {PAPERS[kind].issued.value.lower()}")
    standing = Document.objects.standing().filter(kind=kind, entitlement=about.entitlement)
    if about.event and (one := standing.filter(event=about.event).first()):
        raise AlreadyIssued(f"{one} sudah terbit. Gantikan bila isinya perlu diperbaiki.")


def _number(document, wish) -> None:
    if document.is_rehearsal:
        # What is only tried takes no number from the register of letters.
        return
    event = document.event
    is_certificate = document.kind == Kind.CERTIFICATE
    if is_certificate and event.certificate_number and not event.certified_at:
        # Given before papers were kept here.
        document.number = event.certificate_number
        return
    document.number, document.serial = numbering.reserve(
        wish, facility=document.facility, year=document.year
    )


def _year(about, at) -> int:
    return about.event.local_start.year if about.event else at.astimezone(about.facility.zone).year


def _address(document, origin) -> str:
    path = reverse("documents:verify_code", args=[document.code])
    return (settings.PUBLIC_ADDRESS or origin).rstrip("/") + path


def _tell_event(event, document, *, stands) -> None:
    """The event knows its own certificate, for whoever may not look at papers."""
    if event and document.kind == Kind.CERTIFICATE and document.entitlement_id is None:
        event.certificate_number = document.number if stands else ""
        event.certified_at = document.issued_at if stands else None
        event.save(update_fields=["certificate_number", "certified_at"])


def _note(document, older, *, by, at) -> None:
    details = {"kind": document.kind, "number": document.number}
    if older:
        details |= {"replaces": older.pk, "reason": document.replace_reason}
    deed = "document.replace" if older else "document.issue"
    trail.record(deed, document, by=by, at=at, details=details)


def _standing(document) -> Document:
    """:raises NotStanding: if it does not count any more."""
    trail.lock(document.facility_id)
    document = Document.objects.select_related("event", "facility").get(pk=document.pk)
    if not document.is_standing:
        raise NotStanding(f"{document} sudah {document.get_state_display().lower()}.")
    return document


def _stated(reason) -> str:
    reason = " ".join(reason.replace("\0", "").split())
    if not reason:
        raise ReasonMissing("Tulis alasannya.")
    if len(reason) > LONGEST_REASON:
        raise ReasonMissing(f"Alasan paling banyak {LONGEST_REASON} huruf.")
    return reason
