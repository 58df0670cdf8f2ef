"""Every way of laying a hand on the trail, and the entry that is named for it."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from bansos.audit import trail, verifier
from bansos.audit.chain import digest, signature
from bansos.audit.models import Entry, Head
from bansos.audit.trail import Kind

from .conftest import CHAIN, record, tamper, tamper_head


def breaks():
    return [(found.chain, found.number, found.kind) for found in trail.verify()]


def entry(number):
    return Entry.objects.get(chain=CHAIN, number=number)


def rewrite(number, **changes):
    """A careful hand: the entry's own hash is made right again."""
    tamper(number).update(**changes)
    number = changes.get("number", number)
    tamper(number).update(hash=digest(entry(number)))


def renumber(start, by):
    """Move the numbers from `start` on, past the unique constraint."""
    tamper().filter(number__gte=start).update(number=F("number") + 1000)
    tamper().filter(number__gte=1000).update(number=F("number") - 1000 + by)


def test_an_untouched_trail_is_whole(chain):
    assert breaks() == []


def test_an_empty_trail_is_whole(db):
    assert breaks() == []


def test_a_chain_that_was_only_locked_is_whole(db):
    trail.lock(CHAIN)

    assert breaks() == []


@pytest.mark.parametrize(
    "change",
    [
        {"at": datetime(2024, 12, 24, tzinfo=UTC)},
        {"actor_id": 1},
        {"actor_name": "Orang Lain"},
        {"action": "contoh.lain"},
        {"object_type": "facilities.facility"},
        {"object_id": "1"},
        {"label": "catatan 3 "},
        {"details": {}},
        {"details": {"alasan": "contoh", "b": None}},
        {"previous_hash": "0" * 64},
        {"hash": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_entry_is_named(chain, change):
    tamper(3).update(**change)

    assert breaks() == [(CHAIN, 3, Kind.CHANGED)]


@pytest.mark.parametrize("number", [1, 3, 6])
def test_an_entry_changed_with_its_hash_is_named(chain, number):
    rewrite(number, label="diperhalus")

    assert breaks() == [(CHAIN, number, Kind.CHANGED)]


def test_an_entry_with_another_past_is_named(chain):
    rewrite(3, previous_hash=entry(1).hash)

    assert breaks() == [(CHAIN, 3, Kind.CHANGED)]


def test_a_chain_written_anew_to_its_end_does_not_fit_the_signed_head(chain):
    rewrite(3, label="diperhalus")
    for number in [4, 5, 6]:
        rewrite(number, previous_hash=entry(number - 1).hash)

    assert breaks() == [(CHAIN, 6, Kind.CHANGED)]


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_removed_entry_is_named(chain, number):
    tamper(number).delete()

    assert breaks() == [(CHAIN, number, Kind.REMOVED)]


def test_a_removed_entry_is_named_although_the_gap_was_closed(chain):
    tamper(3).delete()
    renumber(4, by=-1)

    assert breaks() == [(CHAIN, 3, Kind.REMOVED)]


def test_an_inserted_entry_is_named(chain):
    renumber(3, by=1)
    before = entry(2)
    false = Entry(
        chain=CHAIN, number=3, at=before.at, action="contoh.sisip", previous_hash=before.hash
    )
    false.hash = digest(false)
    false.save()

    assert breaks() == [(CHAIN, 3, Kind.INSERTED)]


def test_an_entry_inserted_before_the_first_is_named(chain):
    Entry(chain=CHAIN, number=0, at=entry(1).at, action="contoh.sisip", hash="a").save()

    assert breaks() == [(CHAIN, 0, Kind.INSERTED)]


def test_an_entry_put_behind_the_head_is_named(chain):
    last = entry(6)
    false = Entry(chain=CHAIN, number=7, at=last.at, action="contoh", previous_hash=last.hash)
    false.hash = digest(false)
    false.save()

    assert breaks() == [(CHAIN, 7, Kind.INSERTED)]


@pytest.mark.parametrize(("one", "other"), [(1, 2), (3, 4), (2, 6)])
def test_entries_that_changed_places_are_named(chain, one, other):
    tamper(one).update(number=99)
    tamper(other).update(number=one)
    tamper(99).update(number=other)

    assert breaks() == [(CHAIN, one, Kind.ORDER)]


def test_an_entry_moved_to_another_chain_is_missed_and_not_at_home_there(chain):
    tamper(3).update(chain=8, number=2)

    assert breaks() == [(CHAIN, 3, Kind.REMOVED), (8, 2, Kind.CHANGED)]


@pytest.mark.parametrize("left", [5, 1, 0])
def test_a_tail_cut_off_is_named(chain, left):
    tamper().filter(number__gt=left).delete()

    assert breaks() == [(CHAIN, left + 1, Kind.CUT_OFF)]


def test_a_tail_cut_off_with_the_head_moved_back_is_found_by_the_signature(chain):
    tamper(6).delete()
    tamper_head().update(number=5, hash=entry(5).hash)

    assert breaks() == [(CHAIN, 5, Kind.SIGNATURE)]


def test_a_head_signed_with_another_key_is_named(chain, settings):
    settings.TRAIL_KEY = "kunci lain"
    head = Head.objects.get(chain=CHAIN)
    tamper_head().update(signature=signature(head))
    settings.TRAIL_KEY = "kunci ketiga"

    assert (CHAIN, 6, Kind.SIGNATURE) in breaks()


def test_the_head_of_another_chain_does_not_fit(chain):
    other = Head.objects.get(chain=8)
    tamper_head().update(number=other.number, hash=other.hash, signature=other.signature)

    assert breaks() == [(CHAIN, 1, Kind.SIGNATURE)]


def test_a_missing_head_is_named(chain):
    tamper_head().delete()

    assert breaks() == [(CHAIN, 6, Kind.HEAD_MISSING)]


def test_a_chain_without_a_head_cannot_be_continued_from_one(chain):
    tamper_head().delete()

    with pytest.raises(IntegrityError), transaction.atomic():
        record(CHAIN)


def test_each_broken_chain_is_named_once(chain):
    tamper(2).update(label="lain")
    tamper(4).delete()
    tamper(1, chain=8).update(label="lain")

    assert breaks() == [(CHAIN, 2, Kind.CHANGED), (8, 1, Kind.CHANGED)]


def test_one_chain_can_be_asked_about(chain):
    tamper(1, chain=8).update(label="lain")

    assert list(trail.verify(CHAIN)) == []
    assert len(list(trail.verify(8))) == 1


def test_entries_written_while_we_read_are_no_break(chain, monkeypatch):
    in_order = verifier._in_order

    def in_order_after_one_more(chain):
        record(chain)
        yield from in_order(chain)

    monkeypatch.setattr(verifier, "_in_order", in_order_after_one_more)

    assert list(trail.verify(CHAIN)) == []
    assert Head.objects.get(chain=CHAIN).number == 7


def test_a_long_chain_is_read_page_by_page(unguarded, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(verifier, "PAGE", 4)
    for _ in range(9):
        record(CHAIN)

    with django_assert_max_num_queries(6):
        assert breaks() == []

    tamper(9).update(label="lain")
    assert breaks() == [(CHAIN, 9, Kind.CHANGED)]
