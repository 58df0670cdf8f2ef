"""What a decision leaves behind: handovers, conflicts, refusals, the ledger and the numbers."""

from collections import Counter, defaultdict

from bansos.stock.models import Balance, Movement

from ..decisions import happened
from ..models import Conflict, Entitlement, Handover, Refusal, Signature, Tally
from ..operations import Outcome
from ..reading import CAUSES

COPIED = "kind handed_by_id station is_offline note".split()
COPIED += "proxy_name proxy_relation proxy_document proxy_number".split()
CAUSE_OF = {outcome: cause for cause, outcome in CAUSES.items()}


def write(writes, answers, rows, facility, by, at) -> None:
    """Collect the statements for what was just decided; what was answered before stays."""
    new = [answer for answer in answers if not answer.is_repeat]
    about = {"facility_id": facility.pk, "recorded_at": at, "recorded_by_id": by.pk}
    handed = [answer for answer in new if answer.outcome is Outcome.HANDED]
    kept = [answer for answer in new if answer.outcome.is_conflict]
    refused = [answer for answer in new if answer.outcome.is_stored_refusal]
    signed = [answer for answer in [*handed, *kept] if answer.operation.signature]
    writes.insert(Handover, [_deed(each, rows, at) | about for each in handed])
    writes.insert(Conflict, [_conflict(each, rows, at) | about for each in kept])
    writes.insert(Refusal, [_refusal(each, rows) | about for each in refused])
    writes.insert(Signature, [_signature(each) for each in signed])
    _move([each for each in [*handed, *kept] if each.is_taken], rows, about, writes)
    _count(handed, rows, writes)
    for answer in handed:
        if rows[answer.entitlement_id]["absence_reason"]:
            writes.set(Entitlement, answer.entitlement_id, absence_reason="")


def _deed(answer, rows, at) -> dict:
    operation, row = answer.operation, rows[answer.entitlement_id]
    return {name: getattr(operation, name) for name in COPIED} | {
        "operation_id": operation.id,
        "event_id": row["event_id"],
        "entitlement_id": row["id"],
        "quantity": row["quantity"],
        "handed_at": happened(operation, at),
        "fingerprint": answer.fingerprint,
    }


def _conflict(answer, rows, at) -> dict:
    was_second = answer.outcome is Outcome.HANDED_TWICE
    return _deed(answer, rows, at) | {
        "cause": CAUSE_OF[answer.outcome],
        "is_taken": answer.is_taken,
        "message": answer.message,
        "earlier_at": answer.handed_at if was_second else None,
        "earlier_giver": answer.giver if was_second else "",
        "earlier_station": answer.station if was_second else "",
    }


def _refusal(answer, rows) -> dict:
    row = rows.get(answer.entitlement_id)
    return {
        "operation_id": answer.operation.id,
        "event_id": row and row["event_id"],
        "entitlement_id": answer.entitlement_id,
        "fingerprint": answer.fingerprint,
        "outcome": answer.outcome,
        "message": answer.message,
        "handed_at": answer.handed_at,
        "giver": answer.giver,
        "station": answer.station,
    }


def _signature(answer) -> dict:
    return {
        "operation_id": answer.operation.id,
        "entitlement_id": answer.entitlement_id,
        "image": answer.operation.signature,
    }


def _move(taken, rows, about, writes) -> None:
    """A line in the ledger for each package that left, and the balances with them."""
    movements, issued = [], Counter()
    for answer in taken:
        row = rows[answer.entitlement_id]
        movements.append(
            {
                "facility_id": about["facility_id"],
                "package_id": row["package_id"],
                "kind": Movement.Kind.HANDED,
                "quantity": -row["quantity"],
                "moved_at": happened(answer.operation, about["recorded_at"]),
                "recorded_by_id": about["recorded_by_id"],
                "handover_id": answer.operation.id,
            }
        )
        issued[row["balance__id"]] += row["quantity"]
    writes.insert(Movement, movements)
    for balance_id, quantity in sorted(issued.items()):
        writes.add(Balance, balance_id, on_hand=-quantity)


def _count(handed, rows, writes) -> None:
    tallies = defaultdict(Counter)
    for answer in handed:
        row = rows[answer.entitlement_id]
        tallies[row["event_id"]].update(
            handed=1,
            handed_packages=row["quantity"],
            symbolic=int(answer.operation.kind == Handover.Kind.SYMBOLIC),
            by_proxy=int(answer.operation.is_by_proxy),
        )
    for event_id, amounts in sorted(tallies.items()):
        writes.add(Tally, event_id, **amounts)
