"""
Writing one batch of a preview into the register, all of it or nothing.

The rows are planned anew under the register's lock: what changed since the preview is not
written over, but sent back to be looked at.
"""

from ..models import Kind
from . import facilities, families, inmates
from .written import Written

__all__ = ["Written", "write"]

WRITERS = {
    Kind.FAMILIES: families.write,
    Kind.INMATES: inmates.write,
    Kind.FACILITIES: facilities.write,
}


def write(kind, rows, *, facility, by, at) -> Written:
    """Write rows that are new or changed. Needs a transaction, and the facility's trail locked."""
    return WRITERS[kind](rows, facility=facility, by=by, at=at)
