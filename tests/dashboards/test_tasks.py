"""What the head is to look into: each with a way to it, the most urgent first."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from bansos.handovers import watching
from bansos.handovers.models import Handover, Refusal, Signature
from bansos.handovers.operations import Outcome
from bansos.handovers.paper import page_name
from tests.factories import OfficialFactory, PostingFactory
from tests.handovers.factories import (
    ConflictFactory,
    EntitlementFactory,
    EventFactory,
    FamilyFactory,
    HandoverFactory,
)
from tests.stations.factories import PaperPageFactory, StationFactory

TASKS = reverse("dashboards:tasks")
HOME = reverse("dashboards:home")


@pytest.fixture
def event(facility):
    return EventFactory(facility=facility, opened=True)


def tasks(client, user):
    client.force_login(user)
    return [(task.kind.name, task.times) for task in client.get(TASKS).context["tasks"]]


def signed(handover):
    Signature.objects.create(
        operation_id=handover.pk, entitlement=handover.entitlement, image="data:image/png;base64,"
    )
    return handover


def served(event, **facts):
    return HandoverFactory(entitlement=EntitlementFactory(event=event), **facts)


def refused(event, outcome=Outcome.INCOMPLETE_PROXY):
    entitlement = EntitlementFactory(event=event)
    facts = {"operation_id": f"00000000-0000-4000-8000-{entitlement.pk:012}"}
    return Refusal.objects.create(
        **facts,
        facility=event.facility,
        event=event,
        entitlement=entitlement,
        outcome=outcome,
        message="Data wakil belum lengkap.",
        recorded_at=timezone.now(),
        recorded_by=event.created_by,
    )


def came(event, **facts):
    family = FamilyFactory(facility=event.facility, **{"unverified": True} | facts)
    return EntitlementFactory(event=event, recipient=family, walk_in_reason="Ditunjuk Kepala")


def everything(event):
    signed(served(event, by_proxy=True))
    served(event)
    refused(event)
    came(event)
    ConflictFactory(entitlement=EntitlementFactory(event=event))
    long_ago = timezone.now() - timedelta(hours=1)
    StationFactory(event=event, paired_at=long_ago, name="Meja 7")
    PaperPageFactory(event=event, signatures=25, ticks=24, explanation="Satu keluarga dua kali")


def test_each_kind_stands_once_per_event_the_most_urgent_first(client, head, event):
    everything(event)

    assert tasks(client, head) == [
        ("watched_conflicts", 1),
        ("watched_stations", 1),
        ("watched_pages", 1),
        ("watched_refusals", 1),
        ("watched_proxies", 1),
        ("watched_walk_ins", 1),
        ("watched_signatures", 1),
    ]


def test_each_says_what_to_do_and_leads_to_it(client, head, event):
    everything(event)
    client.force_login(head)

    page = client.get(TASKS).text

    for task in client.get(TASKS).context["tasks"]:
        assert task.kind.todo in page
        assert task.url.replace("&", "&amp;") in page
        assert client.get(task.url).status_code == 200


def test_a_list_shows_those_that_are_meant(client, head, event):
    everything(event)
    client.force_login(head)

    for task in client.get(TASKS).context["tasks"]:
        if task.kind.query:
            assert client.get(task.url).context["page"].paginator.count == 1


def test_with_nothing_to_look_into_the_page_says_so(client, head, event):
    signed(served(event))

    client.force_login(head)
    assert "Tidak ada yang perlu dilihat." in client.get(TASKS).text


def test_a_device_is_silent_after_a_quarter_of_an_hour(client, head, event):
    station = StationFactory(event=event, name="Meja 7", paired_by__name="Siti Contoh")
    start = station.paired_at
    for minutes, expected in [(14, []), (16, [("watched_stations", 1)])]:
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert tasks(client, head) == expected
    station.last_seen_at = start + timedelta(minutes=10)
    station.save()
    with time_machine.travel(start + timedelta(minutes=16), tick=False):
        assert tasks(client, head) == []
    with time_machine.travel(start + timedelta(minutes=26), tick=False):
        page = client.get(TASKS).text
    assert "Meja 7 (Siti Contoh, terakhir" in page


@pytest.mark.parametrize("state", ["closed", "revoked"])
def test_a_device_that_has_nothing_to_say_is_not_silent(client, head, facility, state):
    long_ago = timezone.now() - timedelta(hours=1)
    event = EventFactory(facility=facility, **{"closed" if state == "closed" else "opened": True})
    StationFactory(event=event, paired_at=long_ago, revoked=state == "revoked")

    assert tasks(client, head) == []


def test_who_came_back_after_a_refusal_is_no_task(client, head, event):
    refusal = refused(event)
    refused(event, Outcome.OUT_OF_STOCK)
    assert tasks(client, head) == [("watched_refusals", 1)]

    signed(HandoverFactory(entitlement=refusal.entitlement))

    assert tasks(client, head) == []


def test_a_void_or_a_symbolic_handover_needs_no_signature(client, head, event, facility):
    official = OfficialFactory(facility=facility)
    served(event, kind=Handover.Kind.SYMBOLIC, handed_by=official)
    void = {"voided_at": timezone.now(), "voided_by": head, "voided_reason": "Salah"}
    served(event, **void)

    assert tasks(client, head) == []


def test_who_signed_on_paper_needs_no_signature_on_a_screen(client, head, event):
    served(event, station=page_name(1))

    assert tasks(client, head) == []


def test_a_walk_in_that_is_known_is_no_task(client, head, event):
    came(event, unverified=False)

    assert tasks(client, head) == []


@pytest.mark.parametrize("campaign", [{"campaign__is_rehearsal": True}, {}])
def test_what_is_rehearsed_or_reported_asks_for_nothing(client, head, facility, campaign):
    state = {"opened": True} if campaign else {"reported": True}
    served(EventFactory(facility=facility, **state, **campaign))

    assert tasks(client, head) == []


def test_a_head_sees_the_tasks_of_their_own_facilities_alone(client, head, event):
    other = EventFactory(opened=True)
    served(other)
    PostingFactory(user=head, facility=other.facility)

    assert tasks(client, head) == []


def test_home_counts_them_for_the_head_and_not_for_an_officer(client, head, officer, event):
    everything(event)

    client.force_login(head)
    page = client.get(HOME).text
    assert "7 tugas penyerahan" in page
    assert TASKS in page

    client.force_login(officer)
    assert "tugas penyerahan" not in client.get(HOME).text


def test_more_to_do_takes_no_more_queries(client, head, facility, django_assert_max_num_queries):
    for _ in range(3):
        everything(EventFactory(facility=facility, opened=True))
    client.force_login(head)

    with django_assert_max_num_queries(6):
        client.get(TASKS)
    with django_assert_max_num_queries(12):
        client.get(HOME)


def test_a_kind_that_is_registered_twice_is_there_once():
    names = [kind.name for kind in watching.KINDS]

    watching.register(watching.KINDS[-1])

    assert sorted(kind.name for kind in watching.KINDS) == sorted(names)
    assert len(set(names)) == len(names)
