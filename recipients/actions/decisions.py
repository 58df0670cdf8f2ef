from django.db import transaction

from bansos.audit import trail
from bansos.indonesia.words import localize

from ..models import Recipient
from .changes import locked
from .refusals import SelfVerification


@transaction.atomic
def verify(recipient, *, by, at) -> Recipient:
    """
    Say, as a second person, that the facts are so.

    :raises SelfVerification: if it is the one who registered or last changed them.
    :raises AlreadyRetired: if the recipient is retired.
    """
    recipient = locked(recipient)
    if recipient.is_verified:
        return recipient
    if recipient.is_known_first_hand_by(by):
        raise SelfVerification(
            "Verifikasi dilakukan oleh orang kedua, "
            "bukan yang mendaftarkan atau terakhir mengubah data diri."
        )
    recipient.verified_at, recipient.verified_by = at, by
    recipient.save(update_fields=["verified_at", "verified_by"])
    trail.record("recipient.verify", recipient, by=by, at=at)
    return recipient


@transaction.atomic
def retire(recipient, *, reason, by, at) -> Recipient:
    """
    Take a recipient out of use. The row stays; the family's numbers become free again.

    :raises AlreadyRetired: if somebody did it first.
    """
    recipient = locked(recipient)
    recipient.retired_at, recipient.retired_by, recipient.retired_reason = at, by, reason
    recipient.save(update_fields=["retired_at", "retired_by", "retired_reason"])
    recipient.members.present().update(left_on=localize(at, recipient.facility).date())
    details = {"reason": reason}
    trail.record("recipient.retire", recipient, by=by, at=at, details=details)
    return recipient
