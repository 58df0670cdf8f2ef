"""
One family, one entitlement per campaign, wherever it is registered.

A family is known by its KK, by the NIK of each present member, and by its own row. Each of
these marks is held once per campaign in the whole country; a constraint sees to it.
"""

from bansos.indonesia.words import date_long

from ..models import Claim

AT_ONCE = 5000
"""Marks asked for in one statement: SQLite takes no more than 32,766 values."""


def marks_of(recipient) -> list[str]:
    """The marks by which a family is known. Reads `members`, which the caller fetched."""
    known = [member.nik_index for member in recipient.members.all() if member.left_on is None]
    marks = {f"recipient:{recipient.pk}", recipient.kk_index, *known}
    return sorted(mark for mark in marks if mark)


def holders(campaign_id, marks) -> dict:
    """For each mark that is held in the campaign, the entitlement that holds it."""
    marks, held = sorted(set(marks)), {}
    related = Claim.objects.filter(campaign=campaign_id, is_active=True)
    related = related.select_related("entitlement__event__facility").order_by("pk")
    # An exempted holder keeps nobody out, so the one that does is written over it.
    for is_exempted in [True, False]:
        for start in range(0, len(marks), AT_ONCE):
            some = related.filter(is_exempted=is_exempted, mark__in=marks[start : start + AT_ONCE])
            held |= {claim.mark: claim.entitlement for claim in some}
    return held


def hold(entitlements) -> None:
    """Claim the marks of these families, all of them new to the list."""
    _claim([(each, mark) for each in entitlements for mark in marks_of(each.recipient)])


def renew(entitlements) -> None:
    """Hold the marks by which the families are known now, and no others."""
    wanted = {(each.pk, mark): each for each in entitlements for mark in marks_of(each.recipient)}
    held = {
        (claim.entitlement_id, claim.mark): claim.pk
        for claim in Claim.objects.filter(entitlement__in=[each.pk for each in entitlements])
    }
    Claim.objects.filter(pk__in=[held[key] for key in held.keys() - wanted.keys()]).delete()
    _claim([(wanted[key], key[1]) for key in wanted.keys() - held.keys()])


def widen(entitlement, recipient) -> list[int]:
    """
    Hold, besides, what this recipient is known by and nobody holds: they are one family now.

    Returns the claims that are new.
    """
    own = set(entitlement.claims.values_list("mark", flat=True))
    wanted = set(marks_of(recipient)) - own
    binding = Claim.objects.filter(campaign=entitlement.campaign_id, is_active=True)
    held = binding.filter(is_exempted=False, mark__in=wanted)
    free = wanted - set(held.values_list("mark", flat=True))
    return [claim.pk for claim in _claim([(entitlement, mark) for mark in free])]


def release(entitlement) -> None:
    """Let the family go: another entitlement may hold its marks now."""
    entitlement.claims.update(is_active=False)


def said_of(recipient, holder, facility) -> str:
    """Why the family cannot be added. Across facilities no name is told, and no day."""
    if holder.facility_id != facility.pk:
        return f"Keluarga ini sudah mendapat jatah di {holder.event.facility}."
    day = date_long(holder.event.local_start)
    if holder.recipient_id == recipient.pk:
        return f"{recipient} sudah ada di daftar {facility}, {day}."
    return f"Keluarga {recipient} sudah ada di daftar {facility}, {day}, atas nama {holder}."


def _claim(pairs) -> list[Claim]:
    # In one order everywhere: two facilities that want the same families then wait for
    # one another instead of locking each other out.
    pairs.sort(key=lambda pair: pair[1])
    return Claim.objects.bulk_create(
        Claim(
            campaign_id=entitlement.campaign_id,
            entitlement=entitlement,
            mark=mark,
            is_exempted=entitlement.exempted_at is not None,
        )
        for entitlement, mark in pairs
    )
