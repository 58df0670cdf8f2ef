"""What the stock's own tables do not let happen, whoever writes."""

from uuid import uuid4

import pytest
from django.db import IntegrityError

from bansos.accounts.roles import Permission
from bansos.stock.models import Balance, Movement
from tests.stock.factories import BalanceFactory, MovementFactory

pytestmark = pytest.mark.django_db
Kind = Movement.Kind


@pytest.mark.parametrize(
    ("kind", "quantity"),
    [
        (Kind.RECEIVED, -1),
        (Kind.VOIDED, -1),
        (Kind.HANDED, 1),
        (Kind.RETURNED, 1),
        (Kind.DAMAGED, 1),
        (Kind.LOST, 1),
        (Kind.RECEIVED, 0),
    ],
)
def test_a_movement_goes_the_way_of_its_kind(kind, quantity):
    with pytest.raises(IntegrityError):
        MovementFactory(kind=kind, quantity=quantity)


def test_a_package_has_one_balance_at_a_facility():
    balance = BalanceFactory()

    with pytest.raises(IntegrityError):
        BalanceFactory(facility=balance.facility, package=balance.package)


def test_a_handover_leaves_the_stock_once():
    leaving = {"kind": Kind.HANDED, "quantity": -1, "handover_id": uuid4()}
    MovementFactory(**leaving)

    with pytest.raises(IntegrityError):
        MovementFactory(**leaving)


def test_movements_are_summed_by_package_and_place():
    balance = BalanceFactory(on_hand=10)
    MovementFactory()
    MovementFactory(
        facility=balance.facility, package=balance.package, kind=Kind.DAMAGED, quantity=-2
    )

    here = Movement.objects.of(balance.package, at=balance.facility)
    assert here.on_hand() == 8
    assert here.per_kind() == {Kind.RECEIVED: 10, Kind.DAMAGED: 2}


def test_nothing_moved_is_nothing_on_hand():
    assert Movement.objects.on_hand() == 0


def test_stock_is_seen_by_those_posted_there(facility, officer, stranger, regional):
    BalanceFactory(facility=facility)

    for rows in [Balance.objects, Movement.objects]:
        assert rows.visible_to(officer).exists()
        assert not rows.visible_to(stranger).exists()
        assert not rows.visible_to(regional).exists()
        assert rows.visible_to(regional, Permission.SEE_NUMBERS).exists()


def test_a_movement_reads_as_a_line():
    assert str(MovementFactory(facility__short_name="Rutan Contoh")) == (
        "+10 Paket sembako (Rutan Contoh)"
    )
