"""Why a paper was not issued, withdrawn or attached to. Each says so in a sentence."""

from bansos.handovers.actions import Refused

__all__ = [
    "AlreadyIssued",
    "Changed",
    "NotStanding",
    "NumberRefused",
    "ReasonMissing",
    "Refused",
    "ScanRefused",
    "TooEarly",
]


class TooEarly(Refused):
    """The event is not far enough for this paper."""


class AlreadyIssued(Refused):
    """The paper stands already; it can be replaced, not issued a second time."""


class Changed(Refused):
    """What the paper says is no longer what was looked at."""


class NotStanding(Refused):
    """The paper was replaced or voided before."""


class NumberRefused(Refused):
    """No number can be made, or the one written is taken."""


class ReasonMissing(Refused):
    """The deed needs a reason."""


class ScanRefused(Refused):
    """The file is no plain picture and no plain PDF."""
