from .entitlement import Claim, Entitlement, RevokedCode
from .event import Directive, Event, Guest, Statement
from .handover import Handover
from .tally import Tally

__all__ = [
    "Claim",
    "Directive",
    "Entitlement",
    "Event",
    "Guest",
    "Handover",
    "RevokedCode",
    "Statement",
    "Tally",
]
