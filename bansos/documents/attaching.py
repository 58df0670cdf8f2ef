"""The signed paper comes back: looked into, kept beside the document, noted."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from bansos.audit import trail

from . import scans
from .models import Document, Scan
from .refusals import NotStanding, ScanRefused


def attach(document, file, *, by, at) -> Scan:
    """
    Keep a signed scan with its document.

    :raises ScanRefused: if the file is no plain picture or PDF, or is here already.
    :raises NotStanding: if the document was voided.
    """
    checked = scans.check(file)
    scan = Scan(
        document=document,
        ending=checked.ending,
        pages=checked.pages,
        sha256=hashlib.sha256(checked.content).hexdigest(),
        uploaded_at=at,
        uploaded_by=by,
    )
    field = scan.file.field
    # Written before the lock: a slow disk holds nobody up.
    name = field.storage.save(field.generate_filename(scan, ""), ContentFile(checked.content))
    scan.file = name
    try:
        return _keep(scan, by=by, at=at)
    except (ScanRefused, NotStanding):
        field.storage.delete(name)
        raise


@transaction.atomic
def _keep(scan, *, by, at) -> Scan:
    trail.lock(scan.document.facility_id)
    document = Document.objects.get(pk=scan.document_id)
    if document.is_void:
        raise NotStanding(f"{document} sudah dibatalkan.")
    if document.scans.filter(sha256=scan.sha256).exists():
        raise ScanRefused("Berkas ini sudah diunggah.")
    scan.save()
    details = {"kind": document.kind, "number": document.number, "sha256": scan.sha256}
    trail.record("document.attach", document, by=by, at=at, details=details)
    return scan
