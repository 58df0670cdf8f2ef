"""The screen in the hall: big numbers for all to see, for one query, and no name unasked."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.handovers import actions
from bansos.handovers.models import Tally
from bansos.stations import hall
from tests.factories import OfficialFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, HandoverFactory

AGENDA = "Pembukaan\n\n  Sambutan Kepala \nPenyerahan simbolis\nDoa\nPenutup\nFoto\nRamah tamah"


@pytest.fixture
def event(facility):
    return EventFactory(
        facility=facility, opened=True, agenda=AGENDA, campaign__name="Bansos Natal"
    )


@pytest.fixture
def official(facility):
    return OfficialFactory(facility=facility, position="Kepala Rutan", capacity="Plt.")


@pytest.fixture
def dewi(event, official):
    return symbolic(event, official, "Dewi Contoh", 7)


def symbolic(event, official, name, number):
    facts = {"is_symbolic": True, "symbolic_official": official}
    return EntitlementFactory(event=event, name=name, number=number, **facts)


def url(name, *args):
    return reverse(f"stations:{name}", args=args)


def figures(client, event, token=None, **headers):
    token = hall.new_token(event) if token is None else token
    headers = {"Authorization": f"Screen {token}"} | headers
    return client.get(url("hall_figures"), headers=headers)


def screen(event, at=None):
    return hall.screen_of(event.pk, at=at or timezone.now())


# What it costs


def test_the_numbers_cost_one_query_with_all_that_belongs_to_it(client, event, dewi, official):
    for number in range(20, 26):
        symbolic(event, official, f"Keluarga Contoh {number}", number)
    token = hall.new_token(event)

    with CaptureQueriesContext(connection) as asked:
        response = figures(client, event, token)
    assert (response.status_code, len(asked)) == (200, 1)

    with CaptureQueriesContext(connection) as asked:
        again = figures(client, event, token, If_None_Match=response["ETag"])
    assert (again.status_code, again.content, len(asked)) == (304, b"", 1)


def test_nothing_is_asked_of_the_database_by_who_has_no_token(client, event):
    with CaptureQueriesContext(connection) as asked:
        assert figures(client, event, "x").status_code == 401
    assert len(asked) == 0


def test_what_changes_is_told_anew(client, event, dewi):
    with time_machine.travel(timezone.now().replace(second=1)):
        tag = figures(client, event)["ETag"]
        HandoverFactory(entitlement=dewi)
        changed = figures(client, event, If_None_Match=tag)
    assert changed.status_code == 200
    assert changed["ETag"] != tag


def test_the_clock_goes_on_though_nothing_changes(client, event):
    now = timezone.now().replace(second=1)
    with time_machine.travel(now):
        tag = figures(client, event)["ETag"]
        assert figures(client, event, If_None_Match=tag).status_code == 304
    with time_machine.travel(now + timedelta(minutes=1)):
        assert figures(client, event, If_None_Match=tag).status_code == 200


# Who may see it


def test_a_token_is_for_one_event_and_a_short_while(client, event):
    other = EventFactory(opened=True)
    token = hall.new_token(event)
    assert hall.event_of(token) == event.pk
    assert hall.event_of(token.replace(str(event.pk), str(other.pk), 1)) is None

    with time_machine.travel(timezone.now() + hall.TOKEN_LIFE + timedelta(seconds=1)):
        assert figures(client, event, token).status_code == 401


@pytest.mark.parametrize(
    "header", ["", "Screen", "Screen ", "Bearer x", "Screen 1:x:y", "Basic eA=="]
)
def test_without_a_token_there_are_no_numbers(client, event, officer, header):
    client.force_login(officer)

    response = client.get(url("hall_figures"), headers={"Authorization": header})

    assert response.status_code == 401
    assert "no-store" in response["Cache-Control"]


def test_the_page_carries_a_token_and_nothing_in_its_addresses(client, event, dewi, officer):
    client.force_login(officer)
    response = client.get(url("hall_screen", event.pk))

    assert f'data-token="{response.context["token"]}"' in response.text
    assert hall.event_of(response.context["token"]) == event.pk
    assert "Bansos Natal" in response.text
    assert "Dewi" not in response.text


def test_strangers_see_no_screen(client, event, stranger):
    client.force_login(stranger)

    for name in ["hall_screen", "hall_control"]:
        assert client.get(url(name, event.pk)).status_code == 404


def test_before_the_list_is_decided_there_is_nothing_to_show(client, facility, officer):
    draft = EventFactory(facility=facility, submitted=True)
    client.force_login(officer)

    assert client.get(url("hall_screen", draft.pk)).status_code == 302
    assert figures(client, draft).status_code == 401


# What it shows


def test_it_shows_who_has_received_and_who_waits(client, event):
    Tally.objects.filter(pk=event.pk).update(entitled=1250, handed=1001, symbolic=3)

    shown = screen(event)

    assert (shown.entitled, shown.handed, shown.waiting, shown.symbolic) == (1250, 1001, 249, 3)
    page = figures(client, event).text
    assert "1.001" in page
    assert "1.250" in page


def test_the_clock_is_the_facilitys(event):
    with time_machine.travel("2024-12-24T02:42:00Z", tick=False):
        assert screen(event).clock == "10.42 WITA"


def test_a_rehearsal_is_marked(client, event):
    assert "GLADI" not in figures(client, event).text
    event.campaign.is_rehearsal = True
    event.campaign.save()

    assert "GLADI" in figures(client, event).text


def test_who_is_called_is_told_by_number_and_official(client, event, dewi, official):
    symbolic(event, official, "Ani", 9)
    served = symbolic(event, official, "Sudah", 3)
    HandoverFactory(entitlement=served)
    gone = symbolic(event, official, "Dicabut", 4)
    type(gone).objects.filter(pk=gone.pk).update(
        withdrawn_at=timezone.now(), withdrawn_by=event.created_by, withdrawn_reason="Pindah"
    )
    EntitlementFactory(event=event, number=1)

    called = screen(event).called

    assert [(one.number, one.official, one.name) for one in called] == [
        (7, "Plt. Kepala Rutan", ""),
        (9, "Plt. Kepala Rutan", ""),
    ]


def test_who_took_it_back_is_called_again(event, dewi, officer):
    handover = HandoverFactory(entitlement=dewi)
    assert screen(event).called == []

    actions.void(handover, reason="Salah", by=officer, at=timezone.now(), is_head=True)

    assert [one.number for one in screen(event).called] == [7]


def test_names_are_shown_when_the_head_says_so(client, event, dewi, officer, head):
    path = url("show_names", event.pk)
    client.force_login(officer)
    assert client.post(path, {"shown": "ya"}).status_code == 403
    assert path not in client.get(url("hall_control", event.pk)).text
    assert "Dewi" not in figures(client, event).text

    client.force_login(head)
    page = client.post(path, {"shown": "ya"}, follow=True).text
    assert "Nama ditampilkan" in page
    assert "Dewi Contoh" in figures(client, event).text

    client.post(path, {"shown": "ya"})
    client.post(path, {"shown": "entah"})
    client.post(path, {"shown": "tidak"})
    assert "Dewi" not in figures(client, event).text
    entries = Entry.objects.filter(action="event.show_names").order_by("number")
    assert [entry.details["shown"] for entry in entries] == [True, False]
    assert (
        "Nama tidak ditampilkan"
        in client.get(reverse("handovers:event_history", args=[event.pk])).text
    )


# The running order


def parts(event):
    return [(part.text, part.is_now) for part in screen(event).agenda]


def test_the_running_order_shows_what_is_on(client, event, officer):
    assert [text for text, _ in parts(event)][:3] == [
        "Pembukaan",
        "Sambutan Kepala",
        "Penyerahan simbolis",
    ]
    client.force_login(officer)
    assert "Sambutan Kepala" in client.get(url("hall_control", event.pk)).text

    page = client.post(url("mark_agenda", event.pk), {"item": 3}, follow=True).text

    assert "Sekarang" in page
    assert "sekarang" in figures(client, event).text
    # What was just before it stays; what is long over makes place.
    assert parts(event)[0] == ("Sambutan Kepala", False)
    assert ("Doa", True) in parts(event)
    assert len(parts(event)) == hall.AGENDA_SHOWN

    client.post(url("mark_agenda", event.pk), {"item": ""})
    assert not any(is_now for _, is_now in parts(event))
    assert Entry.objects.filter(action="event.mark_agenda").count() == 2


@pytest.mark.parametrize("item", ["7", "-1", "satu", "9" * 30])
def test_what_is_not_in_the_running_order_is_not_on(client, event, officer, item):
    client.force_login(officer)

    assert client.post(url("mark_agenda", event.pk), {"item": item}).status_code == 302

    event.refresh_from_db()
    assert event.agenda_now is None


def test_what_is_on_stays_on_when_the_running_order_changes(event, officer):
    at = timezone.now()
    actions.mark_agenda(event, item=3, by=officer, at=at)

    actions.revise(event, agenda="Pembukaan\nDoa", by=officer, at=at)
    assert ("Doa", True) in parts(event)

    actions.revise(event, agenda="Pembukaan\nPenutup", by=officer, at=at)
    assert not any(is_now for _, is_now in parts(event))


def test_once_it_is_reported_the_screen_stays_as_it_is(facility, officer):
    event = EventFactory(facility=facility, reported=True, agenda=AGENDA)

    with pytest.raises(actions.WrongState):
        actions.mark_agenda(event, item=0, by=officer, at=timezone.now())
    with pytest.raises(actions.WrongState):
        actions.show_names(event, shown=True, by=officer, at=timezone.now())


def test_the_page_of_the_event_leads_to_the_screen(client, event, officer):
    client.force_login(officer)

    page = client.get(event.get_absolute_url()).text
    control = client.get(url("hall_control", event.pk)).text

    assert url("hall_control", event.pk) in page
    assert url("hall_screen", event.pk) in control
