"""Packages come into stock and leave it, and there are never fewer than none."""

from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from bansos.audit import trail
from bansos.audit.models import Entry, Head
from bansos.stock import actions
from bansos.stock.models import Balance, Movement
from tests.campaigns.factories import PackageFactory
from tests.factories import FacilityFactory, UserFactory
from tests.handovers.threads import all_at_once
from tests.stock.factories import BalanceFactory

AT = datetime(2024, 12, 20, 2, 0, tzinfo=UTC)
RETURNED, DAMAGED = Movement.Kind.RETURNED, Movement.Kind.DAMAGED


@pytest.fixture
def package(db):
    return PackageFactory()


def receive(package, facility, by, quantity=10, **more):
    return actions.receive(package, facility=facility, quantity=quantity, by=by, at=AT, **more)


def write_off(package, facility, by, quantity=3, kind=DAMAGED):
    how = {"kind": kind, "note": "Basah", "by": by, "at": AT}
    return actions.write_off(package, facility=facility, quantity=quantity, **how)


def on_hand(package):
    balance = Balance.objects.get(package=package).on_hand
    assert Movement.objects.filter(package=package).on_hand() == balance
    return balance


def test_what_is_received_is_on_hand(package, facility, officer):
    receive(package, facility, officer)
    movement = receive(package, facility, officer, 5, note="Dari koperasi")

    assert on_hand(package) == 15
    assert (movement.quantity, movement.note, movement.moved_at) == (5, "Dari koperasi", AT)
    assert movement.recorded_by == officer


def test_each_facility_has_a_stock_of_its_own(package, facility, officer):
    receive(package, facility, officer)
    receive(package, FacilityFactory(), officer, 4)

    assert Balance.objects.get(facility=facility).on_hand == 10


def test_receiving_leaves_a_trace_at_the_facility(package, facility, officer):
    movement = receive(package, facility, officer)

    entry = Entry.objects.about(movement).get()
    assert (entry.chain, entry.action) == (facility.pk, "stock.receive")
    assert entry.details == {"package": package.pk, "kind": "masuk", "quantity": 10}


@pytest.mark.parametrize("kind", [RETURNED, DAMAGED])
def test_what_is_written_off_is_gone(package, facility, officer, kind):
    receive(package, facility, officer)

    movement = write_off(package, facility, officer, kind=kind)

    assert on_hand(package) == 7
    assert (movement.kind, movement.quantity) == (kind, -3)


def test_all_of_it_can_be_written_off(package, facility, officer):
    receive(package, facility, officer, 3)

    write_off(package, facility, officer, 3)

    assert on_hand(package) == 0


def test_more_than_there_is_cannot_be_written_off(package, facility, officer):
    receive(package, facility, officer, 2)

    with pytest.raises(actions.OutOfStock, match="tersisa 2, diperlukan 3"):
        write_off(package, facility, officer)

    assert on_hand(package) == 2
    assert not Entry.objects.filter(action="stock.write_off").exists()


def test_nothing_at_all_cannot_be_written_off(package, facility, officer):
    with pytest.raises(actions.OutOfStock, match="tersisa 0"):
        write_off(package, facility, officer)


@pytest.mark.parametrize("quantity", [0, -5, 100_001, 2**70])
def test_a_quantity_beyond_reason_is_refused(package, facility, officer, quantity):
    with pytest.raises(actions.Refused, match=r"1 sampai 100\.000"):
        receive(package, facility, officer, quantity)
    with pytest.raises(actions.Refused):
        write_off(package, facility, officer, quantity)


def test_another_facilitys_package_does_not_come_into_stock(facility, officer):
    package = PackageFactory(facility=FacilityFactory())

    with pytest.raises(actions.Refused, match="bukan paket"):
        receive(package, facility, officer)


def test_packages_do_not_leave_as_handed_over_by_hand(package, facility, officer):
    receive(package, facility, officer)

    with pytest.raises(ValueError, match="diserahkan"):
        write_off(package, facility, officer, kind=Movement.Kind.HANDED)


def test_the_database_keeps_the_balance_above_zero(facility):
    with pytest.raises(IntegrityError, match="stock_never_below_zero"):
        BalanceFactory(facility=facility, on_hand=-1)


@pytest.fixture
def last_package(transactional_db):
    """One package left, and two officers who reach for it."""
    balance = BalanceFactory(on_hand=1)
    return balance, UserFactory.create_batch(2)


def reach_at_once(balance, officers):
    return all_at_once(
        *(
            lambda officer=officer: write_off(balance.package, balance.facility, officer, 1)
            for officer in officers
        )
    )


def test_of_two_who_reach_for_the_last_package_one_gets_it(last_package):
    balance, officers = last_package

    done = reach_at_once(balance, officers)

    assert {type(each) for each in done} == {Movement, actions.OutOfStock}
    assert on_hand(balance.package) == 0
    assert list(trail.verify()) == []


def test_two_first_deliveries_at_once_are_both_counted(transactional_db):
    package, facility = PackageFactory(), FacilityFactory()
    officers = UserFactory.create_batch(4)

    all_at_once(*(lambda one=one: receive(package, facility, one) for one in officers))

    assert on_hand(package) == 40
    assert list(trail.verify()) == []


@pytest.fixture
def without_the_lock(monkeypatch):
    """Both know what is on hand before either takes it."""
    if connection.vendor == "sqlite":
        pytest.skip("On SQLite the beginning of a transaction is the lock.")
    met, require = Barrier(2), actions._require_sound
    monkeypatch.setattr(actions.trail, "lock", lambda chain: Head(chain=chain))
    # The trail's own numbering would stop the second one as well.
    monkeypatch.setattr(actions, "_told", lambda action, movement: movement)

    def require_together(*args):
        require(*args)
        met.wait()

    monkeypatch.setattr(actions, "_require_sound", require_together)


def test_without_the_lock_still_only_one_gets_the_last(last_package, without_the_lock):
    balance, officers = last_package

    done = reach_at_once(balance, officers)

    assert {type(each) for each in done} == {Movement, actions.OutOfStock}
    assert on_hand(balance.package) == 0


def test_control_a_balance_that_is_read_and_written_back_loses_a_package(
    last_package, without_the_lock, monkeypatch
):
    met = Barrier(2)

    def move(kind, package, facility, quantity, by, at, **facts):
        balance = Balance.objects.get(package=package, facility=facility)
        met.wait()
        balance.on_hand += quantity
        balance.save()
        line = {"package": package, "facility": facility, "quantity": quantity, "kind": kind}
        return Movement.objects.create(**line, moved_at=at, recorded_by=by)

    monkeypatch.setattr(actions, "_move", move)
    balance, officers = last_package

    reach_at_once(balance, officers)

    balance.refresh_from_db()
    assert balance.on_hand == 0
    assert Movement.objects.filter(package=balance.package).on_hand() == -1
