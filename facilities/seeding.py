"""Loading the list of facilities: what is new is added, what differs is updated."""

from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from bansos.audit import trail

from .models import Facility, RegionalOffice
from .upt_file import FIELDS, BadRow, Unreadable, read

__all__ = ["SEED", "BadRow", "Report", "Unreadable", "load"]

SEED = Path(__file__).parent / "seeds" / "upt.csv"


@dataclass
class Report:
    """How many facilities were added, updated and found as they were; which rows were refused."""

    created: int = 0
    updated: int = 0
    same: int = 0
    bad_rows: list[BadRow] = field(default_factory=list)

    def __str__(self):
        return (
            f"{self.created} UPT baru, {self.updated} diperbarui, {self.same} tetap, "
            f"{len(self.bad_rows)} baris ditolak."
        )


@transaction.atomic
def load(file, *, by, at) -> Report:
    """
    Add the facilities of a CSV file, and update those whose official name is already here.

    Facilities the file does not name stay as they are. One that has a new name must be
    renamed here first, or it is taken for another one.

    :param file: open for reading bytes.
    :raises Unreadable: with an Indonesian sentence; nothing is loaded then.
    """
    rows, bad_rows = read(file)
    # Two loads at once would both find a facility missing; the second waits here for the first.
    head = trail.lock(0)
    offices = offices_named([row["regional_office"] for row in rows])
    known = {facility.official_name.casefold(): facility for facility in Facility.objects.all()}
    new, changed = [], []
    for row in rows:
        facility = known.get(row["official_name"].casefold()) or Facility()
        if fill(facility, row, offices[row["regional_office"].casefold()]):
            (changed if facility.pk else new).append(facility)
    Facility.objects.bulk_create(new)
    Facility.objects.bulk_update(changed, [*FIELDS.values(), "regional_office"], batch_size=100)
    same = len(rows) - len(new) - len(changed)
    report = Report(len(new), len(changed), same, bad_rows)
    details = {
        "created": report.created,
        "updated": [facility.pk for facility in changed],
        "same": report.same,
        "bad_lines": [bad.line for bad in bad_rows],
    }
    trail.append(head, action="facilities.load", by=by, at=at, details=details)
    return report


def offices_named(names) -> dict[str, RegionalOffice]:
    """The regional offices by name, in small letters; those that are missing are added."""
    wanted = {name.casefold(): name for name in names}
    known = {office.name.casefold(): office for office in RegionalOffice.objects.all()}
    new = [
        RegionalOffice(name=name, official_name=f"Kantor Wilayah {name}")
        for key, name in wanted.items()
        if key not in known
    ]
    RegionalOffice.objects.bulk_create(new)
    return known | {office.name.casefold(): office for office in new}


def fill(facility, row, office) -> bool:
    """Put a row into the facility; whether anything differed from before."""
    values = {name: row[column] for column, name in FIELDS.items()}
    values["regional_office_id"] = office.pk
    differs = any(getattr(facility, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(facility, name, value)
    return differs
