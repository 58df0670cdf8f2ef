"""Whatever is sent to the forms of an event: no error page, nothing unescaped, nothing written."""

import pytest
from django.test import Client
from django.urls import reverse

from bansos.handovers.models import Entitlement, Event, Guest, Handover, Statement
from bansos.stock.models import Balance, Movement
from tests.factories import OfficialFactory
from tests.handovers.factories import (
    EntitlementFactory,
    EventFactory,
    FamilyFactory,
    HandoverFactory,
)
from tests.stock.factories import BalanceFactory

MARKUP = "<script>alert('x')</script>"
HOSTILE = [
    "\0",
    "x" * 20_000,
    MARKUP,
    "{% debug %}{{ settings.SECRET_KEY }}",
    "'; DROP TABLE handovers_event; --",
    "\u202eadalah\u2066",
    "9" * 30,
    "31/02/2024",
]
NEVER = [
    "state",
    "facility",
    "certificate_number",
    "created_by",
    "withdrawn_at",
    "on_hand",
    "pk",
    "id",
]

# The door, and the state of the event it belongs to.
FORMS = [
    ("plan", "draft"),
    ("revise", "draft"),
    ("revise", "frozen"),
    ("search_list", "opened"),
    ("note_guest", "draft"),
    ("note_directive", "draft"),
    ("note_statement", "draft"),
    ("search_candidates", "draft"),
    ("add_recipients", "draft"),
    ("mark_symbolic", "draft"),
    ("send_back", "submitted"),
    ("withdraw", "frozen"),
    ("replace", "frozen"),
    ("close_event", "opened"),
    ("reopen_event", "closed"),
    ("desk", "opened"),
    ("name_station", "opened"),
    ("hand_over", "opened"),
    ("void", "opened"),
]
OF_ONE = {"mark_symbolic", "withdraw", "replace"}


@pytest.fixture
def stage(facility):
    """An event in some state with two families; of a running one, the first has the package."""

    def make(state):
        event = EventFactory(facility=facility, **{} if state == "draft" else {state: True})
        BalanceFactory(facility=facility, package=event.package)
        OfficialFactory(facility=facility)
        FamilyFactory(facility=facility)
        first, second = EntitlementFactory.create_batch(2, event=event)
        handover = HandoverFactory(entitlement=first) if event.is_open else None
        return event, second, handover

    return make


def address(name, event, entitlement, handover):
    arguments = {
        "plan": [],
        "void": [handover and handover.pk],
        "hand_over": [event.pk, entitlement.pk],
    }
    own = [entitlement.pk] if name in OF_ONE else [event.pk]
    return reverse(f"handovers:{name}", args=arguments.get(name, own))


def protected(model, *names, order="pk"):
    return list(model.objects.order_by(order).values_list("pk", *names))


def what_no_form_may_change():
    return {
        "events": protected(Event, "facility", "campaign", "created_by", "created_at"),
        "entitlements": protected(Entitlement, "event", "recipient", "number", "code", "name")[:2],
        "handovers": protected(
            Handover, "entitlement", "recorded_by", "handed_at", order="recorded_at"
        )[:1],
        "on hand": protected(Balance, "package"),
        "received": list(Movement.objects.filter(kind="masuk").values_list("quantity")),
    }


def sound(name, event, entitlement):
    """What a reasonable person would send: one field of it at a time is then spoilt."""
    plan = {
        "package": event.package_id,
        "starts_on": "24/12/2024",
        "starts_time": "09.00",
        "venue": "Aula",
        "agenda": "Pembukaan",
        "officiant": "",
        "spokesperson": entitlement.recipient_id,
    }
    return {
        "plan": plan,
        "revise": plan,
        "search_list": {"q": "contoh", "keadaan": "belum"},
        "note_guest": {"guest-name": "A", "guest-position": "B", "guest-presence": "luring"},
        "note_directive": {"directive-speaker": "A", "directive-text": "B"},
        "note_statement": {
            "statement-speaker": "A",
            "statement-text": "B",
            "statement-consented_on": "24/12/2024",
        },
        "search_candidates": dict.fromkeys(
            ["q", "golongan", "kebutuhan", "kecamatan", "belum"], ""
        ),
        "add_recipients": {"recipient": entitlement.recipient_id, "quantity": 1},
        "mark_symbolic": {"official": ""},
        "replace": {"recipient": "", "reason": "Pindah", "q": ""},
        "close_event": {f"absence_{entitlement.pk}": "Sakit"},
        "desk": {"q": "contoh"},
        "name_station": {"station": "Meja 1"},
        "hand_over": {
            "operation": "8a6e0804-2bd0-4672-b79d-d97027f9071a",
            "proxy_name": "Wakil",
            "proxy_relation": "Kakak",
            "proxy_document": "ktp",
            "proxy_number": "",
            "official": "",
        },
    }.get(name, {"reason": "Alasan"})


