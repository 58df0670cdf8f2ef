"""The made-up families go into the register by the deeds officers use."""

from itertools import cycle

from recipients import actions
from recipients.models import Category, Inmate, NeedCriterion, Recipient

from .families import Family

STATUSES = cycle(
    [Inmate.LegalStatus.CONVICT, Inmate.LegalStatus.CONVICT, Inmate.LegalStatus.REMAND]
)


def family_of_inmate(family: Family, *, facility, by, at, verified_by=None) -> Recipient:
    """A family with its inmate; verified when a second person is given."""
    inmate = actions.register_inmate(
        facility=facility,
        name=family.inmate,
        legal_status=next(STATUSES),
        register_number=f"BI.{family.nik[-3:]}/2024",
        by=by,
        at=at,
    )
    return _register(
        family, facility=facility, inmate=inmate, by=by, at=at, verified_by=verified_by
    )


def neighbour(family: Family, *, facility, by, at, verified_by=None) -> Recipient:
    """A family of the surrounding community: without an inmate, and as ordinary as any."""
    return _register(
        family,
        facility=facility,
        category=Category.COMMUNITY,
        by=by,
        at=at,
        verified_by=verified_by,
    )


def institution(name, *, facility, village, by, at, verified_by) -> Recipient:
    """An institution has a contact instead of a KK."""
    recipient = actions.register(
        facility=facility,
        name=name,
        category=Category.INSTITUTION,
        contact_name="Pengurus Contoh",
        region_code=village,
        consent_on=at.date(),
        consent_manner=Recipient.ConsentManner.WRITTEN,
        by=by,
        at=at,
    )
    return actions.verify(recipient, by=verified_by, at=at)


def _register(family, *, facility, by, at, verified_by, inmate=None, category=None) -> Recipient:
    recipient = actions.register(
        facility=facility,
        name=family.name,
        category=category,
        inmate=inmate,
        relation=family.relation if inmate else "",
        main=actions.Person(
            name=family.name, nik=family.nik, birth_date=family.birth_date, sex=family.sex
        ),
        kk=family.kk,
        address=f"Jalan Contoh Nomor {int(family.nik[-3:])}",
        region_code=family.village,
        needs=NeedCriterion.objects.order_by("pk")[:1],
        consent_on=at.date(),
        consent_manner=Recipient.ConsentManner.WRITTEN,
        by=by,
        at=at,
    )
    return actions.verify(recipient, by=verified_by, at=at) if verified_by else recipient
