"""
A rehearsal is wiped in one deed. Nothing else in the house is ever deleted: this never was.

What goes is found by following whatever points at the rehearsal's rows, whichever part of the
house it belongs to; what the trail tells of them stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.db import connection, transaction
from django.db.models import Count, F, FileField, Model, Subquery, Value
from django.db.models.functions import Coalesce

from bansos.audit import trail
from bansos.campaigns.models import Campaign
from bansos.stock.models import Balance, Movement
from recipients import actions as register
from recipients.models import Recipient

from ..models import Claim, Entitlement, Event, Tally
from .refusals import Refused, refusing_as_here
from .standing import locked

AT_ONCE = 5000
"""Keys in one statement: SQLite takes no more than 32,766 values."""
UNTOLD = {Claim, Tally, Balance}
"""What means nothing to whoever asks for the deed."""
RETIRED = "Dicatat saat gladi"

Rows = dict[type[Model], set]


@dataclass(frozen=True)
class Wiped:
    """
    What goes, or went.

    :param counts: rows by what the screen calls them.
    :param families: those registered at its gate, who are put out of use.
    """

    counts: dict[str, int]
    families: int


def to_wipe(event) -> Wiped:
    """
    What would go with a rehearsal: all of its campaign at this facility. In three queries.

    :raises Refused: if the event is meant in earnest.
    """
    _require_rehearsal(event.campaign)
    here = {"facility": event.facility_id}
    events = set(
        Event.objects.filter(campaign=event.campaign_id, **here).values_list("pk", flat=True)
    )
    of_campaign = {"package__campaign": event.campaign_id, **here}
    rows = {
        model: model._base_manager.filter(**{f"{path}__in": events})
        for model, path in _ways_to_event().items()
    }
    rows[Movement] = Movement.objects.filter(**of_campaign)
    counted = [Coalesce(Subquery(_counted(found)), 0) for found in rows.values()]
    numbers = Campaign.objects.values_list(*counted).get(pk=event.campaign_id)
    return _told(dict(zip(rows, numbers, strict=True)), _taken_up(events).count())


@transaction.atomic
def wipe(event, *, by, at) -> Wiped:
    """
    Delete a rehearsal at one facility: its events, lists, handovers, devices, files and stock.

    :raises Refused: if the event is meant in earnest.
    """
    facility = locked(event).facility
    # Locked too, so that nobody makes earnest of it meanwhile.
    campaign = Campaign.objects.select_for_update().get(pk=event.campaign_id)
    rows = _rows_of(campaign, facility.pk)
    families = list(_taken_up(rows[Event]))
    for model, keys in rows.items():
        _delete(model, keys)
    with refusing_as_here():
        for family in families:
            register.retire(family, reason=RETIRED, by=by, at=at)
    numbers = {model: len(keys) for model, keys in rows.items()}
    counts = {model._meta.label_lower: number for model, number in numbers.items() if number}
    details = {"campaign": campaign.pk, "events": sorted(rows[Event]), "counts": counts}
    facts = {"facility": facility, "details": details, "label": campaign.name}
    trail.record("event.wipe", None, by=by, at=at, **facts)
    return _told(numbers, len(families))


def _told(numbers, families) -> Wiped:
    counts = {
        str(model._meta.verbose_name): number
        for model, number in numbers.items()
        if number and model not in UNTOLD
    }
    return Wiped(counts, families)


def _require_rehearsal(campaign) -> None:
    if not campaign.is_rehearsal:
        raise Refused("Ini bukan gladi. Kegiatan sungguhan tidak pernah dihapus.")


def _ways_to_event() -> dict[type[Model], str]:
    """Each model that hangs on events, with the shortest way from its rows to theirs."""
    ways: dict[type[Model], str] = {Event: "pk"}
    edge: list[tuple[type[Model], str]] = [(Event, "")]
    while edge:
        model, way = edge.pop(0)
        for relation in _pointing_at(model):
            if relation.related_model not in ways:
                further = f"{relation.field.name}__{way}".removesuffix("__")
                ways[relation.related_model] = further
                edge.append((relation.related_model, further))
    return ways


def _counted(rows):
    # All in one group: a plain count would not be a subquery.
    return rows.order_by().values(all=Value(1)).annotate(n=Count("pk")).values("n")


def _rows_of(campaign, facility_id) -> Rows:
    """
    The keys of all that goes, by model.

    :raises Refused: if the campaign is meant in earnest.
    """
    _require_rehearsal(campaign)
    rows: Rows = {Event: set()}
    here = {"facility": facility_id}
    _follow(rows, Event, Event.objects.filter(campaign=campaign, **here))
    here |= {"package__campaign": campaign}
    _follow(rows, Movement, Movement.objects.filter(**here))
    _follow(rows, Balance, Balance.objects.filter(**here))
    if campaign.scope == Campaign.Scope.FACILITY:
        _follow(rows, Campaign, Campaign.objects.filter(pk=campaign.pk))
    return rows


def _follow(rows, model, found) -> None:
    """Add these rows, and whatever points at them, and what points at that."""
    known = rows.setdefault(model, set())
    new = set(found.order_by().values_list("pk", flat=True)) - known
    known |= new
    for relation in _pointing_at(model):
        pointing, by = relation.related_model, f"{relation.field.name}__in"
        for part in _parts(new):
            _follow(rows, pointing, pointing._base_manager.filter(**{by: part}))


def _pointing_at(model) -> Iterator:
    for field in model._meta.get_fields(include_hidden=True):
        if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one):
            yield field


def _parts(keys) -> Iterator[list]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def _delete(model, keys) -> None:
    """Past the walls that keep everything else; both databases look at references at the end."""
    for part in _parts(keys):
        rows = model._base_manager.filter(pk__in=part)
        for field in model._meta.fields:
            if isinstance(field, FileField):
                for name in rows.exclude(**{field.name: ""}).values_list(field.name, flat=True):
                    transaction.on_commit(partial(field.storage.delete, name))
        rows._raw_delete(connection.alias)


def _taken_up(events):
    """Families that were registered at the gate of these events, and are nowhere else."""
    came = Entitlement.objects.walk_ins().filter(
        event__in=events,
        recipient__registered_at=F("added_at"),
        recipient__registered_by=F("added_by"),
    )
    elsewhere = Entitlement.objects.exclude(event__in=events)
    unknown = Recipient.objects.active().unverified().filter(pk__in=came.values("recipient"))
    return unknown.exclude(pk__in=elsewhere.values("recipient")).order_by("pk")
