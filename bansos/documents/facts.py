"""What the papers of an event say, gathered from the database. Reads, never decides."""

from collections import Counter
from datetime import datetime

from django.db.models import Count, Max, Prefetch, Q, Sum

from bansos.handovers.models import Entitlement, Event, Handover
from bansos.indonesia.words import date_long, number, time_local
from bansos.stock.models import Movement
from facilities.models import Official

from . import papers
from .letterheads import letterhead_of

RELATED = [
    "campaign__programme",
    "created_by",
    "facility__regional_office",
    "first_witness",
    "officiant",
    "package",
    "second_witness",
    "spokesperson",
    "submitted_by",
    "tally",
]
"""What an event must come with."""

LONGEST_NOTE = 250
SYMBOLIC = Q(kind=Handover.Kind.SYMBOLIC)


def certificate(event: Event, *, at: datetime) -> papers.Certificate:
    """The figures as they stand; of a closed event, as its last deed left them."""
    handed = _handed(event)
    giver = event.officiant or head_that_day(event)
    as_of = as_of_deeds(event, at, handed["recorded_at"], handed["voided_at"])
    mark = "KONSEP" if event.is_open else ""
    stock, sources = _ledger(event, as_of)
    return papers.Certificate(
        occasion=occasion(event, as_of=as_of, mark=mark),
        package=package_of(event.package),
        packages=handed["packages"],
        families=handed["families"],
        symbolic=handed["symbolic"],
        giver=signatory(giver),
        giver_address=event.facility.address,
        receiver=_receiver(event, handed["families"]),
        # Given before papers were kept; else it comes when the paper is issued.
        number="" if event.certified_at else event.certificate_number,
        basis=event.campaign.basis,
        sources=sources,
        stock=stock,
        witnesses=[signatory(one) for one in [event.first_witness, event.second_witness] if one],
        head=None if giver.is_head else signatory(head_that_day(event)),
    )


def receipt_list(event: Event, *, at: datetime, is_public: bool) -> papers.ReceiptList:
    """The frozen list, with what is already known about each line."""
    handovers = Prefetch("handovers", Handover.objects.defer("proxy_number"))
    listed = event.entitlements.active().prefetch_related(handovers)
    entitlements = list(listed.order_by("number", "pk"))
    deeds = [handover for each in entitlements for handover in each.handovers.all()]
    moments = [moment for deed in deeds for moment in [deed.recorded_at, deed.voided_at]]
    return papers.ReceiptList(
        occasion=occasion(event, as_of=as_of_deeds(event, at, *moments)),
        package=papers.Package(name=event.package.name, unit=event.package.unit),
        receipts=[_receipt(entitlement, event) for entitlement in entitlements],
        officer=papers.Signatory(name=str(event.submitted_by or event.created_by)),
        head=signatory(head_that_day(event)),
        is_public=is_public,
    )


def _handed(event) -> dict:
    """Valid handovers counted, and when the event last changed."""
    valid = Q(voided_at=None)
    return event.handovers.order_by().aggregate(
        families=Count("pk", filter=valid),
        packages=Sum("quantity", filter=valid, default=0),
        symbolic=Sum("quantity", filter=valid & SYMBOLIC, default=0),
        recorded_at=Max("recorded_at"),
        voided_at=Max("voided_at"),
    )


def deeds_of(event) -> list:
    """When the event's handovers last changed."""
    last = event.handovers.order_by().aggregate(Max("recorded_at"), Max("voided_at"))
    return list(last.values())


def as_of_deeds(event, at, *deeds) -> datetime:
    """Now; once the event is closed, its last deed, so that the paper stays the same."""
    moment = max(filter(None, [event.closed_at, *deeds])) if event.is_closed else at
    return moment.astimezone(event.facility.zone)


def occasion(event, *, as_of, mark="") -> papers.Occasion:
    """What all papers of an event say about it, with the figures as of this moment."""
    facility, campaign = event.facility, event.campaign
    return papers.Occasion(
        letterhead=letterhead_of(facility),
        facility=facility.official_name,
        short_name=facility.short_name,
        place=facility.place,
        venue=event.venue,
        held_at=event.local_start,
        as_of=as_of,
        title=campaign.name,
        reason=campaign.occasion,
        mark="GLADI" if campaign.is_rehearsal else mark,
    )


