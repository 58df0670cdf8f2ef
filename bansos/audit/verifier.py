"""
Walking a chain from its first entry to its signed head, and naming the first entry that is wrong.

What it cannot see from inside the database: a whole database put back to an earlier day, with
its heads, and a chain removed altogether, head and all. Both need the last heads kept elsewhere.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from .chain import digest, is_signed
from .models import Entry, Head

PAGE = 1000
# How far from its place a moved entry is recognised as moved and not as changed.
REACH = 5000


class Kind(models.TextChoices):
    CHANGED = "changed", "diubah"
    REMOVED = "removed", "dihapus"
    INSERTED = "inserted", "disisipkan"
    ORDER = "order", "dipindahkan dari tempatnya"
    CUT_OFF = "cut_off", "dan sesudahnya dipotong dari ujung rantai"
    SIGNATURE = "signature", "adalah ujung rantai yang tanda tangannya tidak sah"
    HEAD_MISSING = "head_missing", "tidak diikuti ujung rantai; ujungnya hilang"


@dataclass(frozen=True)
class Break:
    """The first thing wrong with a chain."""

    chain: int
    number: int
    kind: Kind

    @property
    def message(self) -> str:
        return f"Rantai {self.chain}: catatan nomor {self.number} {self.kind.label}."

    def __str__(self):
        return self.message


def verify(chain=None) -> Iterator[Break]:
    """The first break of each chain that has one, or of the one chain asked for."""
    for each in [chain] if chain is not None else _chains():
        found = _first_break(each)
        if found:
            yield found


def _chains() -> list[int]:
    with_head = Head.objects.order_by().values_list("chain", flat=True)
    with_entries = Entry.objects.order_by().values_list("chain", flat=True).distinct()
    return sorted({*with_head, *with_entries})


def _first_break(chain) -> Break | None:
    # The head is read before the entries: those written meanwhile can only come on top.
    head = Head.objects.filter(chain=chain).first()
    last = Entry(chain=chain, number=0, hash="")
    hash_at_head = ""
    for entry in _in_order(chain):
        found = _broken_link(last, entry)
        if found:
            return found
        if head and entry.number == head.number:
            hash_at_head = entry.hash
        last = entry
    return _broken_end(head, last, hash_at_head)


def _in_order(chain) -> Iterator[Entry]:
    """Page by page: no long statement holds anybody up, and memory stays as it is."""
    entries = Entry.objects.filter(chain=chain).order_by("number", "pk")
    page = list(entries[:PAGE])
    yield from page
    while len(page) == PAGE:
        last = page[-1]
        further = Q(number__gt=last.number) | Q(number=last.number, pk__gt=last.pk)
        page = list(entries.filter(further, number__gte=last.number)[:PAGE])
        yield from page


def _broken_link(last, entry) -> Break | None:
    chain, expected = entry.chain, last.number + 1
    if entry.number > expected:
        return Break(chain, expected, Kind.REMOVED)
    if entry.number < expected:
        return Break(chain, entry.number, Kind.INSERTED)
    if not _tells_its_hash(entry):
        return _misplaced(entry) or Break(chain, expected, Kind.CHANGED)
    if entry.previous_hash != last.hash:
        # One of the two was written anew, hash and all. What follows vouches for the later one.
        changed = last if last.number and _is_vouched_for(entry) else entry
        return Break(chain, changed.number, Kind.CHANGED)
    return None


def _tells_its_hash(entry) -> bool:
    try:
        return digest(entry) == entry.hash
    except (AttributeError, TypeError, ValueError):
        # SQLite lets a hand write anything anywhere.
        return False


def _misplaced(entry) -> Break | None:
    """Whether the entry is whole but stands under another number, and what that tells."""
    moved = copy(entry)
    for number in range(max(1, entry.number - REACH), entry.number + REACH):
        moved.number = number
        if _tells_its_hash(moved):
            break
    else:
        return None
    if moved.number < entry.number:
        return Break(entry.chain, moved.number, Kind.INSERTED)
    of_chain = Entry.objects.filter(chain=entry.chain)
    moved_together = of_chain.filter(hash=entry.previous_hash, number__gt=entry.number).exists()
    return Break(entry.chain, entry.number, Kind.ORDER if moved_together else Kind.REMOVED)


def _is_vouched_for(entry) -> bool:
    following = Entry.objects.filter(chain=entry.chain, number=entry.number + 1)
    if following.filter(previous_hash=entry.hash).exists():
        return True
    head = Head.objects.filter(chain=entry.chain, number=entry.number, hash=entry.hash).first()
    return head is not None and is_signed(head)


def _broken_end(head, last, hash_at_head) -> Break | None:
    if head is None:
        return Break(last.chain, last.number, Kind.HEAD_MISSING) if last.number else None
    if not is_signed(head):
        return Break(head.chain, head.number, Kind.SIGNATURE)
    if last.number < head.number:
        return Break(head.chain, last.number + 1, Kind.CUT_OFF)
    if hash_at_head != head.hash:
        return Break(head.chain, head.number, Kind.CHANGED)
    if last.number > head.number:
        # Written while we were reading, or put there by hand: the head as it is now knows.
        head.refresh_from_db()
        if last.number > head.number:
            return Break(head.chain, head.number + 1, Kind.INSERTED)
    return None
