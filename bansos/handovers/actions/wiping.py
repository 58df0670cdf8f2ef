"""
A rehearsal is wiped in one deed. Nothing else in the house is ever deleted: this never was.

What goes is found by following whatever points at the rehearsal's rows, whichever part of the
house it belongs to; what the trail tells of them stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.db import connection, transaction
from django.db.models import F, FileField, Model

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
    What would go with a rehearsal: all of its campaign at this facility.

    :raises Refused: if the event is meant in earnest.
    """
    rows = _rows_of(event.campaign, event.facility_id)
    return _told(rows, _taken_up(rows[Event]).count())


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
    counts = {model._meta.label_lower: len(keys) for model, keys in rows.items() if keys}
    details = {"campaign": campaign.pk, "events": sorted(rows[Event]), "counts": counts}
    facts = {"facility": facility, "details": details, "label": campaign.name}
    trail.record("event.wipe", None, by=by, at=at, **facts)
    return _told(rows, len(families))


def _told(rows, families) -> Wiped:
    counts = {
        str(model._meta.verbose_name): len(keys)
        for model, keys in rows.items()
        if keys and model not in UNTOLD
    }
    return Wiped(counts, families)


def _rows_of(campaign, facility_id) -> Rows:
    """
    The keys of all that goes, by model.

    :raises Refused: if the campaign is meant in earnest.
    """
    if not campaign.is_rehearsal:
        raise Refused("Ini bukan gladi. Kegiatan sungguhan tidak pernah dihapus.")
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
