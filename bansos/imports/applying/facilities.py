import csv
import io

from facilities import seeding
from facilities.models import Facility
from facilities.upt_file import COLUMNS, FIELDS

from ..models import Verdict
from .written import Written


def write(rows, *, facility, by, at) -> Written:
    """Facilities, by the same deed as the list that comes with the program."""
    written, offices = Written(), {}
    for row in rows:
        if known := row.targets.get("facility"):
            told = {FIELDS[name]: new for name, _, new in row.changes if name in FIELDS}
            written.changed("facilities", known, told)
            offices[known.pk] = known.regional_office_id
    seeding.load(io.BytesIO(_as_file(rows)), by=by, at=at)
    for known in Facility.objects.filter(pk__in=offices):
        if known.regional_office_id != offices[known.pk]:
            held = written.before["facilities"][str(known.pk)]
            held["regional_office_id"] = [offices[known.pk], known.regional_office_id]
    names = [row.facts["official_name"] for row in rows if row.verdict == Verdict.NEW]
    made = Facility.objects.filter(official_name__in=names).order_by("pk")
    written.made["facilities"] = [new.pk for new in made]
    return written


def _as_file(rows) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([row.facts[column] for column in COLUMNS] for row in rows)
    return text.getvalue().encode()
