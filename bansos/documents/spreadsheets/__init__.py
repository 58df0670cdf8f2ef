"""The lists as tables to take along. The titles are those by which an import knows its columns."""

from .common import AT_ONCE, clock
from .events import event, events, invitations
from .registers import families, inmates
from .stock import balances, movements

__all__ = [
    "AT_ONCE",
    "balances",
    "clock",
    "event",
    "events",
    "families",
    "inmates",
    "invitations",
    "movements",
]
