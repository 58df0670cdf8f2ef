"""A photo on the wire: a form with the operation's id, the consent, and the picture."""

from uuid import UUID

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from bansos.handovers.pictures import PHOTO

from .answers import stamp
from .refusals import Turned, malformed
from .shapes import UUID_FORM

AROUND = 16 * 1024
"""What a form needs besides its file."""


def photo_of(request) -> tuple[UUID, bytes, bool]:
    """
    The operation's id, the bytes as sent, and whether the person agreed.

    :raises Turned: for what no device of ours would send.
    """
    if request.content_type != "multipart/form-data":
        raise Turned(400, "not_multipart", "Isi permintaan bukan multipart/form-data.")
    # Before anything is read: a file of any size would first be written to disk.
    if _length(request) > PHOTO.most_bytes + AROUND:
        raise Turned(400, "too_large", "Foto terlalu besar. Paling besar 2 MB.")
    try:
        said, files = request.POST, request.FILES
    except (MultiPartParserError, BadRequest, SuspiciousOperation, UnreadablePostError):
        raise Turned(400, "not_multipart", "Isi permintaan tidak dapat dibaca.") from None
    op_id = said.get("op_id", "").strip().lower()
    if not UUID_FORM.fullmatch(op_id):
        raise malformed("op_id", "Harus berupa UUID.")
    if "photo" not in files:
        raise malformed("photo", "Harus berupa berkas.")
    return UUID(op_id), files["photo"].read(), said.get("consent") == "1"


def photo_result(operation_id, at, *, is_new=False, refusal=None) -> dict:
    if refusal:
        told = ("refused", refusal.reason, str(refusal))
    elif is_new:
        told = ("ok", "ok", "Foto tersimpan.")
    else:
        told = ("already_recorded", "already_recorded", "Foto ini sudah tersimpan.")
    named = dict(zip(["status", "reason", "message"], told, strict=True))
    return {"op_id": str(operation_id), **named, "server_time": stamp(at)}


def _length(request) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
