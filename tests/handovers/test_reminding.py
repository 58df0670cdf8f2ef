"""Who has not come is called, and what they said is kept."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.handovers import actions
from bansos.handovers.models import Reminder
from tests.documents.test_spreadsheets import rows_of
from tests.handovers.factories import EntitlementFactory, EventFactory, HandoverFactory

AT = datetime(2024, 12, 24, 4, 0, tzinfo=UTC)


@pytest.fixture
def event(facility):
    return EventFactory(facility=facility, opened=True)


@pytest.fixture
def dewi(event):
    return EntitlementFactory(event=event, name="Dewi", recipient__phone="+6281200000001")


@pytest.fixture
def rusdi(event, dewi):
    return EntitlementFactory(event=event, name="Rusdi", absence_reason="Sakit")


def url(name, *args):
    return reverse(f"handovers:{name}", args=args)


def remind(client, entitlement, said="Datang Jumat"):
    return client.post(url("remind", entitlement.pk), {"said": said}, follow=True)


def test_who_has_not_come_is_listed_with_a_number_to_call(client, event, dewi, rusdi, officer):
    HandoverFactory(entitlement=EntitlementFactory(event=event, name="Sudah Datang"))
    client.force_login(officer)

    page = client.get(url("reminder_list", event.pk)).text

    assert 'href="tel:+6281200000001"' in page
    assert "Tanpa nomor HP" in page
    assert "tidak hadir: Sakit" in page
    assert "Sudah Datang" not in page


def test_a_call_is_written_down_with_who_and_what_was_said(client, event, dewi, rusdi, officer):
    client.force_login(officer)

    with time_machine.travel(timezone.now().replace(hour=2, minute=5)):
        page = remind(client, dewi, said=" Datang  Jumat ").text

    assert f"oleh {officer}: Datang Jumat" in page
    assert page.index("Rusdi") < page.index("Dewi</a>")
    entry = Entry.objects.get(action="entitlement.remind")
    assert (entry.object_id, entry.actor_id) == (str(dewi.pk), officer.pk)
    assert "Jumat" not in str(entry.details)
    assert "Menghubungi keluarga" in client.get(url("event_history", event.pk)).text


@pytest.mark.parametrize("said", ["", "  ", "\0", "k" * 201])
def test_a_call_says_what_came_of_it(client, dewi, officer, said):
    client.force_login(officer)

    assert "Tuliskan hasilnya" in remind(client, dewi, said=said).text
    assert not Reminder.objects.exists()


def test_an_action_without_words_is_refused(dewi, officer):
    with pytest.raises(actions.ReasonMissing):
        actions.remind(dewi, said="k" * 201, by=officer, at=timezone.now())


def test_who_has_come_is_not_called(client, dewi, officer):
    HandoverFactory(entitlement=dewi)
    client.force_login(officer)

    assert "sudah diserahkan" in remind(client, dewi).text
    assert not Reminder.objects.exists()


def test_in_the_late_days_they_are_still_called_and_afterwards_no_more(
    client, event, dewi, officer
):
    actions.close_event(event, by=officer, at=AT)
    path = url("reminder_list", event.pk)
    with time_machine.travel(AT + timedelta(days=2)):
        client.force_login(officer)
        assert "Masa susulan sampai 31 Desember 2024." in client.get(path).text
        assert "Datang Jumat" in remind(client, dewi).text
    with time_machine.travel(AT + timedelta(days=9)):
        client.force_login(officer)
        assert client.get(path).status_code == 302
        remind(client, dewi)
    assert Reminder.objects.count() == 1


def test_the_page_of_the_event_leads_there_while_somebody_is_missing(client, event, dewi, officer):
    client.force_login(officer)
    path = url("reminder_list", event.pk)
    assert path in client.get(event.get_absolute_url()).text

    HandoverFactory(entitlement=dewi)

    assert path not in client.get(event.get_absolute_url()).text
    assert "Semua keluarga sudah menerima paketnya." in client.get(path).text


def test_the_list_is_taken_along_and_the_trail_knows(client, event, dewi, rusdi, officer):
    actions.remind(dewi, said="Datang Jumat", by=officer, at=AT)
    client.force_login(officer)

    response = client.get(reverse("documents:reminders_sheet", args=[event.pk]))

    first, second = rows_of(response.getvalue(), "xlsx")
    assert first["Nama penerima"] == "Rusdi"
    assert (second["Nama penerima"], second["Nomor HP"]) == ("Dewi", "+6281200000001")
    assert second["Dihubungi pada"] == "24/12/2024 12.00 WITA"
    assert (second["Dihubungi oleh"], second["Hasil"]) == (str(officer), "Datang Jumat")
    entry = Entry.objects.get(action="document.export")
    assert (entry.details["kind"], entry.details["rows"]) == ("pengingat", 2)


def test_strangers_find_nobody_to_call(client, event, dewi, stranger):
    client.force_login(stranger)

    assert client.get(url("reminder_list", event.pk)).status_code == 404
    assert client.post(url("remind", dewi.pk), {"said": "x"}).status_code == 404
