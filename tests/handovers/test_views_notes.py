"""Who was there and what was said, as it is written down on screen."""

from datetime import date

import pytest
from django.urls import reverse

from bansos.handovers.models import Directive, Guest, Statement
from tests.handovers.factories import EventFactory


def url(name, *args):
    return reverse(f"handovers:{name}", args=args)


@pytest.fixture
def event(facility):
    return EventFactory(facility=facility, opened=True)


def test_a_guest_who_watches_from_afar_is_noted(client, event, officer):
    client.force_login(officer)

    response = client.post(
        url("note_guest", event.pk),
        {"guest-name": "Menteri", "guest-position": "", "guest-presence": "daring"},
        follow=True,
    )

    assert event.guests.get().presence == Guest.Presence.ONLINE
    assert "dihadiri Menteri secara daring" in " ".join(response.text.split())


def test_a_directive_is_noted(client, event, officer):
    client.force_login(officer)

    client.post(
        url("note_directive", event.pk),
        {"directive-speaker": "Menteri", "directive-text": "Sedikitnya 5% hasil sendiri."},
    )

    assert event.directives.get().text == "Sedikitnya 5% hasil sendiri."


def test_a_statement_is_noted_with_the_day_of_consent(client, event, officer):
    client.force_login(officer)

    client.post(
        url("note_statement", event.pk),
        {
            "statement-speaker": "Dewi",
            "statement-capacity": "istri warga binaan",
            "statement-text": "Terima kasih.",
            "statement-consented_on": "24/12/2024",
        },
    )

    assert event.statements.get().consented_on == date(2024, 12, 24)


def test_words_without_consent_are_marked(client, event, officer):
    Statement.objects.create(event=event, speaker="Dewi", text="Terima kasih.")
    client.force_login(officer)

    assert "belum setuju dikutip" in client.get(url("event_notes", event.pk)).text


def test_a_note_that_says_nothing_comes_back_as_it_was(client, event, officer):
    client.force_login(officer)

    response = client.post(
        url("note_statement", event.pk),
        {"statement-speaker": "Dewi", "statement-text": "", "statement-consented_on": "31/02/2024"},
    )

    assert response.context["statement_form"].errors.keys() == {"text", "consented_on"}
    assert 'value="Dewi"' in response.text
    assert not Statement.objects.exists()


def test_a_note_is_dropped(client, event, officer):
    guest = Guest.objects.create(event=event, name="Menteri")
    client.force_login(officer)

    client.post(url("drop_note", event.pk, "tamu", guest.pk))

    assert not Guest.objects.exists()


def test_a_note_of_another_event_is_not_found(client, event, officer, facility):
    other = EventFactory(facility=facility)
    directive = Directive.objects.create(event=other, text="Arahan")
    client.force_login(officer)

    assert client.post(url("drop_note", event.pk, "arahan", directive.pk)).status_code == 404
    assert client.post(url("drop_note", event.pk, "arahan", 2**63)).status_code == 404
    assert client.post(url("drop_note", event.pk, "lain", directive.pk)).status_code == 404
    assert Directive.objects.exists()


def test_notes_are_never_dropped_by_looking(client, event, officer):
    guest = Guest.objects.create(event=event, name="Menteri")
    client.force_login(officer)

    assert client.get(url("drop_note", event.pk, "tamu", guest.pk)).status_code == 405


def test_of_a_reported_event_nothing_is_noted_any_more(client, facility, officer):
    event = EventFactory(facility=facility, reported=True)
    client.force_login(officer)

    page = client.get(url("event_notes", event.pk)).text
    response = client.post(
        url("note_guest", event.pk), {"guest-name": "Terlambat", "guest-presence": "luring"}
    )

    assert "Tambah hadirin" not in page
    assert "tidak dapat dilakukan lagi" in response.text
    assert not Guest.objects.exists()


@pytest.mark.parametrize("name", ["note_guest", "note_directive", "note_statement"])
def test_strangers_note_nothing(client, event, stranger, name):
    client.force_login(stranger)

    assert client.post(url(name, event.pk), {"guest-name": "x"}).status_code == 404
