"""Made-up families into the register, a chunk at a time: all of a chunk or nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction

from bansos.audit import trail

from .places import KEPT_INMATES
from .rows import (
    INMATE_WORDS,
    INMATES,
    KINSHIPS,
    MEMBERS,
    RECIPIENT_WORDS,
    RECIPIENTS,
    Chunk,
)


@dataclass
class Count:
    families: int = 0
    members: int = 0
    inmates: int = 0


def write(chunks: Iterable[Chunk], *, at) -> Iterator[Count]:
    """Write the chunks, and yield after each what has been written so far."""
    count = Count()
    keys_of_inmates: dict[int, int] = {}
    for chunk in chunks:
        with transaction.atomic():
            _write_chunk(chunk, keys_of_inmates)
            # On the chain of the house: a chunk may hold many facilities.
            details = {"families": chunk.facilities}
            trail.record("recipient.generate", None, by=None, at=at, details=details)
        # No family belongs to an inmate of longer ago.
        for number in list(keys_of_inmates)[:-KEPT_INMATES]:
            del keys_of_inmates[number]
        count.families += len(chunk.recipients)
        count.members += len(chunk.members)
        count.inmates += len(chunk.inmates)
        yield count


def _write_chunk(chunk, keys_of_inmates) -> None:
    keys = INMATES.add(chunk.inmates)
    keys_of_inmates.update(enumerate(keys, start=chunk.first_inmate))
    recipients = RECIPIENTS.add(chunk.recipients)
    for row in chunk.members:
        row[1] = recipients[row[1]]
    MEMBERS.add(chunk.members)
    for row in chunk.kinships:
        row[1], row[2] = recipients[row[1]], keys_of_inmates[row[2]]
    KINSHIPS.add(chunk.kinships)
    INMATE_WORDS.put((*row, keys_of_inmates[number]) for *row, number in chunk.inmate_words)
    RECIPIENT_WORDS.put((*row, recipients[place]) for *row, place in chunk.recipient_words)
