"""
Two records of one family in one register become one, and can become two again.

Nothing is thrown away: what moves is noted on the likeness by ids and names of fields, so that
`undo_merge` puts each row back. Nobody's data is noted, since only blanks are filled in.
"""

from datetime import datetime

from django.db import transaction

from bansos.audit import trail
from bansos.indonesia.words import localize

from ..likenesses import look
from ..models import Kinship, Likeness, Member
from ..words import renew_words
from .changes import take_back_verification
from .likenesses import Decision, locked_likeness, settle
from .refusals import AlreadyDecided, AlreadyRetired, NotTogether, refusing_duplicates

OF_RECIPIENT = [
    ["kk"],
    ["address", "region_code"],
    ["consent_on", "consent_manner"],
    ["phone"],
    ["note"],
    ["contact_name"],
]
"""What the kept record takes over where it is blank itself: all of a line, or nothing of it."""
OF_MEMBER = [["nik"], ["birth_date"], ["sex"]]
STANDING = [
    "category",
    "verified_at",
    "verified_by_id",
    "identity_changed_at",
    "identity_changed_by_id",
]


@transaction.atomic
def merge(likeness, *, keep, by, at) -> Likeness:
    """
    Let the record `keep` take over the people, inmates and needs of the other, which is retired.

    Both keep their histories. Where both were verified, the one that is kept stays so.

    :raises AlreadyDecided: if somebody decided first.
    :raises NotTogether: if they stand in two registers.
    """
    likeness = locked_likeness(likeness)
    if not likeness.is_within_facility:
        raise NotTogether("Keduanya terdaftar di UPT yang berbeda dan tidak dapat digabung.")
    kept, other = likeness.pair if likeness.first_id == keep.pk else likeness.pair[::-1]
    settle(likeness, Decision.MERGED, by=by, at=at)
    moved = {"kept": kept.pk, "standing": {name: _told(getattr(kept, name)) for name in STANDING}}
    are_verified = kept.is_verified and other.is_verified
    with refusing_duplicates():
        _retire(other, kept, by, at)
        moved |= _move_people(kept, other, at) | _move_ties(kept, other)
        moved["filled"] = _fill(kept, other, OF_RECIPIENT)
        if not are_verified:
            take_back_verification(kept, by=by, at=at)
        kept.save()
    renew_words([kept.pk, other.pk])
    moved["carried"] = _carry_over(kept, other)
    moved["found"] = [each.pk for each in look([kept.pk], at=at)]
    likeness.moved = moved
    likeness.save(update_fields=["moved"])
    _record("recipient.merge", likeness, kept, other, by, at)
    return likeness


@transaction.atomic
def undo_merge(likeness, *, by, at) -> Likeness:
    """
    Make two records of them again, each as it was.

    :raises AlreadyDecided: if they are not merged.
    :raises AlreadyRetired: if the kept one is retired by now, or merged into a third.
    :raises NotTogether: if the kept one went to another facility.
    :raises AlreadyRegistered: if a number of the other one is somebody else's by now.
    """
    likeness = locked_likeness(likeness)
    if not likeness.is_merged:
        raise AlreadyDecided("Keduanya tidak sedang digabung.")
    moved = likeness.moved
    kept, other = likeness.pair if likeness.first_id == moved["kept"] else likeness.pair[::-1]
    if kept.is_retired:
        raise AlreadyRetired(
            "Keluarga yang dipertahankan sudah dinonaktifkan atau digabung lagi. "
            "Urungkan penggabungan yang terakhir lebih dulu."
        )
    if not likeness.is_within_facility:
        raise NotTogether("Keluarga yang dipertahankan sudah pindah ke UPT lain.")
    with refusing_duplicates():
        _put_back_facts(kept, moved)
        _put_back_people(kept, other, moved)
        other.retired_at = other.retired_by = other.merged_into = None
        other.retired_reason = ""
        other.save()
    renew_words([kept.pk, other.pk])
    _forget(likeness)
    _record("recipient.undo_merge", likeness, kept, other, by, at)
    return likeness


def _retire(other, kept, by, at):
    other.retired_at, other.retired_by, other.merged_into = at, by, kept
    other.retired_reason = "Digabung dengan keluarga lain"
    other.save()


