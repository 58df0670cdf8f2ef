"""Steps that several deeds share."""

from bansos.audit import trail

from ..models import Recipient
from .refusals import AlreadyRetired


def locked(recipient) -> Recipient:
    """
    The recipient as it is now, under the lock that every writer of its facility takes first.

    :raises AlreadyRetired: if it is retired.
    """
    trail.lock(recipient.facility_id)
    recipient = Recipient.objects.select_related("facility").get(pk=recipient.pk)
    if recipient.is_retired:
        raise AlreadyRetired("Penerima ini sudah dinonaktifkan dan tidak dapat diubah lagi.")
    return recipient


def assign(obj, facts) -> list[str]:
    """Set what differs, and return the names of what did."""
    changed = [name for name, value in facts.items() if getattr(obj, name) != value]
    for name in changed:
        setattr(obj, name, facts[name])
    return changed


def take_back_verification(recipient, *, by, at) -> bool:
    """Note who changed the identity facts; whether a verification fell with it. Not yet saved."""
    recipient.identity_changed_at, recipient.identity_changed_by = at, by
    was_verified = recipient.is_verified
    recipient.verified_at = recipient.verified_by = None
    return was_verified
