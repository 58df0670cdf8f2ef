"""What is next, decided without a database."""

import pytest
from django.utils import timezone

from bansos.accounts.models import User
from bansos.accounts.roles import Permission, Role
from bansos.campaigns.models import Campaign
from bansos.handovers.models import Event, Tally
from bansos.handovers.next_deeds import OFFERED, deeds_of, steps_of
from facilities.models import Facility

State = Event.State
OFFICER, HEAD = Role.OFFICER.permissions, Role.HEAD.permissions
SOMEBODY = User(pk=1)


def event(state, *, entitled=2, handed=0, **facts):
    event = Event(pk=5, state=state, **facts)
    event.tally = Tally(entitled=entitled, handed=handed)
    return event


def told(event, powers, listed=2):
    deeds = deeds_of(event, powers, user=SOMEBODY, listed=listed)
    return deeds.next and deeds.next.view, [deed.view for deed in deeds.others]


def test_an_empty_draft_asks_for_families():
    assert told(event(State.DRAFT), OFFICER, listed=0) == ("choose_recipients", ["revise"])


def test_a_filled_draft_asks_to_be_submitted():
    assert told(event(State.DRAFT), OFFICER) == ("submit", ["choose_recipients", "revise"])


def test_a_submitted_list_waits_for_the_head():
    submitted = event(State.SUBMITTED, submitted_by_id=2)

    assert told(submitted, OFFICER) == (None, [])
    assert told(submitted, HEAD) == ("freeze", ["send_back"])
    waiting = deeds_of(submitted, OFFICER, user=SOMEBODY).waiting
    assert waiting == "Menunggu penetapan oleh Kepala."


def test_a_head_does_not_freeze_what_they_submitted():
    submitted = event(State.SUBMITTED, submitted_by_id=SOMEBODY.pk)

    assert told(submitted, HEAD) == (None, ["send_back"])


def test_the_hall_opens_then_hands_over_then_closes():
    assert told(event(State.FROZEN), OFFICER)[0] == "open_event"
    assert told(event(State.OPEN), OFFICER)[0] == "desk"
    assert told(event(State.OPEN, handed=2), OFFICER)[0] == "close_event"


def test_only_the_head_reports_and_reopens():
    assert told(event(State.CLOSED), OFFICER) == ("event_papers", [])
    assert told(event(State.CLOSED), HEAD) == ("event_papers", ["report_event", "reopen_event"])


def test_in_the_late_days_the_desk_stays_open_while_somebody_is_missing():
    facts = {
        "campaign": Campaign(late_days=7),
        "facility": Facility(time_zone="Asia/Makassar"),
        "closed_at": timezone.now(),
    }

    assert told(event(State.CLOSED, **facts), OFFICER) == ("event_papers", ["desk"])
    assert told(event(State.CLOSED, handed=2, **facts), OFFICER) == ("event_papers", [])


def test_who_may_do_nothing_is_offered_nothing():
    for state in State:
        powers = {Permission.SEE_NAMES}
        assert told(event(state), powers) == (None, [])


def test_every_state_offers_something():
    assert OFFERED.keys() == set(State)


def test_the_next_deed_leads_to_its_page():
    assert deeds_of(event(State.OPEN), OFFICER, user=SOMEBODY).next_url == "/kegiatan/5/meja/"


@pytest.mark.parametrize(
    ("state", "places"),
    [
        (State.DRAFT, ["now", "", "", "", "", ""]),
        (State.OPEN, ["done", "done", "done", "now", "", ""]),
        (State.REPORTED, ["done", "done", "done", "done", "done", "now"]),
    ],
)
def test_the_steps_show_where_it_stands(state, places):
    assert steps_of(event(state)) == list(zip(State.labels, places, strict=True))
