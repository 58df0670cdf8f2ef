"""
Two records of one family are merged: what becomes of their entitlements.

The deed begins here and not in the register, which knows nothing of lists: both happen in one
transaction or not at all. An entitlement stays with the record it was decided for. Lists that
are still being made are changed, lists that are decided ask for a decision first.
"""

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from bansos.audit import trail
from recipients import actions as register

from ..models import Claim, Entitlement, Event
from . import claims
from .choosing import entitle, registered
from .deciding import take_off
from .refusals import StillWaiting, refusing_as_here
from .standing import again_when_outrun, named

State = Event.State
UNDECIDED = [State.DRAFT, State.SUBMITTED]
MERGED = "Digabung dengan keluarga lain"


@dataclass
class Consequences:
    """
    What a merge means for the entitlements of the two.

    :param withdrawn: taken off lists that are still being made: the family is promised one already.
    :param taken_over: of such lists too; the kept record is put on in place of the other.
    :param staying: of decided lists; they keep the name that they were decided under.
    :param in_the_way: two of one campaign on decided lists, waiting to be handed over.
    :param doubled: those of one campaign that were handed over, more than one to the family.
    """

    withdrawn: list[Entitlement] = field(default_factory=list)
    taken_over: list[Entitlement] = field(default_factory=list)
    staying: list[Entitlement] = field(default_factory=list)
    in_the_way: list[Entitlement] = field(default_factory=list)
    doubled: list[Entitlement] = field(default_factory=list)

    def __str__(self):
        """For the screen, after the deed."""
        told = []
        if self.taken_over:
            told.append(
                f"Di daftar yang masih disusun kini atas namanya: {named(self.taken_over)}."
            )
        if self.withdrawn:
            told.append(f"Dikeluarkan dari daftar: {named(self.withdrawn)}.")
        if self.doubled:
            told.append(f"Temuan, keluarga ini menerima lebih dari sekali: {named(self.doubled)}.")
        return " ".join(told)


@again_when_outrun
def merge_families(likeness, *, keep, by, at) -> Consequences:
    """
    Merge two records of one family, so that it has no more than one entitlement in a campaign.

    :raises StillWaiting: if both are promised a package on decided lists of one campaign.
    :raises Refused: if the register does not allow it.
    """
    with refusing_as_here():
        likeness = register.locked_likeness(likeness)
        kept, other = likeness.pair if likeness.first_id == keep.pk else likeness.pair[::-1]
        fate = consequences(kept, other)
        if fate.in_the_way:
            raise StillWaiting(f"Cabut dulu salah satu jatahnya: {named(fate.in_the_way)}.")
        likeness = register.merge(likeness, keep=kept, by=by, at=at)
    family = registered([kept.pk]).get()
    gone = [*fate.withdrawn, *fate.taken_over]
    for entitlement in gone:
        _withdraw(entitlement, MERGED, by, at)
    added = {}
    for entitlement in list(fate.taken_over):
        if successor := _put_on(family, entitlement, by, at):
            added[entitlement.pk] = successor.pk
        else:
            fate.taken_over.remove(entitlement)
            fate.withdrawn.append(entitlement)
    likeness.moved["lists"] = {
        "withdrawn": [entitlement.pk for entitlement in gone],
        "added": added,
        "claims": _claim_together(family, other),
        "spoken_for": _speak_for(family, other),
    }
    likeness.save(update_fields=["moved"])
    for entitlement in fate.doubled:
        details = {"recipient": entitlement.recipient_id, "family": family.pk}
        trail.record("entitlement.found_double", entitlement, by=by, at=at, details=details)
    return fate


