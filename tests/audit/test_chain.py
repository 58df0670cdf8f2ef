"""The pure half of the trail: hashes and signatures, without a database."""

import json
from copy import copy
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansos.audit import chain, trail
from bansos.audit.models import Entry, Head

WHEN = datetime(2024, 12, 24, 1, 0, tzinfo=UTC)
OFFICER = SimpleNamespace(pk=5)

integers = st.integers(-(2**53), 2**53)
values = st.recursive(
    st.none() | st.booleans() | integers | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


def entry_after(head, **about):
    about = {"action": "handover.give", "by": None, "at": WHEN} | about
    return trail.next_entry(head, **about)


def test_an_entry_stands_behind_the_head_it_follows():
    head = trail.new_head(7)
    first = entry_after(head)
    trail.advance(head, first)
    second = entry_after(head)

    assert (first.chain, first.number, first.previous_hash) == (7, 1, "")
    assert (second.chain, second.number, second.previous_hash) == (7, 2, first.hash)


def test_the_head_moves_on_only_when_told():
    head = trail.new_head(7)
    entry_after(head)

    assert (head.number, head.hash) == (0, "")


def test_the_moved_head_is_signed():
    head = trail.new_head(7)
    trail.advance(head, entry_after(head))

    assert head.number == 1
    assert chain.is_signed(head)


@pytest.mark.parametrize("change", [{"chain": 8}, {"number": 4}, {"hash": "0" * 64}])
def test_a_signature_covers_all_of_the_head(change):
    head = trail.new_head(7)
    for name, value in change.items():
        setattr(head, name, value)

    assert not chain.is_signed(head)


def test_nothing_is_added_behind_a_head_that_we_did_not_sign():
    forged = Head(chain=7, number=3, hash="0" * 64, signature="é" * 64)

    with pytest.raises(trail.TrailBroken, match="rantai jejak 7"):
        entry_after(forged)


def test_another_key_signs_otherwise(settings):
    head = trail.new_head(7)
    settings.TRAIL_KEY = "kunci lain"

    assert not chain.is_signed(head)


@pytest.mark.parametrize("name", [*chain.CONTENT, "at"])
def test_a_hash_covers_every_field(name):
    entry = entry_after(trail.new_head(7), by=OFFICER, details={"a": 1})
    other = {"at": WHEN + timedelta(microseconds=1), "details": {"a": True}}
    setattr(entry, name, other.get(name, 99))

    assert chain.digest(entry) != entry.hash


def test_no_field_is_left_out_of_the_hash():
    ours = {field.name for field in Entry._meta.fields}

    assert ours == {*chain.CONTENT, "at", "hash", "id"}


@given(values, values)
def test_different_details_have_different_hashes(one, other):
    head = trail.new_head(7)
    first, second = (entry_after(head, details={"a": value}) for value in [one, other])

    assert (first.hash == second.hash) == (repr(first.details) == repr(second.details))


@given(st.dictionaries(st.text(), values, max_size=4))
def test_a_hash_is_found_again_after_the_database_kept_the_details(details):
    entry = entry_after(trail.new_head(7), details=details)
    kept = copy(entry)
    kept.details = json.loads(json.dumps(entry.details))

    assert chain.digest(kept) == entry.hash


@given(st.text(st.characters(), max_size=400))
def test_no_text_is_one_that_a_database_would_refuse(text):
    entry = entry_after(
        trail.new_head(7), object_id=text[:64], label=text, details={text: [text, {"a": text}]}
    )
    told = entry.label + entry.object_id + json.dumps(entry.details, ensure_ascii=False)

    told.encode()
    assert "\0" not in told
    assert len(entry.label) <= 200


def test_the_same_instant_is_the_same_hash_in_every_zone():
    wita = timezone(timedelta(hours=8))
    head = trail.new_head(7)

    here = entry_after(head, at=WHEN)
    there = entry_after(head, at=WHEN.astimezone(wita))

    assert here.hash == there.hash


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        entry_after(trail.new_head(7), at=WHEN.replace(tzinfo=None))


def test_details_are_written_plainly():
    class Outcome(StrEnum):
        HANDED = "handed"

    details = {
        "outcome": Outcome.HANDED,
        "on": date(2024, 12, 24),
        "at": WHEN,
        "id": UUID(int=1),
        "amount": Decimal("325.00"),
        3: ("a", None, True),
    }

    assert entry_after(trail.new_head(7), details=details).details == {
        "outcome": "handed",
        "on": "2024-12-24",
        "at": "2024-12-24T01:00:00+00:00",
        "id": "00000000-0000-0000-0000-000000000001",
        "amount": "325.00",
        "3": ["a", None, True],
    }


def test_details_hold_nothing_that_cannot_be_written():
    with pytest.raises(TypeError, match="object"):
        entry_after(trail.new_head(7), details={"a": object()})
