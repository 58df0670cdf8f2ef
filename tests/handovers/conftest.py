import pytest
from django.db import transaction

from bansos.audit import trail
from tests.handovers.factories import EntitlementFactory, EventFactory
from tests.stock.factories import BalanceFactory


@pytest.fixture
def open_event(facility):
    """Makes an event that is going on, with families on its list and packages in stock."""

    def make(*, families, on_hand):
        with transaction.atomic():
            trail.new_head(facility.pk).save()
            event = EventFactory(facility=facility, opened=True)
            BalanceFactory(facility=facility, package=event.package, on_hand=on_hand)
            for number in range(1, families + 1):
                EntitlementFactory(event=event, number=number)
        return event

    return make