def _move_people(kept, other, at) -> dict:
    """Those the kept family knows already stay behind, as having left; the others move."""
    known = list(kept.members.present())
    moved, left, filled = {}, [], {}
    for member in other.members.present():
        twin = next((each for each in known if _is_same_person(each, member)), None)
        if twin is None:
            moved[member.pk] = {"is_main": member.is_main, "relation": member.relation}
            continue
        known.remove(twin)
        left.append(member.pk)
        # First the number is free, then another row takes it.
        today = localize(at, kept.facility).date()
        Member.objects.filter(pk=member.pk).update(left_on=today)
        if names := _fill(twin, member, OF_MEMBER):
            twin.save()
            filled[twin.pk] = names
    # A relation is one to the main member, who is another now.
    Member.objects.filter(pk__in=moved).update(recipient=kept, is_main=False, relation="")
    return {"members": moved, "left": left, "filled_members": filled}


def _is_same_person(one, other) -> bool:
    if one.nik and other.nik:
        return one.nik_index == other.nik_index
    born = {one.birth_date, other.birth_date} - {None}
    return one.search_name == other.search_name and len(born) <= 1


def _move_ties(kept, other) -> dict:
    own = set(kept.kinships.values_list("inmate", flat=True))
    ties = [tie.pk for tie in other.kinships.all() if tie.inmate_id not in own]
    if ties and not own:
        kept.category = other.category
    Kinship.objects.filter(pk__in=ties).update(recipient=kept)
    has = kept.needs.values("pk")
    needs = list(other.needs.exclude(pk__in=has).order_by("pk").values_list("pk", flat=True))
    kept.needs.add(*needs)
    return {"kinships": ties, "needs": needs}


def _fill(obj, source, lines) -> list[str]:
    """Take over what is blank here and known there; not yet saved."""
    taken = []
    for names in lines:
        if not any(getattr(obj, name) for name in names):
            taken += [name for name in names if getattr(source, name)]
    for name in taken:
        setattr(obj, name, getattr(source, name))
    return taken


def _blank(obj, names):
    for name in names:
        setattr(obj, name, obj._meta.get_field(name).get_default())
    obj.save()


def _carry_over(kept, other) -> list[int]:
    """What was decided about the other one holds for the family that they are now."""
    decided = Likeness.objects.exclude(decision__in=[Decision.OPEN, Decision.MERGED])
    carried = []
    for theirs, side in [("first", "second"), ("second", "first")]:
        for each in decided.filter(**{theirs: other}).exclude(**{side: kept}):
            pair = sorted([(kept.pk, kept.facility_id), _side(each, side)])
            if not Likeness.objects.filter(first=pair[0][0], second=pair[1][0]).exists():
                each.pk = None
                each._state.adding = True
                (each.first_id, each.first_facility_id), last = pair
                each.second_id, each.second_facility_id = last
                each.save()
                carried.append(each.pk)
    return carried


def _side(likeness, side):
    return getattr(likeness, f"{side}_id"), getattr(likeness, f"{side}_facility_id")


def _put_back_facts(kept, moved):
    for name, value in moved["standing"].items():
        setattr(kept, name, datetime.fromisoformat(value) if _is_moment(name, value) else value)
    _blank(kept, moved["filled"])
    kept.needs.remove(*moved["needs"])
    for member in Member.objects.filter(pk__in=moved["filled_members"]):
        _blank(member, moved["filled_members"][str(member.pk)])


def _put_back_people(kept, other, moved):
    Kinship.objects.filter(pk__in=moved["kinships"], recipient=kept).update(recipient=other)
    for pk, facts in moved["members"].items():
        Member.objects.filter(pk=pk, recipient=kept).update(recipient=other, **facts)
    Member.objects.filter(pk__in=moved["left"], recipient=other).update(left_on=None)


def _forget(likeness):
    since = Likeness.objects.exclude(decision=Decision.MERGED)
    since.filter(pk__in=likeness.moved["carried"]).delete()
    since.filter(pk__in=likeness.moved["found"], decision=Decision.OPEN).delete()
    likeness.decision, likeness.reason, likeness.moved = Decision.OPEN, "", {}
    likeness.decided_at = likeness.decided_by = None
    likeness.save()


def _told(value):
    return value.isoformat() if isinstance(value, datetime) else value


def _is_moment(name, value) -> bool:
    return bool(value) and name.endswith("_at")


def _record(action, likeness, kept, other, by, at):
    for recipient, besides in [(kept, other), (other, kept)]:
        details = {"likeness": likeness.pk, "besides": besides.pk, "kept": kept.pk}
        trail.record(action, recipient, by=by, at=at, details=details)
