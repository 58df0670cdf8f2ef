"""The list that a device takes along: short, hashed, and only what has changed the next time."""

import hashlib

import pytest
from django.urls import reverse
from django.utils import timezone

from bansos.audit import trail
from bansos.audit.models import Entry
from bansos.handovers import actions
from bansos.handovers.models import Handover
from bansos.stations.api import pack as packs
from bansos.stock.actions import receive
from tests.factories import OfficialFactory
from tests.handovers.factories import EntitlementFactory, FamilyFactory

WHY = {"reason": "Pindah"}


def states(pack):
    return {each["id"]: each["state"] for each in pack["entitlements"]}


def changed(device, since):
    pack = device.fetch(since=since).json()
    return pack["is_complete"], states(pack)


def test_the_whole_list_comes_first(device, event, station, facility):
    OfficialFactory(facility=facility, name="Pejabat Contoh")

    pack = device.fetch().json()

    assert pack["is_complete"]
    assert states(pack) == dict.fromkeys(event.entitlements.values_list("pk", flat=True), "waiting")
    assert pack["event"]["id"] == event.pk
    assert pack["station"] == {"id": station.pk, "name": "Meja 2"}
    assert [each["name"] for each in pack["officials"]] == ["Pejabat Contoh"]
    station.refresh_from_db()
    assert station.last_seen_at is not None


def test_a_row_tells_enough_to_call_somebody_and_no_more(device, event):
    family = FamilyFactory(facility=event.facility, name="Dewi Sartika Contoh")
    entitlement = EntitlementFactory(event=event, recipient=family)

    response = device.fetch()

    [row] = [each for each in response.json()["entitlements"] if each["id"] == entitlement.pk]
    assert (row["name"], row["nik_tail"]) == ("Dewi S. C.", "0001")
    salt = response.json()["salt"]
    assert row["code_hash"] == hashlib.sha256(f"{salt}{entitlement.code}".encode()).hexdigest()
    for secret in [entitlement.code, "Sartika", entitlement.masked_nik]:
        assert secret not in response.text


def test_only_what_changed_comes_the_next_time(device, event, facility, officer, head):
    first, second, third, _ = event.entitlements.all()
    cursor = device.fetch().json()["cursor"]

    device.press(first)
    actions.withdraw(second, **WHY, by=head, at=timezone.now())
    actions.reissue_coupon(third, reason="Hilang", by=officer, at=timezone.now())
    receive(event.package, facility=facility, quantity=5, by=officer, at=timezone.now())

    assert changed(device, cursor) == (
        False,
        {first.pk: "handed_over", second.pk: "withdrawn", third.pk: "waiting"},
    )


def test_what_was_taken_back_waits_again(device, entitlement, head):
    device.press(entitlement)
    cursor = device.fetch().json()["cursor"]

    handover = Handover.objects.get()
    actions.void(handover, **WHY, by=head, at=timezone.now(), is_head=True)

    assert changed(device, cursor) == (False, {entitlement.pk: "waiting"})


def test_who_takes_anothers_place_comes_with_the_whole_list(device, event, facility, head):
    first = event.entitlements.first()
    cursor = device.fetch().json()["cursor"]

    second = actions.replace(
        first, FamilyFactory(facility=facility), **WHY, by=head, at=timezone.now()
    )

    is_complete, found = changed(device, cursor)
    assert is_complete
    assert (found[first.pk], found[second.pk]) == ("replaced", "waiting")


def test_what_leaves_the_list_alone_sends_nothing_again(device, event, entitlement, officer, head):
    event = actions.revise(event, agenda="Pembukaan\nDoa", by=officer, at=timezone.now())
    cursor = device.fetch().json()["cursor"]

    actions.mark_agenda(event, item=1, by=officer, at=timezone.now())
    actions.show_names(event, shown=True, by=head, at=timezone.now())
    actions.remind(entitlement, said="Datang besok", by=officer, at=timezone.now())

    assert changed(device, cursor) == (False, {})


def test_after_very_many_changes_the_whole_list_comes(device, event, officer, monkeypatch):
    monkeypatch.setattr(packs, "MOST_ENTRIES", 2)
    cursor = device.fetch().json()["cursor"]
    for _ in range(3):
        trail.record("stock.receive", event, by=officer)

    assert changed(device, cursor)[0]


def test_every_deed_that_changes_a_list_is_followed():
    """A deed that is not known to leave lists alone is answered with the whole list."""
    known = packs.ABOUT_ONE | packs.HANDOVERS | packs.NAMES_MANY | packs.NAMES_ONE
    assert not known & packs.ABOUT_NONE
    assert not [action for action in known if action.startswith(packs.ABOUT_OTHERS)]


def test_an_unchanged_list_is_not_sent_again(device, entitlement):
    first = device.fetch()

    again = device.fetch(If_None_Match=first["ETag"])

    assert (again.status_code, again.content) == (304, b"")
    device.press(entitlement)
    assert device.fetch(If_None_Match=first["ETag"]).status_code == 200


@pytest.mark.parametrize("since", ["x", "-1", "1.5", "٣", "9" * 30, " "])
def test_what_is_no_cursor_is_turned_away(device, since):
    response = device.fetch(since=since)

    assert (response.status_code, response.json()["code"]) == (400, "bad_cursor")


def test_a_cursor_from_the_future_is_answered_with_the_whole_list(device):
    assert device.fetch(since="9" * 18).json()["is_complete"]


def test_a_longer_list_takes_no_more_queries(device, event, django_assert_num_queries):
    device.fetch()
    EntitlementFactory.create_batch(30, event=event)

    with django_assert_num_queries(4):
        device.fetch()


def test_asking_writes_nothing_in_the_trail(device):
    device.fetch()

    assert not Entry.objects.exists()


def test_the_document_is_there_for_everybody(client):
    response = client.get(reverse("stations:openapi"))

    assert response["Content-Type"] == "application/json"
    assert b'"openapi": "3.1.0"' in response.getvalue()


def test_who_was_taken_up_at_the_gate_is_news_to_every_device(device, event, officer):
    event.campaign.walk_ins = 1
    event.campaign.save()
    receive(event.package, facility=event.facility, quantity=1, by=officer, at=timezone.now())
    cursor = device.fetch().json()["cursor"]

    facts = {"reason": "Ditunjuk Kepala", "by": officer, "at": timezone.now()}
    family = FamilyFactory(facility=event.facility)
    entitlement = actions.take_up(event, family, **facts)

    assert changed(device, cursor) == (False, {entitlement.pk: "waiting"})


def test_whom_a_team_is_to_visit_is_news_to_every_device(device, event, officer):
    first, second, *others = event.entitlements.order_by("number")
    cursor = device.fetch().json()["cursor"]

    facts = {"team": "Tim Utara", "by": officer, "at": timezone.now()}
    actions.assign_team(event, [first.pk, second.pk], **facts)

    assert changed(device, cursor) == (False, {first.pk: "waiting", second.pk: "waiting"})
    teams = {row["id"]: row["delivery_team"] for row in device.fetch().json()["entitlements"]}
    assert [teams[each.pk] for each in (first, second, *others)] == ["Tim Utara"] * 2 + [""] * 2
