"""`check_invariants` finds whatever was changed behind the deeds' back, and names it."""

from datetime import UTC, datetime
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from bansos.audit.models import Entry, Head
from bansos.handovers import actions
from bansos.handovers.invariants import COUNTED
from bansos.handovers.models import Claim, Entitlement, Event, Handover, Tally
from bansos.stock.models import Balance, Movement
from tests.factories import FacilityFactory, OfficialFactory, UserFactory
from tests.handovers.factories import (
    EntitlementFactory,
    EventFactory,
    FamilyFactory,
    HandoverFactory,
)
from tests.stock.factories import BalanceFactory, MovementFactory

AT = datetime(2024, 12, 24, 1, 30, tzinfo=UTC)


def told(**options):
    """What the command says, and whether it ended well."""
    out = StringIO()
    try:
        call_command("check_invariants", stdout=out, **options)
    except CommandError as error:
        return out.getvalue().splitlines(), str(error)
    return out.getvalue().splitlines(), ""


@pytest.fixture
def handover(facility):
    handover = HandoverFactory(entitlement__event__facility=facility)
    EntitlementFactory(event=handover.event)
    return handover


def test_an_empty_house_is_in_order(db):
    assert told() == (["Semua cocok."], "")


def test_what_the_deeds_leave_is_in_order(facility, officer, head):
    event = EventFactory(facility=facility)
    families = FamilyFactory.create_batch(6, facility=facility)
    BalanceFactory(facility=facility, package=event.package, on_hand=10)
    first, second, third, *_ = actions.choose(event, families[:5], by=officer, at=AT).added
    actions.unchoose(third, by=officer, at=AT)
    actions.submit(event, by=officer, at=AT)
    actions.freeze(event, by=head, at=AT)
    actions.replace(first, families[5], reason="Pindah", by=head, at=AT)
    actions.open_event(event, by=officer, at=AT)
    official = OfficialFactory(facility=facility)
    how = {"kind": Handover.Kind.SYMBOLIC, "handed_by_id": official.pk}
    operations = [
        actions.Operation(id=uuid4(), entitlement_id=each.pk, **how)
        for each in event.entitlements.active()
    ]
    actions.hand_over(operations, facility=facility, by=officer, at=AT)
    handover = Handover.objects.get(entitlement=second)
    actions.void(handover, reason="Salah", by=head, at=AT, is_head=True)
    actions.withdraw(second, reason="Pindah", by=head, at=AT)
    actions.close_event(event, by=officer, at=AT)

    assert told() == (["Semua cocok."], "")


@pytest.mark.parametrize("name", COUNTED)
def test_a_wrong_tally_is_named(handover, name):
    wrong = {"entitled": 7, "entitled_packages": 9, "handed": 2, "handed_packages": 2}
    Tally.objects.update(**{name: wrong.get(name, 1)})

    lines, error = told()

    assert error == "Ada 1 perbedaan."
    assert lines[0].startswith(f"Kegiatan {handover.event_id}: hitungan {name} tertulis")


def test_an_event_without_a_tally_is_named(facility):
    event = EventFactory(facility=facility)
    Tally.objects.all().delete()

    assert told()[0] == [f"Kegiatan {event.pk}: hitungannya tidak ada."]


def test_a_list_that_is_not_decided_is_not_counted(facility):
    EntitlementFactory(event__facility=facility)

    assert told() == (["Semua cocok."], "")


def test_a_balance_beside_the_ledger_is_named(facility):
    balance = BalanceFactory(facility=facility, on_hand=10)
    Balance.objects.update(on_hand=11)

    [line] = told()[0]

    assert line == (f"UPT {facility.pk}, paket {balance.package_id}: saldo 11, jumlah mutasi 10.")


def test_a_ledger_without_a_balance_is_named(facility):
    MovementFactory(facility=facility, quantity=4)

    assert "saldo 0, jumlah mutasi 4" in told()[0][0]


def spoil_movement_quantity(handover):
    Movement.objects.filter(handover_id=handover.pk).update(quantity=-2)
    MovementFactory(facility=handover.facility, package=handover.entitlement.package, quantity=1)


def spoil_movement_handover(handover):
    Movement.objects.filter(handover_id=handover.pk).update(handover_id=uuid4())


def spoil_void(handover):
    user = handover.recorded_by
    Handover.objects.update(voided_at=AT, voided_by=user, voided_reason="Diam-diam")
    Tally.objects.update(handed=0, handed_packages=0)


def spoil_return(handover):
    line = {"facility": handover.facility, "package": handover.entitlement.package}
    MovementFactory(**line, kind="batal", quantity=1, handover_id=handover.pk)
    MovementFactory(**line, kind="rusak", quantity=-1)


def spoil_list(handover):
    user = handover.recorded_by
    Entitlement.objects.filter(pk=handover.entitlement_id).update(
        withdrawn_at=AT, withdrawn_by=user, withdrawn_reason="Diam-diam"
    )
    handover.entitlement.claims.update(is_active=False)
    Tally.objects.update(entitled=1, entitled_packages=1)


