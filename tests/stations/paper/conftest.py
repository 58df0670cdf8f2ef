from datetime import timedelta

import pytest
from django.utils import timezone

from bansos.handovers.models import Event
from bansos.stations.paper.actions import Told, record_page
from tests.handovers.conftest import open_event

__all__ = ["open_event"]


@pytest.fixture
def event(open_event):
    """A running event with thirty families: a full page and a short one."""
    return open_event(families=30, on_hand=40)


@pytest.fixture
def closed(event, head):
    """The same event, closed an hour after it began."""

    def close(ago=timedelta(0)):
        at = timezone.now() - ago
        begun = at - timedelta(hours=1)
        Event.objects.filter(pk=event.pk).update(
            state=Event.State.CLOSED,
            starts_at=begun,
            opened_at=begun,
            closed_at=at,
            closed_by=head,
        )
        event.refresh_from_db()
        return event

    return close


@pytest.fixture
def record(event, officer):
    """Records a page as the officer read it; every tick is a signature unless told otherwise."""

    def recorded(*numbers, page=1, by=officer, at=None, **facts):
        at = at or timezone.now()
        told = {
            "ticked": dict.fromkeys(numbers),
            "signatures": len(numbers),
            "handed_at": min(at, event.closed_at or at),
        }
        return record_page(event, page, Told(**told | facts), by=by, at=at)

    return recorded
