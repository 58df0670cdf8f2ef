"""Looking at what is masked, for a reason."""

from django.db import transaction

from bansos.audit import trail

from .fields import EncryptedField

REASON_AT_LEAST = 5
REASON_AT_MOST = 300


class ReasonMissing(Exception):
    """The one who asked did not say why."""


@transaction.atomic
def reveal(obj, field, *, reason, by, at, facility=None) -> str:
    """
    Return the full value of an encrypted field, and write down who asked and why.

    :param facility: whose trail it goes to, where the object itself has no `facility_id`.
    :raises ReasonMissing: if the reason is not one.
    """
    if not isinstance(obj._meta.get_field(field), EncryptedField):
        raise ValueError(f"{field} is not encrypted.")
    reason = " ".join(reason.replace("\0", "").split())[:REASON_AT_MOST]
    if len(reason.replace(" ", "")) < REASON_AT_LEAST:
        raise ReasonMissing("Tuliskan alasan melihat nomor lengkap, paling sedikit lima huruf.")
    details = {"field": field, "reason": reason}
    trail.record("privacy.reveal", obj, by=by, at=at, facility=facility, details=details)
    return getattr(obj, field)
