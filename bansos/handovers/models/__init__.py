from .conflict import Conflict, Refusal, Signature
from .entitlement import Claim, Entitlement, RevokedCode
from .event import Directive, Event, Guest, Statement
from .handover import Handover
from .photo import EventPhoto
from .tally import Tally

__all__ = [
    "Claim",
    "Conflict",
    "Directive",
    "Entitlement",
    "Event",
    "EventPhoto",
    "Guest",
    "Handover",
    "Refusal",
    "RevokedCode",
    "Signature",
    "Statement",
    "Tally",
]
