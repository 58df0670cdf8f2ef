"""
The central deed: packages are handed over, each exactly once.

One lock, two reads, a decision in plain Python, plain writes sent together. The constraints
are the truth, the lock is the peace: without it nothing is doubled, but many would wait
for nothing.
"""

from collections.abc import Callable

from django.db import IntegrityError, OperationalError, transaction

from bansos.audit import trail
from bansos.audit.models import Entry, Head

from ..decisions import MOST_AT_ONCE, decide
from ..models import Entitlement
from ..operations import Answer, Operation, Outcome
from ..reading import scene_of
from ..writing import Writes
from . import recording

__all__ = ["MOST_AT_ONCE", "Answer", "Operation", "Outcome", "hand_over"]

TRIES = 5
ENTRY = [field.attname for field in Entry._meta.concrete_fields if not field.primary_key]


def hand_over(
    operations: list[Operation], *, facility, by, at, along: Callable[[Writes], None] | None = None
) -> list[Answer]:
    """
    Hand packages of one facility over: one answer per operation, in their order.

    A single press is a list of one. Who may do this is the caller's question.

    :param along: adds what is to be written with them; not called when nothing is.
    :raises ValueError: for more than MOST_AT_ONCE operations.
    """
    if len(operations) > MOST_AT_ONCE:
        raise ValueError(f"At most {MOST_AT_ONCE} operations at once.")
    for operation in operations:
        # Taken now and remembered: not while others wait for the lock.
        operation.fingerprint(facility.pk)
    for tries_left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return _hand_over(operations, facility, by, at, along)
        except (IntegrityError, OperationalError):
            # Somebody was faster past a lock we did not share, or a deadlock chose us: what
            # we read is out of date, so the whole of it is asked again.
            if not tries_left:
                raise
    raise AssertionError("unreachable")


def _hand_over(operations, facility, by, at, along) -> list[Answer]:
    head = trail.lock(facility.pk)
    scene, rows = scene_of(operations, facility, by, at)
    answers = decide(operations, scene)
    if all(answer.is_repeat for answer in answers):
        return answers

    writes = Writes()
    recording.write(writes, answers, rows, facility, by, at)
    _note(writes, head, answers, by, at)
    if along:
        along(writes)
    writes.send()
    return answers


def _note(writes, head, answers, by, at) -> None:
    """One trail entry for the transaction, with a line per operation: refusals too."""
    lines = [
        {
            "operation": answer.operation.id,
            "entitlement": answer.entitlement_id or answer.operation.entitlement_id,
            "outcome": answer.outcome,
        }
        for answer in answers
        if not answer.is_repeat
    ]
    outcomes = {line["outcome"] for line in lines}
    is_kept = any(outcome.is_conflict for outcome in outcomes)
    entry = trail.next_entry(
        head,
        action="handover.give"
        if Outcome.HANDED in outcomes
        else "handover.conflict"
        if is_kept
        else "handover.refuse",
        by=by,
        at=at,
        object_type=Entitlement._meta.label_lower,
        object_id=lines[0]["entitlement"] or "" if len(lines) == 1 else "",
        details={"operations": lines},
    )
    trail.advance(head, entry)
    writes.insert(Entry, [{name: getattr(entry, name) for name in ENTRY}])
    writes.set(Head, head.pk, number=head.number, hash=head.hash, signature=head.signature)
