"""Deeds are looked at in the admin, never edited, and nobody is searched for by name."""

import pytest
from django.urls import reverse

from bansos.handovers.models import Directive, Event, Guest, Handover, Statement
from tests.factories import FacilityFactory, OfficialFactory
from tests.handovers.factories import EntitlementFactory, HandoverFactory

MOST_QUERIES = 12
NAMES = ["event", "entitlement", "handover", "tally", "claim"]


@pytest.fixture
def admin_client(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def rows(db):
    """One row of each kind, with everything told that can be."""
    official = OfficialFactory()
    handover = HandoverFactory(
        by_proxy=True,
        proxy_number="6301994107900001",
        handed_by=official,
        entitlement__event__reported=True,
        entitlement__event__officiant=official,
        entitlement__event__first_witness=official,
        entitlement__exempted=True,
        entitlement__symbolic_official=official,
    )
    event, entitlement = handover.event, handover.entitlement
    for number in range(3):
        Guest.objects.create(event=event, name=f"Tamu Contoh {number}")
        Directive.objects.create(event=event, text=f"Arahan {number}")
        Statement.objects.create(event=event, speaker="Dewi Contoh", text="Terima kasih")
    return {
        "event": event,
        "entitlement": entitlement,
        "handover": handover,
        "tally": event.tally,
        "claim": entitlement.claims.first(),
    }


def url(name, page, *args):
    return reverse(f"admin:handovers_{name}_{page}", args=args)


@pytest.mark.parametrize("name", NAMES)
def test_long_lists_take_few_queries(admin_client, django_assert_max_num_queries, name):
    for _ in range(8):
        HandoverFactory(entitlement__event__facility=FacilityFactory())

    with django_assert_max_num_queries(MOST_QUERIES):
        response = admin_client.get(url(name, "changelist"), {"q": "contoh"})

    assert response.status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_a_row_takes_few_queries(admin_client, rows, django_assert_max_num_queries, name):
    with django_assert_max_num_queries(MOST_QUERIES):
        response = admin_client.get(url(name, "change", rows[name].pk))

    assert response.status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_a_deed_is_not_made_changed_or_removed(admin_client, rows, name):
    row = rows[name]

    assert admin_client.post(url(name, "add")).status_code == 403
    assert admin_client.post(url(name, "change", row.pk), {"venue": "Lain"}).status_code == 403
    assert admin_client.post(url(name, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert type(row).objects.filter(pk=row.pk).exists()


def test_several_deeds_are_not_removed_together(admin_client, rows):
    chosen = {"action": "delete_selected", "_selected_action": rows["handover"].pk, "post": "yes"}

    admin_client.post(url("handover", "changelist"), chosen)

    assert Handover.objects.exists()


def test_the_proxys_number_and_a_familys_marks_are_not_shown(admin_client, rows):
    handover = admin_client.get(url("handover", "change", rows["handover"].pk)).content.decode()
    claim = admin_client.get(url("claim", "change", rows["claim"].pk)).content.decode()

    assert "6301994107900001" not in handover
    assert rows["claim"].mark not in claim


def test_the_state_of_an_event_is_shown(admin_client, rows):
    page = admin_client.get(url("event", "change", rows["event"].pk)).content.decode()

    assert Event.State.REPORTED.label in page
    assert "Tamu Contoh 2" in page


@pytest.mark.parametrize(
    ("name", "query", "found"),
    [
        ("entitlement", {"keadaan": "berlaku"}, 1),
        ("entitlement", {"keadaan": "dicabut"}, 0),
        ("entitlement", {"keadaan": "dikecualikan"}, 0),
        ("entitlement", {"keadaan": "apa"}, 1),
        ("entitlement", {"q": "abc234"}, 1),
        ("entitlement", {"q": "Dewi"}, 0),
        ("handover", {"sah": "ya"}, 1),
        ("handover", {"sah": "tidak"}, 0),
        ("handover", {"sah": "apa"}, 1),
        ("handover", {"q": "ABC234"}, 1),
    ],
)
def test_lists_are_narrowed_down(admin_client, name, query, found):
    entitlement = EntitlementFactory(
        event__opened=True, code="ABC234", recipient__name="Dewi Contoh"
    )
    HandoverFactory(entitlement=entitlement)

    response = admin_client.get(url(name, "changelist"), query)

    assert response.context["cl"].result_count == found


def test_a_search_that_no_database_takes_is_refused(admin_client):
    assert admin_client.get(url("handover", "changelist"), {"q": "x\0"}).status_code == 400
