from bansos.indonesia.identity import normalize_name
from recipients.models import Inmate, InmateWord
from recipients.words import renew_words

from ..bulk import insert
from ..planning.prisoners import NewInmate
from .written import Written

FIELDS = {
    "inmate_name": "name",
    "register_number": "register_number",
    "legal_status": "legal_status",
}


def write(rows, *, facility, by, at) -> Written:
    written = Written()
    add(rows, written, facility=facility, by=by, at=at)
    revise(rows, written)
    renew_words(inmates=written.changed_ids("inmates"))
    return written


def add(rows, written, *, facility, by, at) -> None:
    """Add the inmates whom the rows name anew, each once, and give every row its inmate's key."""
    wanted = dict.fromkeys(
        row.targets["inmate"] for row in rows if isinstance(row.targets["inmate"], NewInmate)
    )
    inmates = [
        {
            "facility_id": facility.pk,
            "name": new.name,
            "search_name": normalize_name(new.name),
            "register_number": new.register_number,
            "legal_status": new.legal_status,
            "registered_at": at,
            "registered_by_id": by.pk,
        }
        for new in wanted
    ]
    written.made["inmates"] = insert(Inmate, inmates)
    added = dict(zip(wanted, written.made["inmates"], strict=True))
    called = [(pk, [new.name, new.register_number]) for new, pk in added.items()]
    InmateWord.objects.note_all(called, facility.pk)
    for row in rows:
        if inmate := row.targets["inmate"]:
            known = isinstance(inmate, Inmate)
            row.targets["inmate_id"] = inmate.pk if known else added[inmate]


def revise(rows, written) -> None:
    """Change the number or status of inmates who are in the register."""
    changed: dict[int, Inmate] = {}
    for row in rows:
        told = {FIELDS[name]: new for name, _, new in row.changes if name in FIELDS}
        if not told:
            continue
        inmate = changed.setdefault(row.targets["inmate"].pk, row.targets["inmate"])
        if "name" in told:
            told["search_name"] = normalize_name(told["name"])
        written.changed("inmates", inmate, told)
    if changed:
        names = [*FIELDS.values(), "search_name"]
        Inmate.objects.bulk_update(list(changed.values()), names, batch_size=200)
