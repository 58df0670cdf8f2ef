from recipients.models import Inmate

from ..models import Verdict
from .coded import Coded
from .known import Known
from .planned import Surroundings, differs
from .prisoners import Prisoners

OF_RECIPIENT = ["name", "address", "region_code", "phone", "note", "contact_name"]
IN_FILE = "{} ini sama dengan baris {} di berkas ini."


def plan(rows, about: Surroundings):
    """Give each row of families its verdict."""
    coded = Coded(rows, about)
    known = Known(rows, about)
    earlier = about.earlier([row.key for row in rows], [row.second_key for row in rows])
    prisoners = Prisoners(rows, about)
    for row in rows:
        _decide(row, known, coded, earlier, prisoners)
        if row.verdict != Verdict.TO_MEND:
            for key in filter(None, [row.key, row.second_key]):
                earlier.setdefault(key, row.number)


def _decide(row, known, coded, earlier, prisoners):
    for key, word in [(row.key, _key_word(row)), (row.second_key, "Nomor KK")]:
        if key in earlier:
            row.duplicate(IN_FILE.format(word, earlier[key]))
            return
    member, recipient = (coded if "code" in row.facts else known).match(row)
    if row.verdict != Verdict.NEW:
        return
    if reason := known.duplicate(row, recipient):
        row.duplicate(reason)
        return
    _refuse_unless_known(row, member, recipient, coded.about)
    if row.verdict != Verdict.NEW:
        return
    kinships = (
        list(recipient.kinships.all()) if "code" in row.facts else known.kinships_of(recipient)
    )
    inmate = None
    if tie := coded.tie(row):
        inmate = tie.inmate
    elif "inmate_name" in row.facts:
        inmate = prisoners.resolve(row, tied=[kinship.inmate_id for kinship in kinships])
        if inmate is None:
            row.changes.clear()
            return
    row.targets |= {"recipient": recipient, "member": member, "inmate": inmate}
    if recipient:
        _compare(row, recipient, member)
        _compare_kinship(row, kinships, inmate)
        coded.check(row, member, recipient)
        if row.verdict == Verdict.TO_MEND:
            row.changes.clear()
        else:
            row.settle()


def _refuse_unless_known(row, member, recipient, about):
    for name, advice in row.facts.get("unless_known", []):
        recorded = str(member.birth_date) if member else ""
        is_recorded = name != "birth_date" or row.facts["birth_date"] == recorded
        if recipient is None or not is_recorded:
            row.mend(name, advice, about)


def _key_word(row):
    return "NIK" if row.facts.get("nik") else "Nama"


def _compare(row, recipient, member):
    facts = row.facts
    for name in OF_RECIPIENT:
        if name in facts and differs(facts[name], getattr(recipient, name)):
            row.change(name, getattr(recipient, name), facts[name])
    if "kk" in facts and row.second_key != recipient.kk_index:
        row.change("kk", recipient.kk, facts["kk"])
    if member is None:
        return
    if "nik" in facts and row.key != member.nik_index:
        row.change("nik", member.nik, facts["nik"])
    if "sex" in facts and facts["sex"] != member.sex:
        row.change("sex", member.sex, facts["sex"])
    recorded = member.birth_date.isoformat() if member.birth_date else ""
    if "birth_date" in facts and facts["birth_date"] != recorded:
        row.change("birth_date", recorded, facts["birth_date"])
    reason = facts.get("nik_missing_reason", "")
    if reason and not member.nik_index and differs(reason, member.nik_missing_reason):
        row.change("nik_missing_reason", member.nik_missing_reason, reason)


def _compare_kinship(row, kinships, inmate):
    if inmate is None:
        return
    tie = next(
        (k for k in kinships if isinstance(inmate, Inmate) and k.inmate_id == inmate.pk), None
    )
    row.targets["kinship"] = tie
    if tie is None:
        row.change("inmate", "", row.facts["inmate_name"])
    elif "relation" in row.facts and row.facts["relation"] != tie.relation:
        row.change("relation", tie.relation, row.facts["relation"])
