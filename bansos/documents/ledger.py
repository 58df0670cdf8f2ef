"""What the papers of the stock say, gathered from its ledger. Reads, never decides."""

from datetime import date, datetime, time
from itertools import groupby

from django.db.models import Q

from bansos.indonesia.words import count_words
from bansos.stock.models import Balance, Movement

from . import papers
from .facts import head_of, package_of, signatory
from .letterheads import letterhead_of

KINDS = Movement.Kind
OF_HANDOVERS = {
    KINDS.HANDED: "Diserahkan kepada {count} penerima",
    KINDS.VOIDED: "Penyerahan {count} penerima dibatalkan",
}
"""Told by the day: a card with a line for each family would name nobody and help nobody."""


def issuer_of(facility, *, as_of: datetime) -> papers.Issuer:
    return papers.Issuer(
        letterhead=letterhead_of(facility),
        name=facility.official_name,
        short_name=facility.short_name,
        place=facility.place,
        as_of=as_of.astimezone(facility.zone),
    )


def stock_card(
    balance: Balance, *, since: date | None = None, until: date | None = None, at: datetime
) -> papers.StockCard:
    """The ledger until now, or until the end of a day; what was before `since` is summed up."""
    facility, package = balance.facility, balance.package
    until_end = datetime.combine(until, time.max, tzinfo=facility.zone) if until else at
    as_of = min(until_end, at)
    begin = datetime.combine(since, time.min, tzinfo=facility.zone) if since else None
    moved = Movement.objects.of(package, at=facility).filter(moved_at__lte=as_of)
    before = moved.filter(moved_at__lt=begin).on_hand() if begin else 0
    shown = moved.filter(moved_at__gte=begin) if begin else moved
    return papers.StockCard(
        issuer=issuer_of(facility, as_of=as_of),
        package=papers.Package(name=package.name, unit=package.unit),
        campaign=str(package.campaign),
        opening=before,
        lines=_lines(shown, facility.zone),
        officer=papers.Signatory(),
        head=signatory(head_of(facility, as_of.astimezone(facility.zone).date())),
        since=since,
    )


def goods_receipt(movement: Movement, *, at: datetime) -> papers.GoodsReceipt:
    """One receipt of the ledger, with the balance it found and left."""
    facility, package = movement.facility, movement.package
    earlier = Q(moved_at__lt=movement.moved_at) | Q(moved_at=movement.moved_at, pk__lt=movement.pk)
    before = Movement.objects.of(package, at=facility).filter(earlier).on_hand()
    received_at = movement.moved_at.astimezone(facility.zone)
    return papers.GoodsReceipt(
        issuer=issuer_of(facility, as_of=received_at),
        package=package_of(package),
        quantity=movement.quantity,
        received_at=received_at,
        before=before,
        receiver=papers.Signatory(name=str(movement.recorded_by)),
        head=signatory(head_of(facility, received_at.date())),
        source=movement.note,
        reason=str(package.campaign),
    )


def _lines(movements, zone) -> list[papers.Line]:
    """A line for each movement, and one for handovers of a day that followed each other."""
    rows = movements.order_by("moved_at", "pk").values_list(
        "moved_at", "kind", "quantity", "note", "handover_id"
    )

    def group_of(row):
        place, (moved_at, kind, _, _, handover_id) = row
        is_summed = handover_id and kind in OF_HANDOVERS
        return moved_at.astimezone(zone).date(), kind, None if is_summed else place

    return [
        _line(day, KINDS(kind), [row for _, row in group], is_summed=place is None)
        for (day, kind, place), group in groupby(enumerate(rows), group_of)
    ]


def _line(day, kind, rows, *, is_summed) -> papers.Line:
    quantity = sum(row[2] for row in rows)
    if is_summed:
        what = OF_HANDOVERS[kind].format(count=count_words(len(rows)))
    else:
        note = rows[0][3]
        what = f"{kind.label}: {note}" if note else str(kind.label)
    return papers.Line(day=day, what=what, quantity=quantity)
