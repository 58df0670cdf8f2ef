"""Why a deed was not done. Each says so in a sentence for the screen."""

from contextlib import contextmanager

from recipients import actions as register


class Refused(Exception):
    """The deed was not done, and nothing was written."""


class WrongState(Refused):
    """The event is not where this deed belongs."""


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
    """The family has an entitlement in this campaign."""


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
