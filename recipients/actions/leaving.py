"""An inmate goes: to another facility with the family, home, or out of life."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from bansos.audit import trail

from ..likenesses import look
from ..models import Inmate, Kinship, Likeness, Member, Recipient
from ..words import renew_words
from .refusals import AlreadyLeft, SamePlace, TakenThere

NAMED = 5


@dataclass(frozen=True)
class Departure:
    """An inmate under the locks, with the families of the facility that they concern."""

    inmate: Inmate
    families: list[Recipient]
    staying: list[Recipient]

    @property
    def moving(self) -> list[Recipient]:
        """Those who hang on this inmate alone."""
        return [family for family in self.families if family not in self.staying]


def departure_of(inmate) -> Departure:
    """Whom it would concern if the inmate went."""
    here = Kinship.objects.filter(recipient=OuterRef("pk"), inmate__left_on=None)
    others = here.filter(inmate__facility=inmate.facility_id).exclude(inmate=inmate.pk)
    active = Recipient.objects.active().filter(kinships__inmate=inmate.pk)
    families = list(
        active.filter(facility=inmate.facility_id)
        .annotate(has_another_here=Exists(others))
        .order_by("search_name", "pk")
    )
    return Departure(inmate, families, [each for each in families if each.has_another_here])


def departing(inmate, *chains) -> Departure:
    """
    The same under the locks of these facilities, the lower id first.

    :raises AlreadyLeft: if the inmate went before.
    """
    for chain in sorted({inmate.facility_id, *chains}):
        trail.lock(chain)
    now = Inmate.objects.select_related("facility").get(pk=inmate.pk)
    if now.has_left or now.facility_id != inmate.facility_id:
        raise AlreadyLeft(f"{now.name} sudah tidak ada di sini.")
    return departure_of(now)


@transaction.atomic
def transfer_inmate(inmate, *, to, reason, by, at) -> Departure:
    """
    Bring an inmate to another facility; the families who hang on them alone go along.

    :raises AlreadyLeft: if the inmate went before.
    :raises SamePlace: if they are there already.
    :raises TakenThere: if a NIK or KK of a family stands in that facility's register.
    """
    if inmate.facility_id == to.pk:
        raise SamePlace(f"{inmate.name} sudah ada di {to}.")
    departure = departing(inmate, to.pk)
    inmate, left = departure.inmate, departure.inmate.facility
    families = [family.pk for family in departure.moving]
    _refuse_taken(departure.moving, to)
    inmate.facility = to
    inmate.save(update_fields=["facility"])
    Recipient.objects.filter(pk__in=families).update(facility=to)
    Member.objects.filter(recipient__in=families).update(facility=to)
    renew_words(families)
    _move_likenesses(families, to)
    look(families, at=at)
    details = {"from": left.pk, "to": to.pk, "reason": reason}
    staying = {"recipients": families, "staying": [each.pk for each in departure.staying]}
    for facility in [left, to]:
        told = {"facility": facility, "by": by, "at": at}
        trail.record("inmate.transfer", inmate, details=details | staying, **told)
        for family in departure.moving:
            trail.record("recipient.transfer", family, details=details, **told)
    return departure


@transaction.atomic
def release_inmate(inmate, *, manner, on, by, at) -> Departure:
    """
    Note that an inmate is free, or has died. The families stay in the register.

    :raises AlreadyLeft: if it was noted before.
    """
    departure = departing(inmate)
    inmate = departure.inmate
    inmate.left_as, inmate.left_on = manner, on
    inmate.save(update_fields=["left_as", "left_on"])
    trail.record("inmate.release", inmate, by=by, at=at, details={"as": manner})
    return departure


def _refuse_taken(families, to):
    """The register there allows each number once, so the family stands there already."""
    ids = [family.pk for family in families]
    people = Member.objects.present().filter(recipient__in=ids).exclude(nik_index=None)
    of_nik = dict(people.values_list("nik_index", "recipient"))
    of_kk = {family.kk_index: family.pk for family in families if family.kk_index}
    there = Member.objects.present().filter(facility=to, nik_index__in=of_nik)
    same = Recipient.objects.active().filter(facility=to, kk_index__in=of_kk)
    taken = {of_nik[sign] for sign in there.values_list("nik_index", flat=True)}
    taken |= {of_kk[sign] for sign in same.values_list("kk_index", flat=True)}
    names = [family.name for family in families if family.pk in taken]
    if names:
        shown = ", ".join(names[:NAMED])
        raise TakenThere(
            f"Sudah terdaftar juga di {to}: {shown}. "
            "Nonaktifkan dulu di sini; di sana hubungannya dicatat sesudah pindah."
        )


def _move_likenesses(families, to):
    """Where the two stand now. What was guessed by a name is not told to another facility."""
    moved = Likeness.objects.filter(Q(first__in=families) | Q(second__in=families))
    for side in ["first", "second"]:
        moved.filter(**{f"{side}__in": families}).update(**{f"{side}_facility": to})
    guessed = moved.filter(decision=Likeness.Decision.OPEN, found_by=Likeness.FoundBy.NAME)
    guessed.exclude(first_facility=F("second_facility")).delete()
