"""Why a deed was not done. Each says so in a sentence for the screen."""

from contextlib import contextmanager

from recipients import actions as register


class Refused(Exception):
    """The deed was not done, and nothing was written."""


class WrongState(Refused):
    """The event is not where this deed belongs."""


class Gone(Refused):
    """It was only rehearsed, and has been wiped."""


class WrongPlace(Refused):
    """Something belongs to another facility or another campaign."""


class ReasonMissing(Refused):
    """The deed needs a reason that fits its place."""


class EmptyList(Refused):
    """Nobody is on the list."""


class SamePerson(Refused):
    """Who submitted the list may not freeze it too."""


class NotVerified(Refused):
    """A second person has not looked at this family, or it is no longer in use."""


class AlreadyEntitled(Refused):
    """
    The family has an entitlement in this campaign.

    :param holder: that entitlement, where it is known.
    """

    def __init__(self, message, holder=None):
        super().__init__(message)
        self.holder = holder


class AlreadyKnown(Refused):
    """
    Somebody with this number or name stands in a register, and the officer was not told yet.

    :param notices: of `recipients.duplicates`.
    """

    def __init__(self, notices):
        super().__init__("Sudah ada yang serupa. Pilih orangnya, atau nyatakan bukan mereka.")
        self.notices = notices


class NoRoom(Refused):
    """The campaign, its quota or the stock has no package for one more."""


class NeedsNoExemption(Refused):
    """Nobody holds an entitlement for this family, so there is nothing to exempt it from."""


class AlreadyWithdrawn(Refused):
    """The entitlement was withdrawn before."""


class AlreadyHandedOver(Refused):
    """The package is with its recipient."""


class VoidRefused(Refused):
    """The handover is void already, or this person may not void it now."""


class AlreadySettled(Refused):
    """Somebody said what becomes of this conflict before."""


class StillUnsettled(Refused):
    """The head is to say first what becomes of packages that left out of reach."""


class NumberRefused(Refused):
    """The certificate has a number, or none can be made for it."""


class PhotoRefused(Refused):
    """
    The photo is not kept.

    :param reason: for the device: no_consent, unknown_operation, other_photo, not_a_photo.
    """

    def __init__(self, reason, message):
        super().__init__(message)
        self.reason = reason


class StillWaiting(Refused):
    """Somebody is promised a package on a decided list; that is to be settled first."""


@contextmanager
def refusing_as_here():
    """
    Tell why the register refused, to who asked for a deed on the lists.

    :raises Refused: for whatever the register refuses.
    """
    try:
        yield
    except register.Refused as refusal:
        raise Refused(str(refusal)) from refusal
