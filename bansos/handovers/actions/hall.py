"""What the screen in the hall shows besides the numbers: which part of the day is on, and names."""

from django.db import transaction

from bansos.audit import trail

from ..models import Event
from .refusals import Refused
from .standing import locked, require_state


@transaction.atomic
def mark_agenda(event, *, item: int | None, by, at) -> Event:
    """
    Say which part of the running order is on now; None for none of it.

    :param item: its place in `agenda_items`, from 0.
    :raises WrongState: before the list is decided, or once it is reported.
    :raises Refused: if there is no such part.
    """
    event = locked(event)
    _require_shown(event)
    if item is not None and not 0 <= item < len(event.agenda_items):
        raise Refused("Susunan acara baru saja berubah. Muat ulang halaman.")
    if event.agenda_now != item:
        event.agenda_now = item
        event.save(update_fields=["agenda_now"])
        trail.record("event.mark_agenda", event, by=by, at=at, details={"item": item})
    return event


@transaction.atomic
def show_names(event, *, shown: bool, by, at) -> Event:
    """
    Let the screen in the hall call recipients by their names, or no longer.

    :raises WrongState: before the list is decided, or once it is reported.
    """
    event = locked(event)
    _require_shown(event)
    if event.shows_names != shown:
        event.shows_names = shown
        event.save(update_fields=["shows_names"])
        trail.record("event.show_names", event, by=by, at=at, details={"shown": shown})
    return event


def _require_shown(event) -> None:
    require_state(event, Event.State.FROZEN, Event.State.OPEN, Event.State.CLOSED)
