"""A row of a table → facts, or what is wrong with it. Pure: nothing here asks the database."""

from ..models import Kind
from . import facilities, families, inmates
from .cells import Checked, Fault
from .rows import Reader

EXAMPLE = "Ini baris contoh. Hapus, atau timpa dengan data yang sebenarnya."

__all__ = ["Checked", "Fault", "Reader", "checker"]

CHECKS = {
    Kind.FAMILIES: families.check,
    Kind.INMATES: inmates.check,
    Kind.FACILITIES: facilities.check,
}


def checker(kind, **about):
    """A function of (number, cells, is_hidden) that says what a row of this kind comes to."""
    reader = Reader(kind, **about)
    check = CHECKS[kind]

    def checked(number, cells, is_hidden=False) -> Checked | None:
        row = reader.row(cells)
        if row is None:
            return None
        is_example = row.is_example
        facts = check(row)
        if row.faults:
            # Nobody looks further into this row: all that may be wrong is told at once.
            for name, advice in facts.get("unless_known", []):
                row.fault(name, advice)
        if is_example:
            row.faults[:] = [Fault("", None, "", EXAMPLE)]
        return Checked(
            number,
            facts={} if row.faults else facts,
            faults=row.faults,
            cells=[cell.text for cell in cells],
            is_hidden=is_hidden,
        )

    return checked
