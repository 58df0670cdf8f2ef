"""Packages are brought home by teams, each of which knows whom to visit."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.handovers import actions
from bansos.handovers.delivering import teams_of
from tests.documents.test_spreadsheets import rows_of
from tests.handovers.factories import EntitlementFactory, EventFactory, HandoverFactory

AT = datetime(2024, 12, 24, 4, 0, tzinfo=UTC)
TEAM = "Tim Utara"


@pytest.fixture
def event(facility):
    return EventFactory(facility=facility, opened=True)


@pytest.fixture
def dewi(event):
    address = "Jalan Contoh 1"
    phone = "+6281200000001"
    return EntitlementFactory(event=event, name="Dewi", address=address, recipient__phone=phone)


@pytest.fixture
def rusdi(event, dewi):
    return EntitlementFactory(event=event, name="Rusdi")


def url(name, *args):
    return reverse(f"handovers:{name}", args=args)


def assign(client, event, *entitlements, team=TEAM):
    picked = {"team": team, "entitlement": [each.pk for each in entitlements]}
    return client.post(url("assign_team", event.pk), picked, follow=True)


def team_of(entitlement):
    entitlement.refresh_from_db()
    return entitlement.delivery_team


def by_officer(officer, at=None):
    return {"by": officer, "at": at or timezone.now()}


def test_who_still_waits_is_listed_with_where_they_live(client, event, dewi, officer):
    HandoverFactory(entitlement=EntitlementFactory(event=event, name="Sudah Datang"))
    client.force_login(officer)

    page = client.get(url("delivery_list", event.pk)).text

    assert "Dewi" in page
    assert "Jalan Contoh 1" in page
    assert "+6281200000001" in page
    assert "Belum ada tim" in page
    assert "Sudah Datang" not in page


def test_several_families_are_left_to_a_team_at_once(client, event, dewi, rusdi, officer):
    third = EntitlementFactory(event=event, name="Wati")
    client.force_login(officer)

    page = assign(client, event, dewi, rusdi, team="  Tim   Utara ").text

    assert "2 keluarga diserahkan ke Tim Utara." in page
    assert "2 belum diantar" in page
    assert page.index("Wati") < page.index("Dewi") < page.index("Rusdi")
    assert [team_of(each) for each in (dewi, rusdi, third)] == [TEAM, TEAM, ""]
    entry = Entry.objects.get(action="event.assign_team")
    assert (entry.actor_id, entry.object_id) == (officer.pk, str(event.pk))
    assert entry.details == {"entitlements": [dewi.pk, rusdi.pk]}
    history = client.get(url("event_history", event.pk)).text
    assert "Mengatur tim pengantar" in history
    assert "2 keluarga" in history


def test_without_a_name_they_are_left_to_nobody(client, event, dewi, officer):
    client.force_login(officer)
    assign(client, event, dewi)

    page = assign(client, event, dewi, team=" ").text

    assert "1 keluarga tidak lagi diserahkan ke tim." in page
    assert team_of(dewi) == ""
    assert teams_of(event) == []


def test_a_team_written_in_other_capitals_is_the_same_team(event, dewi, rusdi, officer):
    actions.assign_team(event, [dewi.pk], team=TEAM, **by_officer(officer))
    actions.assign_team(event, [rusdi.pk], team="TIM UTARA", **by_officer(officer))

    [team] = teams_of(event)
    assert (team.name, team.waiting) == (TEAM, 2)


def test_what_is_so_already_is_not_told_again(event, dewi, officer):
    facts = {"team": TEAM, **by_officer(officer)}

    assert actions.assign_team(event, [dewi.pk], **facts) == 1
    assert actions.assign_team(event, [dewi.pk], **facts) == 0
    assert Entry.objects.filter(action="event.assign_team").count() == 1


def test_who_has_the_package_or_is_on_another_list_is_passed_over(event, dewi, rusdi, officer):
    HandoverFactory(entitlement=dewi)
    elsewhere = EntitlementFactory(event=EventFactory(facility=event.facility, opened=True))
    ids = [dewi.pk, rusdi.pk, elsewhere.pk, 2**62]

    assert actions.assign_team(event, ids, team=TEAM, **by_officer(officer)) == 1

    assert [team_of(each) for each in (dewi, rusdi, elsewhere)] == ["", TEAM, ""]


def test_a_team_that_was_everywhere_is_still_offered(client, event, dewi, rusdi, officer):
    actions.assign_team(event, [dewi.pk], team=TEAM, **by_officer(officer))
    HandoverFactory(entitlement=dewi)
    client.force_login(officer)

    page = client.get(url("delivery_list", event.pk)).text

    assert f'<option value="{TEAM}">' in page
    assert "belum diantar" not in page


@pytest.mark.parametrize("team", ["k" * 51, "Tim\0Utara"])
def test_a_name_no_team_can_have_is_refused(client, event, dewi, officer, team):
    client.force_login(officer)

    assert "Tuliskan nama tim dalam beberapa kata." in assign(client, event, dewi, team=team).text
    assert team_of(dewi) == ""


def test_an_action_refuses_a_name_that_is_too_long(event, dewi, officer):
    with pytest.raises(actions.Refused, match="paling banyak 50 huruf"):
        actions.assign_team(event, [dewi.pk], team="k" * 51, **by_officer(officer))


def test_somebody_is_to_be_ticked(client, event, dewi, officer):
    client.force_login(officer)

    assert "Belum ada keluarga yang dipilih." in assign(client, event).text


def test_teams_are_set_from_the_decided_list_to_the_end_of_the_late_days(
    client, event, facility, officer
):
    frozen = EventFactory(facility=facility, frozen=True)
    entitlement = EntitlementFactory(event=frozen)
    client.force_login(officer)
    assert url("delivery_list", frozen.pk) in client.get(frozen.get_absolute_url()).text
    assign(client, frozen, entitlement)
    assert team_of(entitlement) == TEAM

    late = EntitlementFactory(event=event)
    actions.close_event(event, by=officer, at=AT)
    with time_machine.travel(AT + timedelta(days=2)):
        client.force_login(officer)
        assert url("delivery_list", event.pk) in client.get(event.get_absolute_url()).text
        assign(client, event, late)
    assert team_of(late) == TEAM
    with time_machine.travel(AT + timedelta(days=9)):
        client.force_login(officer)
        assert client.get(url("delivery_list", event.pk)).status_code == 302
        assert "Ini tidak dapat dilakukan lagi." in assign(client, event, late, team="").text
    assert team_of(late) == TEAM


def test_no_team_is_set_before_the_list_is_decided(client, facility, officer):
    draft = EventFactory(facility=facility)
    entitlement = EntitlementFactory(event=draft)
    client.force_login(officer)

    assert client.get(url("delivery_list", draft.pk)).status_code == 302
    assert "belum dapat dilakukan" in assign(client, draft, entitlement).text
    assert team_of(entitlement) == ""


def test_a_team_takes_its_own_list_along_and_no_name_stands_in_the_address(
    client, event, dewi, rusdi, officer
):
    actions.assign_team(event, [dewi.pk], team=TEAM, **by_officer(officer))
    [team] = teams_of(event)
    path = reverse("documents:delivery_sheet", args=[event.pk])
    client.force_login(officer)
    assert (
        f"{path}?format=xlsx&amp;tim={team.key}" in client.get(url("delivery_list", event.pk)).text
    )

    [row] = rows_of(client.get(path, {"tim": team.key}).getvalue(), "xlsx")
    whole = rows_of(client.get(path).getvalue(), "xlsx")

    assert (row["Tim"], row["Nama penerima"]) == (TEAM, "Dewi")
    assert (row["Alamat"], row["Nomor HP"]) == ("Jalan Contoh 1", "+6281200000001")
    assert [each["Nama penerima"] for each in whole] == ["Rusdi", "Dewi"]
    entry = Entry.objects.filter(action="document.export").order_by("number").first()
    assert (entry.details["kind"], entry.details["rows"]) == ("pengantaran", 1)
    assert entry.details["filters"] == {"tim": True}
    assert client.get(path, {"tim": "0" * 16}).status_code == 404


def test_strangers_find_nobody_to_visit(client, event, dewi, stranger):
    client.force_login(stranger)

    assert client.get(url("delivery_list", event.pk)).status_code == 404
    assert assign(client, event, dewi).status_code == 404
    assert client.get(reverse("documents:delivery_sheet", args=[event.pk])).status_code == 404
