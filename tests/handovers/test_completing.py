"""The number of a proxy's document is added afterwards, once, and is told to nobody."""

import pytest
from django.urls import reverse
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.handovers import actions
from tests.handovers.factories import HandoverFactory


@pytest.fixture
def handover(facility):
    return HandoverFactory(entitlement__event__facility=facility, by_proxy=True)


def note(handover, by, number="6301990101900001"):
    return actions.note_proxy_number(handover, number=number, by=by, at=timezone.now())


def test_the_head_adds_the_number_and_the_trail_does_not_repeat_it(handover, head):
    note(handover, head)

    handover.refresh_from_db()
    assert handover.proxy_number == "6301990101900001"
    entry = Entry.objects.about(handover).get()
    assert entry.details == {"entitlement": handover.entitlement_id}


@pytest.mark.parametrize("number", [" ", "9" * 51])
def test_a_number_that_is_none_is_refused(handover, head, number):
    with pytest.raises(actions.Refused):
        note(handover, head, number)


def test_a_number_is_not_written_over(handover, head):
    note(handover, head)

    with pytest.raises(actions.Refused, match="sudah tercatat"):
        note(handover, head, "2")


def test_who_fetched_their_own_has_no_proxy(facility, head):
    with pytest.raises(actions.Refused, match="tidak diwakilkan"):
        note(HandoverFactory(entitlement__event__facility=facility), head)


def test_the_page_of_the_family_leads_to_it(client, handover, head):
    client.force_login(head)
    url = reverse("handovers:note_proxy", args=[handover.pk])
    family = reverse("handovers:entitlement_detail", args=[handover.entitlement_id])
    assert url in client.get(family).text

    assert client.post(url, {"number": "123"}).url == family

    assert url not in client.get(family).text
