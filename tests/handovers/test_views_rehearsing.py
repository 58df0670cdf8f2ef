"""A rehearsal on screen: made in one press, marked wherever it is seen, wiped by the head."""

import pytest
from django.urls import reverse
from django.utils import timezone

from bansos.handovers import actions
from bansos.handovers.models import Event
from bansos.stock.actions import receive
from tests.handovers.factories import EntitlementFactory, EventFactory, HandoverFactory

BAND = "bukan penyerahan sungguhan"


@pytest.fixture
def event(facility):
    event = EventFactory(facility=facility, frozen=True)
    EntitlementFactory(event=event)
    return event


@pytest.fixture
def rehearsal(event, officer):
    made = actions.rehearse(event, by=officer, at=timezone.now())
    return actions.open_event(made, by=officer, at=timezone.now())


def url(name, *args):
    return reverse(f"handovers:{name}", args=args)


def test_an_officer_makes_one_in_one_press(client, event, officer):
    client.force_login(officer)
    assert "Buat gladi" in client.get(event.get_absolute_url()).text

    response = client.post(url("rehearse", event.pk), follow=True)

    rehearsal = Event.objects.get(rehearsal_of=event)
    assert response.redirect_chain[-1][0] == rehearsal.get_absolute_url()
    assert BAND in response.text
    page = client.get(event.get_absolute_url()).text
    assert "Buat gladi" not in page
    assert rehearsal.get_absolute_url() in page
    assert BAND not in page


def test_a_second_press_says_that_there_is_one(client, event, officer):
    client.force_login(officer)
    for _ in range(2):
        response = client.post(url("rehearse", event.pk), follow=True)

    assert "sudah ada" in response.text
    assert Event.objects.filter(rehearsal_of=event).count() == 1


@pytest.mark.parametrize(
    "name",
    (
        "event_detail event_stock event_notes event_papers event_history desk conflict_list "
        "walk_in walk_in_list close_event wipe_rehearsal"
    ).split(),
)
def test_every_screen_of_it_says_so(client, rehearsal, head, name):
    client.force_login(head)

    assert BAND in client.get(url(name, rehearsal.pk)).text


def test_the_card_and_the_page_of_a_family_say_so_too(client, rehearsal, head):
    row = rehearsal.entitlements.get()
    client.force_login(head)

    for address in [
        url("hand_over", rehearsal.pk, row.pk),
        url("entitlement_detail", row.pk),
        reverse("stations:station_list", args=[rehearsal.pk]),
        reverse("stations:pair", args=[rehearsal.pk]),
        reverse("documents:event_list", args=[rehearsal.pk]),
    ]:
        assert BAND in client.get(address).text


def test_its_rows_say_so_when_they_leave_the_house(client, rehearsal, head):
    client.force_login(head)

    response = client.get(reverse("documents:event_sheet", args=[rehearsal.pk]), {"format": "csv"})

    text = b"".join(response.streaming_content).decode()
    assert "GLADI" in response["Content-Disposition"]
    assert "Belum (GLADI)" in text
    listed = client.get(reverse("documents:events_sheet"), {"format": "csv"})
    assert "Berlangsung (GLADI)" in b"".join(listed.streaming_content).decode()


def test_its_stock_is_counted_with_nobodys(client, rehearsal, event, head, facility):
    receive(event.package, facility=facility, quantity=7, by=head, at=timezone.now())
    client.force_login(head)

    page = client.get(reverse("stock:balance_list"))

    assert [balance.on_hand for balance in page.context["balances"]] == [7]
    assert [line.quantity for line in page.context["page"]] == [7]
    for name in ["balances_sheet", "movements_sheet"]:
        sheet = client.get(reverse(f"documents:{name}"), {"format": "csv"})
        assert "Gladi" not in b"".join(sheet.streaming_content).decode()


def test_a_family_has_not_received_what_it_rehearsed(client, rehearsal, event, officer):
    row = rehearsal.entitlements.get()
    HandoverFactory(entitlement=row)
    actions.open_event(event, by=officer, at=timezone.now())
    client.force_login(officer)

    card = client.get(url("hand_over", event.pk, event.entitlements.get().pk)).text

    assert "Pernah menerima" not in card


def test_the_head_is_told_what_goes_and_then_it_goes(client, rehearsal, event, head):
    client.force_login(head)
    address = url("wipe_rehearsal", rehearsal.pk)
    page = client.get(address).text
    assert "Jatah" in page
    assert "Mutasi stok" in page

    response = client.post(address, follow=True)

    assert "Gladi dihapus" in response.text
    assert list(Event.objects.all()) == [event]


def test_an_event_in_earnest_has_no_way_to_be_wiped(client, event, head):
    client.force_login(head)
    assert "Hapus gladi" not in client.get(event.get_absolute_url()).text

    response = client.post(url("wipe_rehearsal", event.pk), follow=True)

    assert "tidak pernah dihapus" in response.text
    assert Event.objects.filter(pk=event.pk).exists()
