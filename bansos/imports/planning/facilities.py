from bansos.privacy.ciphers import blind_index
from facilities.models import Facility
from facilities.upt_file import FIELDS

from .planned import Surroundings


def plan(rows, about: Surroundings):
    """Give each row of the list of facilities its verdict; the official name tells them apart."""
    for row in rows:
        row.key = blind_index(row.facts["official_name"].casefold(), purpose="upt")
    earlier = about.earlier([row.key for row in rows])
    known = {
        facility.official_name.casefold(): facility
        for facility in Facility.objects.select_related("regional_office")
    }
    for row in rows:
        if first := earlier.get(row.key):
            row.duplicate(f"Sama dengan baris {first} di berkas ini.")
            continue
        earlier[row.key] = row.number
        if facility := known.get(row.facts["official_name"].casefold()):
            _compare(row, facility)
            row.targets["facility"] = facility
            row.settle()


def _compare(row, facility):
    recorded = {column: getattr(facility, name) for column, name in FIELDS.items()}
    recorded["regional_office"] = facility.regional_office.name
    for name, stated in row.facts.items():
        same = stated.casefold() == recorded[name].casefold()
        if not (same if name == "regional_office" else stated == recorded[name]):
            row.change(name, recorded[name], stated)
