"""A statement composed once answers as the queryset it was composed of."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bansos.handovers.composing import Composed, Slot, shape, slots
from bansos.handovers.models import Entitlement, Handover
from tests.handovers.factories import HandoverFactory


@pytest.mark.parametrize(
    ("count", "size"), [(0, 0), (1, 1), (2, 2), (3, 4), (4, 4), (5, 8), (200, 256), (500, 512)]
)
def test_few_sizes_are_composed_and_each_holds_what_is_told(count, size):
    assert shape([7] * count) == size


def test_the_same_statement_is_asked_again_with_other_values(open_event):
    event = open_event(families=5, on_hand=5)
    first, second, third, *_ = event.entitlements.order_by("number")
    asked = Entitlement.objects.filter(pk__in=slots("ids", 4), event=Slot("event"))
    statement = Composed(asked.order_by("number").values_list("pk", "added_at"))

    for wanted in [[first, second, third], [second]]:
        rows = statement.rows(ids=[each.pk for each in wanted], event=[event.pk])
        assert [tuple(row) for row in rows] == [(each.pk, each.added_at) for each in wanted]
    assert statement.rows(ids=[first.pk], event=[event.pk + 1]) == []


def test_behind_a_pool_nothing_is_left_on_a_connection(open_event, monkeypatch):
    event = open_event(families=2, on_hand=2)
    first, _ = event.entitlements.order_by("number")
    statement = Composed(event.entitlements.filter(pk=Slot("id")).values_list("pk", "number"))
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)

    with CaptureQueriesContext(connection) as asked:
        assert [tuple(row) for row in statement.rows(id=[first.pk])] == [(first.pk, 1)]
    assert [query["sql"].split()[0] for query in asked] == ["SELECT"]


def test_values_are_made_ready_and_answers_are_read_as_the_database_has_them(db):
    handover = HandoverFactory()
    asked = Handover.objects.filter(pk__in=slots("ids", 2, Handover._meta.pk)).order_by()
    statement = Composed(asked.values_list("pk", "handed_at", "is_offline"))

    assert [tuple(row) for row in statement.rows(ids=[handover.pk])] == [
        (handover.pk, handover.handed_at, False)
    ]
    assert statement.rows(ids=[uuid4()]) == []
