"""
The central deed: packages are handed over, each exactly once.

One lock, two reads, a decision in plain Python, plain writes sent together. The constraints
are the truth, the lock is the peace: without it nothing is doubled, but many would wait
for nothing.
"""

from collections import Counter, defaultdict
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import FilteredRelation, Q

from bansos.audit import trail
from bansos.audit.models import Head
from bansos.stock.models import Balance, Movement
from facilities.models import Official

from ..decisions import MOST_AT_ONCE, Answer, Fact, Operation, Outcome, Right, Scene, decide
from ..models import Entitlement, Handover, Tally
from ..writing import Writes

__all__ = ["MOST_AT_ONCE", "Answer", "Operation", "Outcome", "hand_over"]

TRIES = 5


def hand_over(operations: list[Operation], *, facility, by, at) -> list[Answer]:
    """
    Hand packages of one facility over: one answer per operation, in their order.

    A single press is a list of one. Who may do this is the caller's question.

    :raises ValueError: for more than MOST_AT_ONCE operations.
    """
    if len(operations) > MOST_AT_ONCE:
        raise ValueError(f"At most {MOST_AT_ONCE} operations at once.")
    for tries_left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return _hand_over(operations, facility, by, at)
        except (IntegrityError, OperationalError):
            # Somebody was faster past a lock we did not share, or a deadlock chose us: what
            # we read is out of date, so the whole of it is asked again.
            if not tries_left:
                raise
    raise AssertionError("unreachable")


def _hand_over(operations, facility, by, at) -> list[Answer]:
    head = trail.lock(facility.pk)
    rows = _entitlements(operations, facility)
    scene = _scene(operations, rows, facility, by, at)
    answers = decide(operations, scene)
    if all(answer.outcome is Outcome.REPEATED for answer in answers):
        return answers

    writes = Writes()
    done = [answer for answer in answers if answer.outcome is Outcome.HANDED]
    if done:
        _write(writes, done, {row["id"]: row for row in rows}, facility, by, at)
    _note(writes, head, answers, by, at)
    writes.send()
    return answers


def _entitlements(operations, facility) -> list[Any]:
    here = FilteredRelation(
        "package__balances", condition=Q(package__balances__facility=facility.pk)
    )
    wanted = Entitlement.objects.filter(
        facility=facility.pk, pk__in={operation.entitlement_id for operation in operations}
    )
    return list(
        wanted.annotate(balance=here)
        .order_by("pk")
        .values(
            "id",
            "event_id",
            "event__state",
            "package_id",
            "quantity",
            "withdrawn_at",
            "balance__id",
            "balance__on_hand",
        )
    )


def _scene(operations, rows, facility, by, at) -> Scene:
    officials = {operation.handed_by_id for operation in operations} - {None}
    known = Official.objects.filter(facility=facility.pk, pk__in=officials) if officials else ()
    scene = Scene(
        facility_id=facility.pk,
        zone=facility.zone,
        at=at,
        giver=str(by),
        rights={
            row["id"]: Right(
                id=row["id"],
                event_id=row["event_id"],
                event_state=row["event__state"],
                package_id=row["package_id"],
                quantity=row["quantity"],
                is_withdrawn=row["withdrawn_at"] is not None,
            )
            for row in rows
        },
        on_hand={row["package_id"]: row["balance__on_hand"] or 0 for row in rows},
        officials={official.pk: official.name for official in known},
    )
    earlier = Handover.objects.filter(
        Q(pk__in={operation.id for operation in operations})
        | Q(entitlement__in=[row["id"] for row in rows], voided_at=None)
    ).select_related("recorded_by", "handed_by")
    for handover in earlier:
        scene.add(
            Fact(
                operation_id=handover.pk,
                facility_id=handover.facility_id,
                entitlement_id=handover.entitlement_id,
                handed_at=handover.handed_at,
                giver=handover.giver,
                is_valid=handover.is_valid,
            )
        )
    return scene


def _write(writes, done, rows, facility, by, at) -> None:
    """Handovers, ledger lines, balances and tallies of what was just decided."""
    handovers, movements = [], []
    issued, tallies = Counter(), defaultdict(Counter)
    for answer in done:
        operation, row = answer.operation, rows[answer.operation.entitlement_id]
        handovers.append(_handover(answer, row, facility, by, at))
        movements.append(
            Movement(
                facility_id=facility.pk,
                package_id=row["package_id"],
                kind=Movement.Kind.HANDED,
                quantity=-row["quantity"],
                moved_at=answer.handed_at,
                recorded_by=by,
                handover_id=operation.id,
            )
        )
        issued[row["balance__id"]] += row["quantity"]
        tallies[row["event_id"]].update(
            handed=1,
            handed_packages=row["quantity"],
            symbolic=int(operation.kind == Handover.Kind.SYMBOLIC),
            by_proxy=int(bool(operation.proxy_name)),
        )
    writes.insert(handovers)
    writes.insert(movements)
    for balance_id, quantity in sorted(issued.items()):
        writes.add(Balance, balance_id, on_hand=-quantity)
    for event_id, amounts in sorted(tallies.items()):
        writes.add(Tally, event_id, **amounts)


def _handover(answer, row, facility, by, at) -> Handover:
    operation = answer.operation
    return Handover(
        operation_id=operation.id,
        facility_id=facility.pk,
        event_id=row["event_id"],
        entitlement_id=row["id"],
        quantity=row["quantity"],
        kind=operation.kind,
        handed_at=answer.handed_at,
        recorded_at=at,
        recorded_by=by,
        handed_by_id=operation.handed_by_id,
        station=operation.station,
        is_offline=operation.is_offline,
        proxy_name=operation.proxy_name,
        proxy_relation=operation.proxy_relation,
        proxy_document=operation.proxy_document,
        proxy_number=operation.proxy_number,
    )


def _note(writes, head, answers, by, at) -> None:
    """One trail entry for the transaction, with a line per operation: refusals too."""
    lines = [
        {
            "operation": answer.operation.id,
            "entitlement": answer.operation.entitlement_id,
            "outcome": answer.outcome,
        }
        for answer in answers
        if answer.outcome is not Outcome.REPEATED
    ]
    handed = any(line["outcome"] is Outcome.HANDED for line in lines)
    entry = trail.next_entry(
        head,
        action="handover.give" if handed else "handover.refuse",
        by=by,
        at=at,
        object_type=Entitlement._meta.label_lower,
        object_id=lines[0]["entitlement"] if len(lines) == 1 else "",
        details={"operations": lines},
    )
    trail.advance(head, entry)
    writes.insert([entry])
    writes.set(Head, head.pk, number=head.number, hash=head.hash, signature=head.signature)
