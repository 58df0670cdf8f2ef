"""What proves that each recipient has theirs, one by one. Reads only."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Prefetch

from bansos.handovers.models import Event, Handover
from bansos.indonesia.words import date_long, time_local

from . import papers
from .facts import (
    as_of_deeds,
    head_that_day,
    occasion,
    package_of,
    signatory,
)
from .photos import photos_of


def recipient_certificates(event: Event, *, at: datetime) -> papers.RecipientCertificates:
    """For everybody on the list while the hall is open; afterwards for those who came."""
    listed = _listed(event)
    if event.is_closed:
        listed = [each for each in listed if each.handover]
    mark = "" if event.has_begun else "KONSEP"
    around = occasion(event, as_of=_as_of(event, listed, at), mark=mark)
    head, package = head_that_day(event), package_of(event.package)
    return papers.RecipientCertificates(
        occasion=around,
        certificates=[
            (each.number, _certificate(each, event, around, package, head)) for each in listed
        ],
    )


def attachments(event: Event, *, at: datetime) -> papers.Attachments:
    """The whole list with what became of it, and the photos of the event."""
    listed = _listed(event)
    return papers.Attachments(
        occasion=occasion(event, as_of=_as_of(event, listed, at)),
        package=papers.Package(name=event.package.name, unit=event.package.unit),
        outcomes=[_outcome(each, event) for each in listed],
        certificate_number=event.certificate_number,
        photos=photos_of(event),
    )


def _listed(event) -> list:
    valid = Handover.objects.valid().select_related("handed_by").defer("proxy_number")
    listed = event.entitlements.active().prefetch_related(Prefetch("handovers", valid))
    return list(listed.order_by("number", "pk"))


def _as_of(event, listed, at) -> datetime:
    deeds = [each.handover.recorded_at for each in listed if each.handover]
    return as_of_deeds(event, at, *deeds)


def _certificate(entitlement, event, around, package, head) -> papers.Certificate:
    handover = entitlement.handover
    giver = (handover and handover.handed_by) or event.officiant or head
    if handover:
        around = replace(around, held_at=handover.handed_at.astimezone(event.facility.zone))
        if handover.kind == Handover.Kind.HOME:
            around = replace(around, venue=f"kediaman penerima, {entitlement.address}")
    return papers.Certificate(
        occasion=around,
        package=package,
        packages=handover.quantity if handover else entitlement.quantity,
        families=1,
        symbolic=0,
        giver=signatory(giver),
        giver_address=event.facility.address,
        receiver=_receiver(entitlement, handover),
        number=event.certificate_number,
        basis=event.campaign.basis,
        head=None if giver.is_head else signatory(head),
    )


def _receiver(entitlement, handover) -> papers.Receiver:
    if handover and handover.is_by_proxy:
        relation = f"{handover.proxy_relation}, mewakili {entitlement.name}"
        return papers.Receiver(
            name=handover.proxy_name,
            nik=f"({handover.get_proxy_document_display()} ditunjukkan)",
            address=entitlement.address,
            relation=relation,
        )
    return papers.Receiver(
        name=entitlement.name,
        nik=entitlement.masked_nik,
        address=entitlement.address,
        relation=entitlement.relation,
    )


def _outcome(entitlement, event) -> papers.Outcome:
    return papers.Outcome(
        number=entitlement.number,
        name=entitlement.name,
        nik=entitlement.masked_nik or "–",
        address=entitlement.address,
        quantity=entitlement.quantity,
        state=_state(entitlement, event),
        is_handed=entitlement.handover is not None,
    )


def _state(entitlement, event) -> str:
    handover = entitlement.handover
    if handover is None:
        return "Tidak hadir" if event.is_closed else "Belum diserahkan"
    local = handover.handed_at.astimezone(event.facility.zone)
    day = "" if local.date() == event.local_start.date() else f"{date_long(local)} "
    said = f"Diserahkan {day}pukul {time_local(local, local.tzinfo)}"
    return f"{said}, simbolis" if handover.kind == Handover.Kind.SYMBOLIC else said
