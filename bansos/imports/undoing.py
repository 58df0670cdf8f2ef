"""Taking a whole import back: what it added goes, what it changed is as it was."""

import json
from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError

from bansos.audit import trail
from bansos.handovers.models import Entitlement, Event
from facilities.models import Facility
from recipients.actions.changes import take_back_verification
from recipients.likenesses import look_again
from recipients.models import Inmate, Kinship, Member, Recipient
from recipients.words import renew_words

from .applying.families import VERIFICATION as VERIFICATION_FIELDS
from .applying.written import storable
from .models import Import, Verdict
from .refusals import Refused

NAMED = 5
CHUNK = 500
OPEN_LISTS = [Event.State.DRAFT, Event.State.SUBMITTED]
MODELS = {
    "inmates": Inmate,
    "members": Member,
    "kinships": Kinship,
    "recipients": Recipient,
    "facilities": Facility,
}
VERIFICATION = frozenset(VERIFICATION_FIELDS)
INDEXES = {"recipients": ["kk_index"], "members": ["nik_index", "nik_tail_index"]}


@transaction.atomic
def undo(imported, *, by, at) -> Import:
    """
    Take back all that an import did, in one step.

    :raises Refused: if it was not applied, or one of its families is on a frozen list.
    """
    trail.lock(imported.facility_id or 0)
    imported = Import.objects.select_for_update(of=["self"]).get(pk=imported.pk)
    if imported.state not in [Import.State.APPLIED, Import.State.APPLYING]:
        raise Refused("Impor ini tidak sedang diterapkan, jadi tidak ada yang dibatalkan.")
    steps = list(imported.steps.order_by("-number"))
    families = families_of(steps)
    if listed := on_frozen_lists(families):
        raise Refused(listed)
    renamed: set[str] = set()
    try:
        for step in steps:
            before = json.loads(step.before) if step.before else {}
            _restore(before, by, at)
            _remove(step.made)
            renamed |= before.get("inmates", {}).keys()
        renew_words(families, inmates=map(int, renamed))
        _look_again(families, at)
    except ProtectedError:
        raise Refused(
            "Data yang dibuat impor ini sudah dipakai di tempat lain, "
            "jadi tidak dapat dibatalkan seluruhnya."
        ) from None
    imported.state, imported.undone_at, imported.undone_by = Import.State.UNDONE, at, by
    imported.save(update_fields=["state", "undone_at", "undone_by"])
    imported.lines.exclude(verdict=Verdict.TO_MEND).update(payload="")
    details = {"made": len(families), "steps": len(steps)}
    trail.record("import.undo", imported, by=by, at=at, details=details)
    return imported


def families_of(steps) -> list[int]:
    """Ids of the recipients an import added or changed."""
    added = [pk for step in steps for _, pk in step.made.get("recipients", [])]
    changed = []
    for step in steps:
        held = json.loads(step.before) if step.before else {}
        changed += [int(pk) for pk in held.get("recipients", {})]
        owners = Member.objects.filter(pk__in=held.get("members", {}))
        changed += owners.values_list("recipient", flat=True)
    return list(dict.fromkeys([*added, *changed]))


def on_frozen_lists(families) -> str:
    """Why families cannot be taken back, naming some; "" where nothing is in the way."""
    named: dict[str, str] = {}
    for start in range(0, len(families), CHUNK):
        part = families[start : start + CHUNK]
        listed = Entitlement.objects.filter(recipient__in=part).exclude(
            event__state__in=OPEN_LISTS, withdrawn_at=None
        )
        for name, campaign in listed.values_list("recipient__name", "event__campaign__name"):
            named.setdefault(name, campaign)
    if not named:
        return ""
    told = [f"{name} ({campaign})" for name, campaign in list(named.items())[:NAMED]]
    rest = f", dan {len(named) - NAMED} lagi" if len(named) > NAMED else ""
    return (
        "Impor ini tidak dapat dibatalkan lagi, karena keluarganya sudah ada di daftar "
        f"yang ditetapkan: {', '.join(told)}{rest}."
    )


def _restore(before, by, at):
    """Give back what was held, except where somebody changed it since."""
    for model, rows in before.items():
        found = MODELS[model].objects.in_bulk([int(pk) for pk in rows])
        fields = set(INDEXES.get(model, []))
        for pk, held in rows.items():
            if obj := found.get(int(pk)):
                _give_back(obj, held, by, at)
            fields |= {name.removesuffix("_id") for name in held}
        MODELS[model].objects.bulk_update(list(found.values()), sorted(fields), batch_size=100)


def _look_again(families, at):
    """What is as it was may be like others again, or no more."""
    for start in range(0, len(families), CHUNK):
        part = Recipient.objects.filter(pk__in=families[start : start + CHUNK])
        look_again(list(part.values_list("pk", flat=True)), at=at)


def _give_back(obj, held, by, at):
    still = {name: old for name, (old, new) in held.items() if storable(getattr(obj, name)) == new}
    checked = VERIFICATION.intersection(held)
    if not checked <= still.keys():
        # A second person verified what is taken back now: they have to look again.
        still = {name: old for name, old in still.items() if name not in checked}
        if still:
            take_back_verification(obj, by=by, at=at)
    for name, old in still.items():
        setattr(obj, name, _value(name, old))


def _value(name, value):
    if value and name.endswith("_at"):
        return datetime.fromisoformat(value)
    if value and name == "birth_date":
        return date.fromisoformat(value)
    return value


def _remove(made):
    families = [pk for _, pk in made.get("recipients", [])]
    for start in range(0, len(families), CHUNK):
        part = families[start : start + CHUNK]
        drafts = Entitlement.objects.filter(recipient__in=part)
        Event.objects.filter(spokesperson__in=part, state__in=OPEN_LISTS).update(spokesperson=None)
        drafts.delete()
        Kinship.objects.filter(recipient__in=part).delete()
        Member.objects.filter(recipient__in=part).delete()
        Recipient.objects.filter(pk__in=part).delete()
    _by_chunks(Kinship, made.get("kinships", []))
    free = Inmate.objects.filter(kinships=None)
    _by_chunks(Inmate, made.get("inmates", []), free)
    _by_chunks(Facility, made.get("facilities", []))


def _by_chunks(model, ids, rows=None):
    for start in range(0, len(ids), CHUNK):
        chosen = (rows if rows is not None else model.objects).filter(
            pk__in=ids[start : start + CHUNK]
        )
        model.objects.filter(pk__in=list(chosen.values_list("pk", flat=True))).delete()
