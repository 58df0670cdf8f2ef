"""Two people about one family at the same moment. Real threads on the real database."""

from uuid import uuid4

import pytest
from django.utils import timezone

from bansos.audit.trail import verify
from bansos.handovers import actions
from bansos.handovers.actions import Operation, Outcome, hand_over
from bansos.handovers.invariants import differences
from bansos.stock.actions import receive
from recipients import actions as register
from recipients.likenesses import look
from recipients.models import Likeness
from tests.factories import FacilityFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, FamilyFactory
from tests.handovers.threads import all_at_once
from tests.recipients.factories import RecipientFactory

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5


def alike(facility):
    pair = FamilyFactory.create_batch(2, facility=facility)
    for each in pair:
        each.members.update(search_name=f"sama {pair[0].pk}")
    [likeness] = look([pair[0].pk], at=timezone.now())
    return likeness, pair


def merged(likeness, keep, by):
    return actions.merge_families(likeness, keep=keep, by=by, at=timezone.now())


@pytest.mark.parametrize("_", range(ROUNDS))
def test_of_two_who_decide_at_once_one_decides(_, facility, officer, head):
    likeness, pair = alike(facility)
    apart = {"reason": "Nama pasaran", "by": officer, "at": timezone.now()}

    results = all_at_once(
        lambda: merged(likeness, pair[0], head),
        lambda: merged(likeness, pair[1], officer),
        lambda: register.tell_apart(likeness, **apart),
    )

    refused = [one for one in results if isinstance(one, (actions.Refused, register.Refused))]
    assert len(refused) == 2
    likeness.refresh_from_db()
    assert not likeness.is_open
    assert list(verify()) == []


@pytest.mark.parametrize("_", range(ROUNDS))
def test_a_merge_and_a_handover_leave_the_family_one_package(_, facility, officer, head):
    likeness, pair = alike(facility)
    event = EventFactory(facility=facility, opened=True)
    receive(event.package, facility=facility, quantity=2, by=head, at=timezone.now())
    draft = EventFactory(facility=facility, campaign=event.campaign, package=event.package)
    entitlement = EntitlementFactory(event=event, recipient=pair[1])
    EntitlementFactory(event=draft, recipient=pair[0])
    press = [Operation(id=uuid4(), entitlement_id=entitlement.pk)]

    _, answers = all_at_once(
        lambda: merged(likeness, pair[0], head),
        lambda: hand_over(press, facility=facility, by=officer, at=timezone.now()),
    )

    assert [answer.outcome for answer in answers] == [Outcome.HANDED]
    assert not draft.entitlements.active().exists()
    assert list(differences()) == []


def test_two_facilities_that_find_the_same_pairs_both_come_through(facility):
    elsewhere = FacilityFactory()
    here = RecipientFactory.create_batch(8, facility=facility)
    there = [
        RecipientFactory(facility=elsewhere, nik=each.members.get().nik) for each in reversed(here)
    ]

    all_at_once(
        *(
            lambda ids=[each.pk for each in rows]: look(ids, at=timezone.now())
            for rows in [here, there]
        )
    )

    assert Likeness.objects.count() == 8


def test_two_inmates_who_change_places_do_not_lock_one_another(facility, head):
    elsewhere = FacilityFactory()
    families = [FamilyFactory(facility=place) for place in [facility, elsewhere]]
    facts = {"reason": "Mutasi", "by": head, "at": timezone.now()}
    here, there = (family.kinships.get().inmate for family in families)

    results = all_at_once(
        lambda: actions.transfer_inmate(here, to=elsewhere, **facts),
        lambda: actions.transfer_inmate(there, to=facility, **facts),
    )

    assert all(isinstance(one, actions.Left) for one in results)
    assert list(verify()) == []
