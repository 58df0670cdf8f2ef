from datetime import date

from bansos.indonesia.identity import normalize_name
from recipients.actions.families import IDENTITY
from recipients.likenesses import look, look_again
from recipients.models import Category, Kinship, Member, Recipient, RecipientWord, Relation
from recipients.words import renew_words

from ..bulk import insert
from ..models import Verdict
from . import inmates
from .written import Written

OF_RECIPIENT = ["name", "kk", "address", "region_code", "phone", "note", "contact_name"]
OF_MEMBER = ["name", "nik", "sex", "birth_date", "nik_missing_reason"]
VERIFICATION = "verified_at verified_by_id identity_changed_at identity_changed_by_id".split()
INDEXES = {"kk": ["kk_index"], "nik": ["nik_index", "nik_tail_index"]}


def write(rows, *, facility, by, at) -> Written:
    """Families with their main member, their inmate and the tie between them."""
    written = Written()
    inmates.add(rows, written, facility=facility, by=by, at=at)
    new = [row for row in rows if row.verdict == Verdict.NEW]
    changed = [row for row in rows if row.verdict == Verdict.CHANGED]
    _add(new, written, facility=facility, by=by, at=at)
    inmates.revise(rows, written)
    _revise(changed, written, by=by, at=at)
    _tie([*new, *changed], written)
    RecipientWord.objects.note_all(map(_called, new), facility.pk)
    added, revised = ([row.targets["recipient_id"] for row in rows] for rows in [new, changed])
    renew_words(revised, inmates=written.changed_ids("inmates"))
    look(added, at=at)
    look_again(revised, at=at)
    return written


def _called(row) -> tuple[int, list[str]]:
    """A new family, and all that it is found by."""
    inmate = row.targets["inmate"]
    theirs = [inmate.name, inmate.register_number] if inmate else []
    return row.targets["recipient_id"], [row.facts["name"], *theirs]


def _add(rows, written, *, facility, by, at):
    families = [
        {
            "facility_id": facility.pk,
            "category": category_of(row),
            "search_name": normalize_name(row.facts["name"]),
            "registered_at": at,
            "registered_by_id": by.pk,
            **{name: row.facts[name] for name in OF_RECIPIENT if name in row.facts},
        }
        for row in rows
    ]
    members = []
    for row, family, pk in zip(rows, families, insert(Recipient, families), strict=True):
        row.targets["recipient_id"] = pk
        if family["category"] != Category.INSTITUTION:
            about = {"facility_id": facility.pk, "recipient_id": pk, "is_main": True}
            members.append(about | _main_member(row.facts))
    insert(Member, members)
    written.made["recipients"] = [[row.number, row.targets["recipient_id"]] for row in rows]


def category_of(row) -> str:
    inmate = row.targets["inmate"]
    if inmate is None:
        return row.facts["category"]
    return Category.of(inmate, row.facts.get("relation", Relation.OTHER))


def _main_member(facts) -> dict:
    sex, born = facts.get("of_nik", ["", ""])
    born = facts.get("birth_date", born)
    return {
        "name": facts["name"],
        "search_name": normalize_name(facts["name"]),
        "nik": facts.get("nik", ""),
        "nik_missing_reason": facts.get("nik_missing_reason", ""),
        "sex": facts.get("sex", sex),
        "birth_date": date.fromisoformat(born) if born else None,
    }


def _revise(rows, written, *, by, at):
    recipients, members = [], []
    for row in rows:
        told = {name: new for name, _, new in row.changes}
        recipient, member = row.targets["recipient"], row.targets["member"]
        row.targets["recipient_id"] = recipient.pk
        if _set(written, "recipients", recipient, told, OF_RECIPIENT):
            recipients.append(recipient)
        if member and _set(written, "members", member, told, OF_MEMBER):
            members.append(member)
        if not IDENTITY.isdisjoint(told) or "inmate" in told:
            _take_back(written, recipient, by, at)
            if recipient not in recipients:
                recipients.append(recipient)
    names = [*OF_RECIPIENT, "search_name", "kk_index", "category"]
    names += [name.removesuffix("_id") for name in VERIFICATION]
    Recipient.objects.bulk_update(recipients, names, batch_size=100)
    names = [*OF_MEMBER, "search_name", *INDEXES["nik"]]
    Member.objects.bulk_update(members, names, batch_size=100)


def _set(written, model, obj, told, names) -> bool:
    facts = {name: told[name] for name in names if name in told}
    if not facts:
        return False
    if "name" in facts:
        facts["search_name"] = normalize_name(facts["name"])
    if "birth_date" in facts:
        facts["birth_date"] = date.fromisoformat(facts["birth_date"])
    if facts.get("nik"):
        facts["nik_missing_reason"] = ""
    return written.changed(model, obj, facts)


def _take_back(written, recipient, by, at):
    facts = dict(zip(VERIFICATION, [None, None, at, by.pk], strict=True))
    written.changed("recipients", recipient, facts)


def _tie(rows, written):
    """Tie families to their inmates where they are not; change how they stand to them."""
    new, changed = [], []
    for row in rows:
        tie, told = row.targets.get("kinship"), row.fields_changed
        relation = row.facts.get("relation", Relation.OTHER)
        if tie is None and row.targets["inmate"]:
            ids = {name: row.targets[name] for name in ["recipient_id", "inmate_id"]}
            new.append({**ids, "relation": relation})
        elif tie and "relation" in told:
            written.changed("kinships", tie, {"relation": relation})
            changed.append(tie)
    Kinship.objects.bulk_update(changed, ["relation"], batch_size=200)
    written.made["kinships"] = insert(Kinship, new)
