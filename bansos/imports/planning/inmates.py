from bansos.privacy.ciphers import blind_index
from recipients.models import Inmate

from .planned import Surroundings
from .prisoners import Prisoners, plain


def plan(rows, about: Surroundings):
    """Give each row of inmates its verdict."""
    for row in rows:
        row.key = key_of(row.facts)
    earlier = about.earlier([row.key for row in rows])
    prisoners = Prisoners(rows, about)
    seen: dict = {}
    for row in rows:
        first = earlier.get(row.key)
        if first:
            row.duplicate(f"Sama dengan baris {first} di berkas ini.")
            continue
        is_coded = "inmate_code" in row.facts
        inmate = prisoners.named_by_code(row) if is_coded else prisoners.resolve(row)
        if inmate is None:
            continue
        before = seen.get(_who(inmate))
        if before:
            row.changes.clear()
            row.duplicate(f"Sama dengan baris {before} di berkas ini.")
            continue
        row.targets["inmate"] = inmate
        earlier[row.key] = seen[_who(inmate)] = row.number
        if isinstance(inmate, Inmate):
            if row.facts["inmate_name"].casefold() != inmate.name.casefold():
                row.change("inmate_name", inmate.name, row.facts["inmate_name"])
            row.settle()


def key_of(facts) -> str:
    if "inmate_code" in facts:
        return blind_index(str(facts["inmate_code"]), purpose="row")
    number = plain(facts.get("register_number", ""))
    return blind_index(f"{facts['inmate_name'].casefold()}|{number}", purpose="inmate")


def _who(inmate):
    return inmate.pk if isinstance(inmate, Inmate) else inmate.key
