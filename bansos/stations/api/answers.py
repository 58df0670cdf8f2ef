"""What a device is told of each operation."""

from datetime import UTC

from bansos.handovers.actions import Answer, Outcome

STATUS = {
    # Outcome: (status, reason)
    Outcome.HANDED: ("ok", "ok"),
    Outcome.REPEATED: ("already_recorded", "already_recorded"),
    Outcome.ALREADY: ("already_handed_over", "already_handed_over"),
    Outcome.INCOMPLETE_PROXY: ("incomplete", "incomplete_proxy"),
    Outcome.INCOMPLETE_SYMBOLIC: ("incomplete", "incomplete_symbolic"),
    Outcome.VOIDED: ("refused", "voided"),
    Outcome.OUT_OF_STOCK: ("refused", "out_of_stock"),
    Outcome.NOT_OPEN: ("refused", "not_open"),
    Outcome.CLOSED: ("refused", "closed"),
    Outcome.NOT_LATE: ("refused", "not_late"),
    Outcome.WITHDRAWN: ("refused", "withdrawn"),
    Outcome.REPLACED: ("refused", "replaced"),
    Outcome.UNKNOWN: ("refused", "unknown_entitlement"),
    Outcome.UNKNOWN_CODE: ("refused", "unknown_code"),
    Outcome.REVOKED_CODE: ("refused", "revoked_code"),
    Outcome.WRONG_EVENT: ("refused", "wrong_event"),
    Outcome.BAD_TIME: ("refused", "bad_time"),
    Outcome.INVALID: ("refused", "invalid"),
    Outcome.MISMATCH: ("refused", "fingerprint_mismatch"),
    Outcome.HANDED_TWICE: ("conflict", "already_handed_over"),
    Outcome.HANDED_TO_WITHDRAWN: ("conflict", "withdrawn"),
    Outcome.HANDED_OUT_OF_STOCK: ("conflict", "out_of_stock"),
}


def result(answer: Answer) -> dict:
    status, reason = STATUS[answer.outcome]
    return {
        "op_id": str(answer.operation.id),
        "status": status,
        "reason": reason,
        "message": answer.message,
        "entitlement": answer.entitlement_id,
        "handed_over_at": stamp(answer.handed_at),
        "handed_over_by": answer.giver or None,
        "station": answer.station or None,
    }


def stamp(moment) -> str | None:
    """2024-12-24T02:42:00.000000Z: always in the same form, so that texts compare as times."""
    if moment is None:
        return None
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
