"""
Somebody at the gate who is on no list: taken up on the spot, within what the campaign allows.

With a NIK or a KK the marks of the family are claimed as those of any other; with a name only
nobody can tell, and who it was is found out afterwards.
"""

from dataclasses import dataclass

from django.db.models import Sum

from bansos.audit import trail
from bansos.campaigns.models import Quota
from bansos.indonesia.words import number
from bansos.stock.models import Balance
from recipients import actions as register
from recipients.duplicates import namesakes, notices
from recipients.models import Recipient

from ..models import Entitlement, Event
from . import claims
from .choosing import entitle, refuse_entitled, registered
from .deciding import count, next_number
from .refusals import AlreadyKnown, NoRoom, NotVerified, WrongPlace, refusing_as_here
from .standing import again_when_outrun, locked, require_state, stated

WITHOUT_NIK = "Datang langsung, belum ditanyakan"


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """
    What there is to know of somebody at the gate; a name and a category may be all.

    :param person: as `recipients.actions.register` takes the main member.
    :param facts: further fields of the register: kk, phone, inmate, relation.
    """

    person: register.Person
    category: str
    facts: dict

    def notices(self, facility) -> list:
        """Where the numbers stand already; without a number, who bears the very name."""
        nik, kk = self.person.nik, self.facts.get("kk", "")
        found = notices(niks=[nik], kk=kk, facility=facility)
        return found if nik or kk else namesakes(self.person.name, facility=facility)


@again_when_outrun
def take_up(event, who: Recipient | Newcomer, *, told=(), reason, by, at) -> Entitlement:
    """
    Put somebody on the list of an open event, with the next number.

    :param who: a family of the facility's register, or somebody to be registered now.
    :param told: keys of the notices that the officer went on knowing.
    :raises NoRoom: if the campaign, its quota or the stock has no package for them.
    :raises AlreadyKnown: if a register has somebody like them, and the officer was not told.
    :raises AlreadyEntitled: if the family has an entitlement in the campaign.
    :raises Refused: if the register does not allow it.
    """
    reason = stated(reason)
    event = locked(event)
    require_state(event, Event.State.OPEN)
    require_room(event)
    known = _registered_now(event, who, told, by, at) if isinstance(who, Newcomer) else who
    family = registered([known.pk]).get()
    if family.facility_id != event.facility_id:
        raise WrongPlace(f"Penerima ini tidak terdaftar di {event.facility}.")
    if family.is_retired:
        raise NotVerified(f"{family} sudah dinonaktifkan dari daftar keluarga.")
    refuse_entitled(family, event)

    entitlement = entitle(family, event)
    entitlement.walk_in_reason = reason
    entitlement.number = next_number(event)
    entitlement.added_at, entitlement.added_by = at, by
    entitlement.save()
    claims.hold([entitlement])
    count(entitlement, 1)
    details = {"recipient": family.pk, "reason": reason}
    trail.record("entitlement.walk_in", entitlement, by=by, at=at, details=details)
    return entitlement


def require_room(event) -> None:
    """:raises NoRoom: if there can be no package for one more walk-in."""
    most = event.campaign.walk_ins
    if most == 0:
        raise NoRoom("Kampanye ini tidak menerima yang datang langsung.")
    if most is not None and event.entitlements.active().walk_ins().count() >= most:
        raise NoRoom(f"Kampanye ini menerima paling banyak {number(most)} yang datang langsung.")
    quota = Quota.objects.filter(campaign=event.campaign_id, facility=event.facility_id).first()
    if quota and _promised(event) >= quota.packages:
        raise NoRoom(f"Kuota UPT ini {number(quota.packages)} paket, dan semuanya sudah di daftar.")
    balances = Balance.objects.filter(facility=event.facility_id, package=event.package_id)
    if not balances.filter(on_hand__gt=0).exists():
        raise NoRoom("Stok sudah habis: tidak ada paket untuk diserahkan.")


def _promised(event) -> int:
    """Packages of the campaign on decided lists of the facility."""
    listed = Entitlement.objects.active().filter(
        campaign=event.campaign_id, facility=event.facility_id, event__frozen_at__isnull=False
    )
    return listed.aggregate(total=Sum("quantity", default=0))["total"]


def _registered_now(event, newcomer, told, by, at) -> Recipient:
    """A new record of the register, which a second person has yet to verify."""
    found = newcomer.notices(event.facility)
    # Asked behind the lock: a second press of the same button finds what the first one wrote.
    if any(notice.is_refusal or notice.key not in told for notice in found):
        raise AlreadyKnown(found)
    elsewhere = [notice.facility for notice in found if notice.facility != event.facility]
    with refusing_as_here():
        return register.register(
            facility=event.facility,
            name=newcomer.person.name,
            category=newcomer.category,
            main=newcomer.person,
            confirmed=elsewhere,
            by=by,
            at=at,
            **newcomer.facts,
        )
