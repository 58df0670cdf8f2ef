"""What tells others of an event: the report and the press release. Reads, never decides."""

from datetime import datetime

from django.db.models import Count, Q, Sum

from bansos.campaigns.models import Campaign, Quota
from bansos.handovers.models import Entitlement, Event, Guest
from bansos.stock.models import Movement
from recipients.models import Category

from . import papers
from .facts import (
    SYMBOLIC,
    as_of_deeds,
    deeds_of,
    head_of,
    occasion,
    package_of,
    signatory,
    stock_of,
)
from .photos import photos_of

SCOPES = {
    Campaign.Scope.NATIONAL: "Kegiatan dilaksanakan serentak secara nasional.",
    Campaign.Scope.REGIONAL: "Kegiatan dilaksanakan serentak di satu kantor wilayah.",
}


def report(event: Event, *, at: datetime) -> papers.Report:
    """The figures as they stand; of a closed event, as its last deed left them."""
    as_of = as_of_deeds(event, at, *deeds_of(event))
    campaign = event.campaign
    return papers.Report(
        occasion=occasion(event, as_of=as_of, mark="KONSEP" if event.is_open else ""),
        package=package_of(event.package),
        results=results_of(event),
        categories=_categories(event),
        absences=_absences(event),
        sources=sources_of(event, as_of),
        stock=stock_of(event, as_of),
        guests=guests_of(event),
        agenda=lines_of(event.agenda),
        directives=directives_of(event),
        statements=statements_of(event),
        obstacles=lines_of(event.obstacles),
        head=signatory(head_of(event.facility, as_of.date())),
        dated=as_of,
        scope=SCOPES.get(Campaign.Scope(campaign.scope), ""),
        theme=campaign.theme,
        programme=campaign.programme.name if campaign.programme else "",
        basis=campaign.basis,
        photos=photos_of(event),
    )


def results_of(event) -> papers.Results:
    """Counted anew from the list and its valid handovers, as every figure on paper is."""
    listed = event.entitlements.active().order_by()
    entitled = listed.aggregate(families=Count("pk"), packages=Sum("quantity", default=0))
    given = (
        event.handovers.valid()
        .order_by()
        .aggregate(
            families=Count("pk"),
            packages=Sum("quantity", default=0),
            symbolic=Count("pk", filter=SYMBOLIC),
            by_proxy=Count("pk", filter=~Q(proxy_name="")),
        )
    )
    quota = Quota.objects.filter(campaign=event.campaign_id, facility=event.facility_id).first()
    return papers.Results(
        entitled=entitled["families"],
        entitled_packages=entitled["packages"],
        handed=given["families"],
        handed_packages=given["packages"],
        symbolic=given["symbolic"],
        by_proxy=given["by_proxy"],
        quota=quota.packages if quota else None,
    )


def sources_of(event, as_of) -> list[tuple[str, int]]:
    """What each receipt said of where its packages came from."""
    received = Movement.objects.of(event.package, at=event.facility).filter(
        moved_at__lte=as_of, kind=Movement.Kind.RECEIVED
    )
    rows = received.order_by("note").values_list("note").annotate(total=Sum("quantity"))
    return list(rows)


def guests_of(event) -> list[papers.Attendee]:
    return [
        papers.Attendee(
            name=guest.name,
            position=guest.position,
            is_online=guest.presence == Guest.Presence.ONLINE,
        )
        for guest in event.guests.order_by("pk")
    ]


def directives_of(event) -> list[papers.Words]:
    rows = event.directives.order_by("pk")
    return [papers.Words(speaker=each.speaker, text=each.text) for each in rows]


def statements_of(event) -> list[papers.Words]:
    """Only what somebody consented to have quoted."""
    consented = event.statements.exclude(consented_on=None).order_by("pk")
    return [
        papers.Words(speaker=each.speaker, capacity=each.capacity, text=each.text)
        for each in consented
    ]


def lines_of(text) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _categories(event) -> list[tuple[str, int]]:
    rows = event.entitlements.active().order_by("category").values_list("category")
    return [(str(Category(name).label), count) for name, count in rows.annotate(n=Count("pk"))]


def _absences(event) -> list[tuple[str, int]]:
    waiting: list[Entitlement] = list(event.entitlements.waiting())
    counts: dict[str, int] = {}
    for each in waiting:
        reason = each.absence_reason if event.is_closed else "Belum datang"
        counts[reason] = counts.get(reason, 0) + 1
    return sorted(counts.items())