def spoil_opening(handover):
    Event.objects.update(opened_at=None, opened_by=None)


def spoil_number(handover):
    Entitlement.objects.filter(handovers=None).update(number=None)


def spoil_activity(handover):
    Claim.objects.filter(entitlement=handover.entitlement).update(is_active=False)


def spoil_exemption(handover):
    first = handover.entitlement.claims.first()
    Claim.objects.filter(pk=first.pk).update(is_exempted=True)


@pytest.mark.parametrize(
    ("spoil", "sentences"),
    [
        (spoil_movement_quantity, ["tidak ada mutasi keluarnya"]),
        (spoil_movement_handover, ["tidak ada mutasi keluarnya", "penyerahannya tidak ada"]),
        (spoil_void, ["batal, tetapi stoknya tidak kembali"]),
        (spoil_return, ["sah, tetapi stoknya kembali"]),
        (spoil_list, ["jatahnya sudah dicabut"]),
        (spoil_opening, ["belum pernah dibuka"]),
        (spoil_number, ["tidak bernomor"]),
        (spoil_activity, ["tandanya tidak sesuai", "keluarganya tidak ditandai"]),
        (spoil_exemption, ["tandanya tidak sesuai"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_was_changed_by_hand_is_named(handover, spoil, sentences):
    spoil(handover)

    lines, error = told()

    assert error
    told_of = {sentence for sentence in sentences for line in lines if sentence in line}
    assert told_of == set(sentences)
    assert all(any(sentence in line for sentence in sentences) for line in lines)


def test_a_handover_of_another_event_is_named(handover):
    other = EventFactory(opened=True)
    Tally.objects.filter(event=other).update(entitled=1, entitled_packages=1)
    Handover.objects.update(event=other)

    assert any("bukan dari kegiatan jatahnya" in line for line in told()[0])


def test_an_entitlement_of_another_campaign_is_named(handover):
    Entitlement.objects.filter(handovers=None).update(campaign=EventFactory().campaign)

    lines, _ = told()

    assert any("bukan dari kampanye" in line for line in lines)
    assert any("tandanya tidak sesuai" in line for line in lines)


@pytest.fixture
def without_walls(transactional_db):
    """As if the constraints had never been there; they come back when the rows are gone."""
    names = {
        Handover: "one_valid_handover_per_entitlement",
        Entitlement: "one_entitlement_per_campaign",
        Claim: "one_family_one_entitlement_per_campaign",
    }
    walls = [
        (model, each)
        for model, name in names.items()
        for each in model._meta.constraints
        if each.name == name
    ]
    with connection.schema_editor() as editor:
        for model, wall in walls:
            editor.remove_constraint(model, wall)
    yield
    Handover.objects.all().delete()
    Entitlement.objects.all().delete()
    with connection.schema_editor() as editor:
        for model, wall in walls:
            editor.add_constraint(model, wall)


def test_doubles_are_named_even_where_no_wall_stood(without_walls):
    handover = HandoverFactory()
    HandoverFactory(entitlement=EntitlementFactory(event=handover.event))
    Handover.objects.exclude(pk=handover.pk).update(entitlement=handover.entitlement)
    other = EventFactory(
        campaign=handover.event.campaign,
        package=handover.event.package,
        facility=handover.facility,
    )
    EntitlementFactory(event=other, recipient=handover.entitlement.recipient)

    lines, _ = told()

    sentences = ["diserahkan lebih dari sekali", "penerimanya mempunyai jatah lain"]
    for sentence in [*sentences, "keluarganya mempunyai jatah lain"]:
        assert any(sentence in line for line in lines)


def test_a_chain_with_its_end_cut_off_is_named(facility, officer, head):
    event = EventFactory(facility=facility)
    EntitlementFactory(event=event)
    actions.submit(event, by=officer, at=AT)
    Head.objects.filter(chain=facility.pk).update(number=5)

    assert told()[1] == "Ada 1 perbedaan."
    assert told()[0][0].startswith(f"Rantai {facility.pk}")
    assert Entry.objects.count() == 1


def test_one_facility_can_be_looked_at_alone(handover):
    elsewhere = HandoverFactory()
    Tally.objects.filter(event=elsewhere.event).update(handed=0)

    assert told(facility=handover.facility_id) == (["Semua cocok."], "")
    assert told(facility=elsewhere.facility_id)[1] == "Ada 1 perbedaan."


def test_a_facility_that_is_not_there_is_not_in_order(db):
    assert told(facility=999_999) == ([], "UPT 999999 tidak ada.")


def test_many_events_take_no_more_statements_than_one(handover, django_assert_max_num_queries):
    for _ in range(8):
        HandoverFactory(entitlement__event__facility=FacilityFactory())

    with django_assert_max_num_queries(44):
        assert told()[1] == ""


@pytest.mark.django_db(transaction=True)
def test_it_reads_one_moment_and_writes_nothing():
    HandoverFactory(recorded_by=UserFactory())

    assert told() == (["Semua cocok."], "")
