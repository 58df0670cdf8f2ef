from .conflict import Conflict, Refusal, Signature
from .entitlement import Claim, Entitlement, RevokedCode
from .event import Directive, Event, Guest, Statement
from .handover import Handover
from .photo import Photo
from .reminder import Reminder
from .tally import Tally

__all__ = [
    "Claim",
    "Conflict",
    "Directive",
    "Entitlement",
    "Event",
    "Guest",
    "Handover",
    "Photo",
    "Refusal",
    "Reminder",
    "RevokedCode",
    "Signature",
    "Statement",
    "Tally",
]
