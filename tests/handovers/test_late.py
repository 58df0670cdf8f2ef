"""Who did not come may come in the days after; what nobody fetched goes to another family."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from bansos.handovers import actions
from bansos.handovers.invariants import differences
from bansos.handovers.models import Event, Handover
from bansos.stock.models import Balance
from tests.handovers.factories import EntitlementFactory, EventFactory, FamilyFactory

CLOSED_AT = datetime(2024, 12, 24, 4, 0, tzinfo=UTC)
"""Noon of Christmas Eve where the facility is."""
LAST_MOMENT = datetime(2024, 12, 31, 15, 59, 59, tzinfo=UTC)
NEXT_DAYS = CLOSED_AT + timedelta(days=2)


@pytest.fixture
def event(open_event):
    return open_event(families=3, on_hand=10)


@pytest.fixture
def entitlement(event):
    return event.entitlements.order_by("number").first()


@pytest.fixture
def closed(event, officer):
    """Closed at noon; nobody came, and of the first one it is known why."""
    first = event.entitlements.order_by("number").first()
    Event.objects.update(starts_at=CLOSED_AT, opened_at=CLOSED_AT)
    return actions.close_event(event, by=officer, at=CLOSED_AT, absences={first.pk: "Sakit"})


@pytest.fixture
def other_family(facility):
    return FamilyFactory(facility=facility, name="Siti Contoh")


def url(name, *args):
    return reverse(f"handovers:{name}", args=args)


def press(client, entitlement, **data):
    path = url("hand_over", entitlement.event_id, entitlement.pk)
    return client.post(path, {"operation": uuid4()} | data)


def replace(entitlement, family, head, at=NEXT_DAYS):
    return actions.replace(entitlement, family, reason="Tidak datang", by=head, at=at)


def test_the_late_days_are_whole_days_on_the_facilitys_clock(closed):
    closed = Event.objects.for_display().get()

    assert closed.last_day.isoformat() == "2024-12-31"
    assert closed.is_late_at(LAST_MOMENT)
    assert not closed.is_late_at(LAST_MOMENT + timedelta(seconds=2))


@pytest.mark.parametrize("state", ["frozen", "opened", "reported"])
def test_only_a_closed_event_has_late_days(facility, state):
    event = EventFactory(facility=facility, **{state: True})

    assert event.late_until is None
    assert not event.is_late


def test_what_is_pressed_after_the_closing_is_late_by_itself(client, closed, entitlement, officer):
    with time_machine.travel(NEXT_DAYS, tick=False):
        client.force_login(officer)
        assert "Serahkan susulan" in client.get(url("hand_over", closed.pk, entitlement.pk)).text

        response = press(client, entitlement)

        assert "susulan" in client.get(response.url).text
        assert "26 Desember 2024 12.00" in client.get(closed.get_absolute_url()).text
    handover = Handover.objects.get()
    assert (handover.kind, handover.handed_at) == (Handover.Kind.LATE, NEXT_DAYS)
    entitlement.refresh_from_db()
    assert entitlement.absence_reason == ""
    closed.tally.refresh_from_db()
    assert (closed.tally.handed, closed.tally.entitled) == (1, 3)
    assert Balance.objects.get().on_hand == 9
    assert list(differences()) == []


def test_the_pages_say_until_when(client, closed, officer):
    client.force_login(officer)
    with time_machine.travel(NEXT_DAYS):
        assert "Masa susulan sampai 31 Desember 2024." in client.get(url("desk", closed.pk)).text
        page = client.get(closed.get_absolute_url()).text
        assert "Masa susulan sampai 31 Desember 2024." in page
        assert "Meja susulan" in page
    with time_machine.travel(LAST_MOMENT + timedelta(minutes=1)):
        client.force_login(officer)
        assert "Masa susulan berakhir 31 Desember 2024." in client.get(url("desk", closed.pk)).text
        assert "Masa susulan" not in client.get(closed.get_absolute_url()).text


def test_after_the_late_days_the_desk_gives_nothing(client, closed, entitlement, officer):
    with time_machine.travel(LAST_MOMENT + timedelta(minutes=1)):
        client.force_login(officer)
        press(client, entitlement)

    assert not Handover.objects.exists()


def test_what_is_brought_home_says_where_it_was_left(client, event, entitlement, officer):
    client.force_login(officer)
    assert "place" in press(client, entitlement, home=1).context["form"].errors

    response = press(client, entitlement, home=1, place="Desa Contoh RT 2")

    assert "diantar ke Desa Contoh RT 2" in client.get(response.url).text
    assert Handover.objects.get().kind == Handover.Kind.HOME
    for path in [
        url("hand_over", event.pk, entitlement.pk),
        url("entitlement_detail", entitlement.pk),
    ]:
        assert "Diantar ke Desa Contoh RT 2" in client.get(path).text


def test_it_may_be_brought_home_in_the_late_days(client, closed, entitlement, officer):
    with time_machine.travel(NEXT_DAYS):
        client.force_login(officer)
        press(client, entitlement, home=1, place="Desa Contoh")

    assert Handover.objects.get().kind == Handover.Kind.HOME


def test_the_list_tells_the_late_ones_apart(client, closed, entitlement, officer):
    with time_machine.travel(NEXT_DAYS):
        client.force_login(officer)
        press(client, entitlement)
        page = client.get(f"{closed.get_absolute_url()}?keadaan=susulan")

    assert [each.pk for each in page.context["page"]] == [entitlement.pk]


def test_a_report_ends_the_late_days(client, closed, entitlement, head):
    actions.report_event(closed, by=head, at=NEXT_DAYS)
    with time_machine.travel(NEXT_DAYS):
        client.force_login(head)
        press(client, entitlement)

    assert not Handover.objects.exists()


def test_before_it_is_reported_one_is_told_what_ends_with_it(client, closed, head):
    with time_machine.travel(NEXT_DAYS):
        client.force_login(head)
        page = client.get(url("report_event", closed.pk)).text

    assert "3 keluarga" in page
    assert "31 Desember 2024" in page


# Another family in the place of who did not come


def test_what_nobody_fetched_goes_to_another_family_and_is_given_late(
    client, closed, entitlement, other_family, head
):
    with time_machine.travel(NEXT_DAYS):
        client.force_login(head)
        page = client.get(url("entitlement_detail", entitlement.pk)).text
        assert url("replace", entitlement.pk) in page
        assert url("withdraw", entitlement.pk) not in page

        client.post(
            url("replace", entitlement.pk), {"recipient": other_family.pk, "reason": "Pindah"}
        )
        second = closed.entitlements.get(recipient=other_family)
        press(client, second)

    entitlement.refresh_from_db()
    assert (entitlement.withdrawn_reason, entitlement.absence_reason) == ("Pindah", "Sakit")
    assert (second.number, second.handovers.get().kind) == (4, Handover.Kind.LATE)
    closed.tally.refresh_from_db()
    assert (closed.tally.handed, closed.tally.entitled) == (1, 3)
    assert list(differences()) == []


def test_after_the_late_days_nobody_takes_anothers_place(closed, entitlement, other_family, head):
    with pytest.raises(actions.WrongState):
        replace(entitlement, other_family, head, at=LAST_MOMENT + timedelta(seconds=2))


def test_who_has_it_late_is_not_replaced(closed, entitlement, other_family, officer, head):
    press_now = actions.Operation(
        id=uuid4(), entitlement_id=entitlement.pk, kind=Handover.Kind.LATE
    )
    actions.hand_over([press_now], facility=closed.facility, by=officer, at=NEXT_DAYS)

    with pytest.raises(actions.AlreadyHandedOver):
        replace(entitlement, other_family, head)


def test_a_late_handover_is_taken_back_like_any_other(closed, entitlement, officer, head):
    operation = actions.Operation(
        id=uuid4(), entitlement_id=entitlement.pk, kind=Handover.Kind.LATE
    )
    actions.hand_over([operation], facility=closed.facility, by=officer, at=NEXT_DAYS)

    actions.void(Handover.objects.get(), reason="Salah orang", by=head, at=NEXT_DAYS, is_head=True)

    closed.tally.refresh_from_db()
    assert closed.tally.handed == 0
    assert list(differences()) == []


def test_who_came_after_a_reopening_was_not_late(closed, entitlement, officer, head):
    actions.reopen_event(closed, reason="Belum selesai", by=head, at=NEXT_DAYS)
    operation = actions.Operation(id=uuid4(), entitlement_id=entitlement.pk)

    [answer] = actions.hand_over(
        [operation], facility=closed.facility, by=officer, at=timezone.now()
    )

    assert answer.is_done


def test_a_campaign_says_how_many_late_days_there_are(facility):
    event = EntitlementFactory(
        event__facility=facility, event__closed=True, event__campaign__late_days=1
    ).event
    event.closed_at = CLOSED_AT

    assert event.last_day.isoformat() == "2024-12-25"