@again_when_outrun
def undo_merge(likeness, *, by, at) -> list[Entitlement]:
    """
    Make two records of them again, and put back on the lists still being made who was there.

    Returns those that cannot come back: their list is decided, or the family has another one.
    """
    with refusing_as_here():
        likeness = register.locked_likeness(likeness)
        lists = likeness.moved.get("lists")
        kept_id = likeness.moved.get("kept")
        register.undo_merge(likeness, by=by, at=at)
    if not lists:
        return []
    Claim.objects.filter(pk__in=lists["claims"]).delete()
    kept, other = likeness.pair if likeness.first_id == kept_id else likeness.pair[::-1]
    spoken_for = Event.objects.filter(pk__in=lists["spoken_for"], spokesperson=kept)
    spoken_for.update(spokesperson=other)
    added = Entitlement.objects.filter(pk__in=lists["added"].values())
    added.filter(event__state__in=UNDECIDED).delete()
    withdrawn = Entitlement.objects.filter(pk__in=lists["withdrawn"], withdrawn_reason=MERGED)
    withdrawn = withdrawn.select_related("event__facility", "event__campaign").order_by("pk")
    return [each for each in withdrawn if not _reinstate(each, by, at)]


def consequences(kept, other) -> Consequences:
    """What a merge would mean for the entitlements of the two."""
    in_earnest = Entitlement.objects.active().filter(campaign__is_rehearsal=False)
    related = in_earnest.filter(recipient__in=[kept, other])
    related = related.select_related("event__facility", "event__campaign")
    rows = list(related.prefetch_related("handovers").order_by("pk"))
    own = [each for each in rows if each.recipient_id == kept.pk]
    events = {each.event_id for each in own}
    bound = {each.campaign_id: each for each in own if each.exempted_at is None}
    fate = Consequences()
    for each in (each for each in rows if each.recipient_id == other.pk):
        mine = None if each.exempted_at else bound.get(each.campaign_id)
        if each.event.state in UNDECIDED:
            has_one = each.exempted_at or mine or each.event_id in events
            (fate.withdrawn if has_one else fate.taken_over).append(each)
            continue
        fate.staying.append(each)
        if mine and mine.event.state in UNDECIDED:
            fate.withdrawn.append(mine)
        elif mine:
            fate.in_the_way += [one for one in [mine, each] if is_waiting(one)]
            if mine.handover and each.handover:
                fate.doubled += [one for one in [mine, each] if one not in fate.doubled]
    return fate


def is_waiting(entitlement) -> bool:
    """On a decided list, and to be handed over yet."""
    return entitlement.event.state in {State.FROZEN, State.OPEN} and not entitlement.handover


def _withdraw(entitlement, reason, by, at):
    take_off(entitlement, reason=reason, by=by, at=at)
    details = {"recipient": entitlement.recipient_id, "reason": reason}
    trail.record("entitlement.withdraw", entitlement, by=by, at=at, details=details)


def _put_on(family, earlier, by, at) -> Entitlement | None:
    """The kept record in place of the other; None if it has an entitlement somewhere else."""
    if claims.holders(earlier.campaign_id, claims.marks_of(family)):
        return None
    event = earlier.event
    added = entitle(family, event, quantity=earlier.quantity)
    added.package_id = earlier.package_id
    added.is_symbolic = earlier.is_symbolic
    added.symbolic_official_id = earlier.symbolic_official_id
    added.added_at, added.added_by = at, by
    added.save()
    claims.hold([added])
    details = {"recipients": [family.pk], "quantity": added.quantity}
    trail.record("event.choose", event, by=by, at=at, details=details)
    return added


def _claim_together(family, other) -> list[int]:
    """Whatever the family is known by now leads to the entitlement that it has."""
    rows = Entitlement.objects.active().filter(recipient__in=[family, other], exempted_at=None)
    own_first = sorted(rows, key=lambda each: (each.recipient_id != family.pk, each.pk))
    return [pk for each in own_first for pk in claims.widen(each, family)]


def _speak_for(family, other) -> list[int]:
    events = Event.objects.filter(spokesperson=other, state__in=UNDECIDED)
    ids = list(events.order_by("pk").values_list("pk", flat=True))
    events.update(spokesperson=family)
    return ids


def _reinstate(entitlement, by, at) -> bool:
    if entitlement.event.state not in UNDECIDED:
        return False
    entitlement.withdrawn_at = entitlement.withdrawn_by = None
    entitlement.withdrawn_reason = ""
    try:
        with transaction.atomic():
            entitlement.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
            entitlement.claims.update(is_active=True)
    except IntegrityError:
        # The family was put on another list meanwhile, here or at another facility.
        return False
    details = {"recipient": entitlement.recipient_id}
    trail.record("entitlement.reinstate", entitlement, by=by, at=at, details=details)
    return True