def head_that_day(event) -> Official:
    return head_of(event.facility, event.local_start.date())


def head_of(facility, on) -> Official:
    """Who headed the facility that day, or the bare position when nobody wrote that down."""
    in_office = Official.objects.in_office(on)
    head = in_office.filter(facility=facility, is_head=True).order_by("pk").last()
    return head or Official(position=f"Kepala {facility.official_name}", is_head=True)


def signatory(official: Official) -> papers.Signatory:
    """An official as they sign."""
    return papers.Signatory(
        name=official.name, title=official.title, nip=official.nip, rank=official.rank
    )


def package_of(package) -> papers.Package:
    """What one package holds."""
    items = [
        papers.Item(
            name=item.name, quantity=item.quantity, unit=item.unit, unit_price=item.unit_price
        )
        for item in package.items.all()
    ]
    return papers.Package(name=package.name, unit=package.unit, items=items)


def _receiver(event, families) -> papers.Receiver:
    """The spokesperson, as the frozen list knows them; a single family speaks for itself."""
    listed: Entitlement | None = None
    if event.spokesperson:
        listed = event.entitlements.active().filter(recipient=event.spokesperson).first()
    elif families == 1:
        listed = event.entitlements.handed_over().first()
    if listed:
        return papers.Receiver(
            name=listed.name,
            nik=listed.masked_nik,
            address=listed.address,
            relation=listed.relation,
        )
    if event.spokesperson:
        speaker = event.spokesperson
        return papers.Receiver(name=speaker.name, address=speaker.full_address)
    return papers.Receiver()


def stock_of(event, as_of) -> papers.Stock:
    """The ledger of the event's package at the facility, until a moment."""
    return _ledger(event, as_of)[0]


def _ledger(event, as_of) -> tuple[papers.Stock, list[str]]:
    """The same, and where what came in came from."""
    until = Movement.objects.of(event.package, at=event.facility).filter(moved_at__lte=as_of)
    rows = until.order_by("note").values_list("kind", "note").annotate(total=Sum("quantity"))
    kinds, moved, sources = Movement.Kind, Counter[str](), []
    for kind, note, total in rows:
        moved[kind] += abs(total)
        if kind == kinds.RECEIVED and note:
            sources.append(f"{note} ({number(total)} {event.package.unit})")
    handed = moved[kinds.HANDED] - moved[kinds.VOIDED]
    gone = moved[kinds.RETURNED] + moved[kinds.DAMAGED] + moved[kinds.LOST]
    stock = papers.Stock(
        received=moved[kinds.RECEIVED],
        handed=handed,
        returned=moved[kinds.RETURNED],
        damaged=moved[kinds.DAMAGED],
        lost=moved[kinds.LOST],
        left=moved[kinds.RECEIVED] - handed - gone,
    )
    return stock, sources


def _receipt(entitlement, event) -> papers.Receipt:
    return papers.Receipt(
        number=entitlement.number,
        name=entitlement.name,
        nik=entitlement.masked_nik or "–",
        sex=entitlement.sex or "–",
        address=entitlement.address,
        relation=entitlement.relation or entitlement.get_category_display(),
        inmate=entitlement.inmate_name or "–",
        quantity=entitlement.quantity,
        note=_note(entitlement, event)[:LONGEST_NOTE],
    )


def _note(entitlement, event) -> str:
    handover = entitlement.handover
    if handover is None:
        absent = f"tidak hadir: {entitlement.absence_reason}".removesuffix(": ")
        return absent if event.is_closed else ""
    local = handover.handed_at.astimezone(event.facility.zone)
    day = "" if local.date() == event.local_start.date() else f" {date_long(local)}"
    said = [f"diserahkan{day} pukul {time_local(local, local.tzinfo)}"]
    if handover.kind != Handover.Kind.REGULAR:
        said.append(handover.get_kind_display().lower())
    if handover.is_by_proxy:
        said.append(f"diwakilkan oleh {handover.proxy_name} ({handover.proxy_relation.lower()})")
    return ", ".join(said)
