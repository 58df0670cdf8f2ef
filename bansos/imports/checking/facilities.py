from facilities.models import Facility
from facilities.upt_file import COLUMNS, problem

from ..kinds import column_of
from ..models import Kind
from .cells import Wrong, chosen

KINDS = {"lp": Facility.Kind.LAPAS, "rumah sakit": Facility.Kind.HOSPITAL}


def check(row) -> dict:
    """The facts of a facility, by the columns of the facilities' own list."""
    for name, also in [("kind", KINDS), ("time_zone", {})]:
        if text := row.get(name):
            try:
                row.texts[name] = chosen(text, column_of(Kind.FACILITIES, name), also)
            except Wrong as wrong:
                row.fault(name, str(wrong))
    if row.faults:
        return {}
    facts = {name: row.get(name) for name in COLUMNS}
    if found := problem(list(facts.values())):
        name, _, advice = found
        row.fault(name or "official_name", advice)
    return facts
