"""A photo of a package changing hands: one for each operation, and only with consent."""

import hashlib

from django.core.files.base import ContentFile

from bansos.audit import trail

from ..models import Conflict, Handover, Photo
from ..pictures import Unusable, redraw
from .refusals import PhotoRefused
from .standing import again_when_outrun


def keep_photo(operation_id, content, *, event, is_consented, by, at) -> tuple[Photo, bool]:
    """
    Keep the photo of an operation of this event. The same bytes again change nothing.

    :return: the photo, and whether it is new.
    :raises PhotoRefused: without consent, for an operation that is not of this event, for a
        second photo of one operation, and for what is no photo.
    """
    if not is_consented:
        raise PhotoRefused("no_consent", "Foto hanya disimpan dengan persetujuan.")
    sent_hash = hashlib.sha256(content).hexdigest()
    if known := _known(operation_id, event, sent_hash):
        return known, False
    if _deed(operation_id, event) is None:
        told = "Penyerahannya tidak tercatat di kegiatan ini. Foto tidak disimpan."
        raise PhotoRefused("unknown_operation", told)
    try:
        drawn = redraw(content)
    except Unusable as reason:
        raise PhotoRefused("not_a_photo", str(reason)) from None
    return _keep(operation_id, drawn, sent_hash, event=event, by=by, at=at)


@again_when_outrun
def _keep(operation_id, drawn, sent_hash, *, event, by, at) -> tuple[Photo, bool]:
    trail.lock(event.facility_id)
    if known := _known(operation_id, event, sent_hash):
        return known, False
    deed = _deed(operation_id, event)
    assert deed is not None  # noqa: S101 (what was recorded is never deleted)
    photo = Photo(
        operation_id=operation_id,
        facility_id=event.facility_id,
        event=event,
        entitlement_id=deed.entitlement_id,
        sent_hash=sent_hash,
        kept_hash=hashlib.sha256(drawn).hexdigest(),
        is_consented=True,
        taken_at=deed.handed_at,
        recorded_at=at,
        recorded_by=by,
    )
    photo.file.save("", ContentFile(drawn), save=False)
    try:
        photo.save(force_insert=True)
        details = {"event": event.pk, "entitlement": deed.entitlement_id}
        trail.record("station.photo", photo, by=by, at=at, details=details)
    except BaseException:
        photo.file.storage.delete(photo.file.name or "")
        raise
    return photo, True


def _known(operation_id, event, sent_hash) -> Photo | None:
    photo = Photo.objects.filter(pk=operation_id, event=event).first()
    if photo and photo.sent_hash != sent_hash:
        raise PhotoRefused("other_photo", "Penyerahan ini sudah mempunyai foto lain.")
    return photo


def _deed(operation_id, event) -> Handover | Conflict | None:
    """What happened under this id here: kept as a handover, or as a conflict."""
    handover = Handover.objects.filter(pk=operation_id, event=event).first()
    return handover or Conflict.objects.filter(pk=operation_id, event=event).first()
