"""The numbers and the trail as files."""

import csv
import io

import pytest
from django.urls import reverse

from bansos.audit import trail
from bansos.audit.models import Entry
from tests.handovers.factories import EntitlementFactory, EventFactory


@pytest.fixture
def take(client):
    def taken(name, by, *args, **query):
        client.force_login(by)
        path = reverse(f"dashboards:{name}", args=args)
        content = client.get(path, {"format": "csv", **query}).getvalue().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))

    return taken


@pytest.fixture
def event(facility):
    event = EventFactory(facility=facility, opened=True)
    EntitlementFactory.create_batch(3, event=event)
    return event


def test_numbers_are_those_of_the_page(take, event, regional):
    [row] = take("numbers_sheet", regional)

    assert (row["UPT"], row["Berhak"], row["Sisa"]) == (str(event.facility), "3", "3")


def test_a_campaign_narrows_the_numbers_down(take, event, regional):
    other = EventFactory(facility=event.facility)

    [row] = take("numbers_sheet", regional, kampanye=other.campaign_id)

    assert row["Berhak"] == "0"
    entry = Entry.objects.get(action="document.export")
    assert entry.details["filters"] == {"campaign": other.campaign_id}


def test_whoever_counts_over_several_tells_it_to_the_house(take, event, national, officer):
    EventFactory()
    take("numbers_sheet", national)
    take("numbers_sheet", officer)

    chains = Entry.objects.filter(action="document.export").order_by("pk")
    assert [entry.chain for entry in chains] == [0, event.facility_id]


def test_numbers_of_an_office_out_of_sight_are_not_there(client, event, regional):
    client.force_login(regional)
    office = EventFactory().facility.regional_office

    response = client.get(reverse("dashboards:numbers_sheet", args=[office.pk]))

    assert response.status_code == 404


def test_the_trail_goes_in_words_and_whole(take, event, head, officer):
    for _ in range(60):
        trail.record("event.open", event, by=officer)

    rows = take("trail_sheet", head, sebelum=Entry.objects.earliest("pk").pk)

    assert len(rows) == 60
    assert (rows[0]["Perbuatan"], rows[0]["Nomor"]) == ("Membuka kegiatan", "60")
    assert rows[0]["Sidik"] == Entry.objects.get(number=60).hash
    assert Entry.objects.latest("pk").details["rows"] == 60


def test_the_trail_goes_as_it_is_filtered(take, event, head, officer):
    trail.record("event.open", event, by=officer)
    trail.record("event.close", event, by=officer)

    [row] = take("trail_sheet", head, perbuatan="event.close", hari="bukan hari")

    assert row["Perbuatan"] == "Menutup kegiatan"
    details = Entry.objects.get(action="document.export").details
    assert details["filters"] == {"perbuatan": "event.close"}


def test_only_the_trail_one_may_read_goes(take, event, head, auditor):
    trail.record("event.open", EventFactory(), by=head)

    assert take("trail_sheet", head) == []
    assert len(take("trail_sheet", auditor)) == 2
    assert {e.chain for e in Entry.objects.filter(action="document.export")} == {
        0,
        event.facility_id,
    }