@pytest.mark.parametrize(("name", "state"), FORMS)
def test_nothing_sent_to_a_form_breaks_or_changes_more_than_it_says(
    client, head, stage, name, state
):
    event, entitlement, handover = stage(state)
    path = address(name, event, entitlement, handover)
    client.force_login(head)
    before = what_no_form_may_change()
    form = sound(name, event, entitlement)

    for field in form:
        for value in HOSTILE:
            sent = form | dict.fromkeys(NEVER, "1") | {field: value}
            response = client.post(path, sent, follow=True)
            assert response.status_code in {200, 404}
            assert MARKUP not in response.text
        client.post(path, form | {field: [MARKUP, "", "\0"]}, follow=True)

    after = what_no_form_may_change()
    assert {key: after[key][: len(rows)] for key, rows in before.items()} == before


def test_what_was_once_stored_is_shown_as_text_everywhere(client, head, facility):
    event = EventFactory(facility=facility, opened=True, venue=MARKUP, agenda=MARKUP)
    event.campaign.name = event.campaign.occasion = MARKUP
    event.campaign.save()
    Guest.objects.create(event=event, name=MARKUP, position=MARKUP, presence="daring")
    Statement.objects.create(event=event, speaker=MARKUP, text=MARKUP)
    handover = HandoverFactory(
        entitlement__event=event,
        entitlement__name=MARKUP,
        entitlement__address=MARKUP,
        proxy_name=MARKUP,
        proxy_relation=MARKUP,
        proxy_document="ktp",
        station=MARKUP,
    )
    waiting = EntitlementFactory(event=event, name=MARKUP)
    client.force_login(head)
    session = client.session
    session["station"] = MARKUP
    session.save()

    tabs = ["event_detail", "event_notes", "event_history", "close_event", "desk"]
    pages = [reverse(f"handovers:{name}", args=[event.pk]) for name in tabs]
    pages.append(reverse("documents:event_papers", args=[event.pk]))
    pages += [reverse("handovers:event_list"), reverse("handovers:void", args=[handover.pk])]
    for entitlement in [handover.entitlement, waiting]:
        pages.append(reverse("handovers:hand_over", args=[event.pk, entitlement.pk]))
        pages.append(reverse("handovers:entitlement_detail", args=[entitlement.pk]))
    pages.append(f"{reverse('handovers:desk', args=[event.pk])}?terakhir={handover.pk}")

    for page in pages:
        text = client.get(page).text
        assert "&lt;script&gt;" in text
        assert MARKUP not in text


def test_a_form_from_elsewhere_is_refused(head, facility):
    event = EventFactory(facility=facility, frozen=True)
    client = Client(enforce_csrf_checks=True)
    client.force_login(head)

    response = client.post(reverse("handovers:open_event", args=[event.pk]))

    assert response.status_code == 403
    assert Event.objects.get(pk=event.pk).is_frozen


def test_no_page_tells_a_full_number(client, head, facility):
    handover = HandoverFactory(
        entitlement__event__facility=facility,
        entitlement__event__opened=True,
        by_proxy=True,
        proxy_number="6301990107900001",
    )
    client.force_login(head)

    for page in [
        reverse("handovers:entitlement_detail", args=[handover.entitlement_id]),
        reverse("handovers:hand_over", args=[handover.event_id, handover.entitlement_id]),
        reverse("handovers:event_detail", args=[handover.event_id]),
        f"{reverse('handovers:desk', args=[handover.event_id])}?terakhir={handover.pk}",
    ]:
        assert "6301990107900001" not in client.get(page).text
