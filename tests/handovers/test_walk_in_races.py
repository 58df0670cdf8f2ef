"""Two desks take the same family up at the same moment. Real threads on the real database."""

import pytest
from django.utils import timezone

from bansos.handovers import actions
from bansos.handovers.invariants import differences
from bansos.handovers.models import Entitlement
from bansos.stock.actions import receive
from recipients.models import Recipient
from tests.factories import FacilityFactory
from tests.handovers.factories import EventFactory
from tests.handovers.test_walking_in import newcomer, take_up
from tests.handovers.threads import all_at_once
from tests.recipients.factories import made_up_nik

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5


def gate(facility, by, **facts):
    event = EventFactory(facility=facility, opened=True, **facts)
    receive(event.package, facility=facility, quantity=3, by=by, at=timezone.now())
    return event


@pytest.mark.parametrize("nik", [made_up_nik(970), ""], ids=["by NIK", "by name"])
@pytest.mark.parametrize("_", range(ROUNDS))
def test_two_desks_of_one_hall_take_a_family_up_once(_, nik, facility, officer, head):
    event = gate(facility, officer, campaign__walk_ins=None)

    results = all_at_once(
        *(lambda by=by: take_up(event, newcomer(nik=nik), by) for by in [officer, head])
    )

    assert sum(isinstance(one, actions.AlreadyKnown) for one in results) == 1
    assert Entitlement.objects.count() == Recipient.objects.count() == 1
    assert list(differences()) == []


@pytest.mark.parametrize("_", range(ROUNDS))
def test_two_facilities_take_a_family_up_once_and_the_database_decides(_, facility, officer, head):
    here = gate(facility, officer, campaign__walk_ins=None)
    there = gate(FacilityFactory(), head, campaign=here.campaign, package=here.package)
    nik = made_up_nik(971)

    class Told:
        """Whatever the officer is asked, the answer is to go on."""

        def __contains__(self, key):
            return True

    results = all_at_once(
        *(
            lambda event=event, by=by: take_up(event, newcomer(nik=nik), by, told=Told())
            for event, by in [(here, officer), (there, head)]
        )
    )

    assert sum(isinstance(one, actions.AlreadyEntitled) for one in results) == 1
    assert Entitlement.objects.count() == Recipient.objects.count() == 1
    assert list(differences()) == []


def test_the_last_place_is_taken_once(facility, officer, head):
    event = gate(facility, officer, campaign__walk_ins=1)

    results = all_at_once(
        lambda: take_up(event, newcomer("Satu"), officer),
        lambda: take_up(event, newcomer("Dua"), head),
    )

    assert sum(isinstance(one, actions.NoRoom) for one in results) == 1
    assert event.entitlements.count() == 1
