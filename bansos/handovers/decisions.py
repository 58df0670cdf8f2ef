"""
Who gets the package: decided in plain Python, without a database.

`decide()` takes what was read and what is asked, and answers every operation. What was handed
over within reach of the server is refused where it may not be; what was handed over out of
reach has happened, and is kept as a conflict instead.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bansos.indonesia.words import date_long

from .models import Event, Handover
from .operations import Answer, Fact, Operation, Outcome, Right, Scene

MOST_AT_ONCE = 500
"""Operations in one transaction: bounds the time others wait for the lock."""
AHEAD = timedelta(minutes=5)
"""By how much the clock of a device may run ahead of the server's."""
LATE = timedelta(hours=48)
"""How long after the end a queue may still bring what happened before it."""
AFTERWARDS = {Handover.Kind.LATE, Handover.Kind.HOME}
"""How a package may still leave once the event is closed."""
SIGNATURE = re.compile(r"data:image/png;base64,iVBORw0KGgo[A-Za-z0-9+/]{0,16000}={0,2}")
"""A picture as a canvas gives it; twelve kilobytes are a signature and no photo."""

Refused = tuple[Outcome, str]


def decide(operations: Iterable[Operation], scene: Scene) -> list[Answer]:
    """One answer per operation, in their order; a later one sees what an earlier one took."""
    return [_decide(operation, scene) for operation in operations]


def _decide(operation: Operation, scene: Scene) -> Answer:
    first = scene.by_operation.get(operation.id)
    if first:
        return _again(operation, first, scene)
    answer = replace(
        _judged(operation, scene), fingerprint=operation.fingerprint(scene.facility_id)
    )
    is_served = answer.outcome in {Outcome.HANDED, Outcome.HANDED_OUT_OF_STOCK}
    scene.add(
        Fact(
            operation_id=operation.id,
            facility_id=scene.facility_id,
            entitlement_id=answer.entitlement_id,
            handed_at=answer.handed_at,
            giver=answer.giver,
            is_valid=is_served,
            station=answer.station,
            fingerprint=answer.fingerprint,
            outcome=answer.outcome,
            message=answer.message,
        )
    )
    return answer


def _again(operation: Operation, first: Fact, scene: Scene) -> Answer:
    # An id of another facility, or of other content, tells nothing of what it did there.
    if not first.is_of(operation, scene):
        used = "Nomor operasi ini sudah dipakai. Muat ulang halaman."
        return Answer(operation, Outcome.MISMATCH, used)
    told = Answer(
        operation,
        first.outcome,
        first.message,
        first.handed_at,
        first.giver,
        first.station,
        first.entitlement_id,
        is_repeat=True,
    )
    if first.outcome is not Outcome.HANDED:
        return told
    moment = when(first.handed_at or scene.at, scene)
    if first.is_valid:
        message = f"Diserahkan {moment} oleh {first.giver}."
        return replace(told, outcome=Outcome.REPEATED, message=message)
    message = f"Penyerahan {moment} ini sudah dibatalkan."
    return replace(told, outcome=Outcome.VOIDED, message=message, is_repeat=False)


def _judged(operation: Operation, scene: Scene) -> Answer:
    right = scene.right_of(operation)
    if right is None:
        return Answer(operation, *_unknown(operation, scene))
    if operation.event_id not in {None, right.event_id}:
        return Answer(operation, Outcome.WRONG_EVENT, "Kupon ini untuk kegiatan lain.")

    held = _held(operation, right, scene)
    if held and not operation.is_offline:
        return held
    refused = (
        _out_of_hours(operation, right, scene)
        or _bad_time(operation, right, scene)
        or _fault(operation, scene)
    )
    if refused:
        return Answer(operation, *refused, entitlement_id=right.id)
    if held:
        return _kept(operation, right, scene, held)

    left = scene.left_for(right)
    if scene.take(right):
        return _handed(operation, right, scene, Outcome.HANDED, "Diserahkan {} oleh {}.")
    short = f"Stok tidak cukup: tersisa {left}, diperlukan {right.quantity}."
    if operation.is_offline:
        outcome, told = Outcome.HANDED_OUT_OF_STOCK, "Tersimpan {} oleh {}. "
        answer = _handed(operation, right, scene, outcome, f"{told}{short} Kepala memeriksa.")
        return replace(answer, is_taken=False)
    return Answer(operation, Outcome.OUT_OF_STOCK, short, entitlement_id=right.id)


def _unknown(operation: Operation, scene: Scene) -> Refused:
    if not operation.code:
        return Outcome.UNKNOWN, "Jatah ini tidak ada di UPT ini."
    if operation.code in scene.revoked:
        return Outcome.REVOKED_CODE, "Kupon ini sudah diganti dengan kupon baru."
    return Outcome.UNKNOWN_CODE, "Kupon ini tidak dikenal."


def _held(operation: Operation, right: Right, scene: Scene) -> Answer | None:
    """Why the package is not there to be handed over, if it is not."""
    if earlier := scene.by_entitlement.get(right.id):
        moment = when(earlier.handed_at or scene.at, scene)
        message = f"Sudah diserahkan {moment} oleh {earlier.giver}."
        return Answer(
            operation,
            Outcome.ALREADY,
            message,
            earlier.handed_at,
            earlier.giver,
            earlier.station,
            right.id,
        )
    if right.is_replaced:
        message = "Jatah ini sudah diberikan kepada penerima pengganti."
        return Answer(operation, Outcome.REPLACED, message, entitlement_id=right.id)
    if right.is_withdrawn:
        message = "Jatah ini sudah dicabut dari daftar."
        return Answer(operation, Outcome.WITHDRAWN, message, entitlement_id=right.id)
    return None


def _kept(operation: Operation, right: Right, scene: Scene, held: Answer) -> Answer:
    """A package that left out of reach, though it should not have."""
    message = f"{held.message} Disimpan sebagai konflik; Kepala memeriksa."
    is_taken = scene.take(right)
    if held.outcome is Outcome.ALREADY:
        # The device shows who was first; the conflict itself keeps who was second.
        return replace(held, outcome=Outcome.HANDED_TWICE, message=message, is_taken=is_taken)
    answer = _handed(operation, right, scene, Outcome.HANDED_TO_WITHDRAWN, "")
    return replace(answer, message=message, is_taken=is_taken)


def _handed(operation, right, scene, outcome, sentence) -> Answer:
    handed_at, giver = happened(operation, scene.at), scene.giver_of(operation)
    return Answer(
        operation,
        outcome,
        sentence.format(when(handed_at, scene), giver),
        handed_at,
        giver,
        operation.station,
        right.id,
        is_taken=True,
    )


def _out_of_hours(operation: Operation, right: Right, scene: Scene) -> Refused | None:
    states = Event.State
    if right.event_state == states.OPEN:
        # What was given late, out of reach, and is sent once the hall is open again, stays true.
        if operation.kind == Handover.Kind.LATE and not operation.is_offline:
            return Outcome.NOT_LATE, "Kegiatan masih berlangsung. Serahkan seperti biasa."
        return None
    if right.event_state not in {states.CLOSED, states.REPORTED}:
        return Outcome.NOT_OPEN, "Kegiatan ini sedang tidak berlangsung."
    if right.event_state == states.CLOSED and (
        _was_in_time(operation, right.closed_at, scene)
        or (operation.kind in AFTERWARDS and _was_in_time(operation, right.late_until, scene))
    ):
        return None
    is_late = right.event_state == states.CLOSED and right.late_until
    if is_late and scene.at <= is_late and operation.kind not in AFTERWARDS:
        return Outcome.CLOSED, "Kegiatan ini sudah ditutup. Serahkan sebagai susulan."
    return Outcome.CLOSED, "Kegiatan ini sudah ditutup."


def _was_in_time(operation: Operation, end: datetime | None, scene: Scene) -> bool:
    """Whether it is before the end now; a queue is heard a while longer about what was before."""
    if end is None:
        return False
    grace = LATE if operation.is_offline else timedelta(0)
    return happened(operation, scene.at) <= end and scene.at <= end + grace


def _bad_time(operation: Operation, right: Right, scene: Scene) -> Refused | None:
    if operation.handed_at is None:
        return None
    if operation.handed_at > scene.at + AHEAD:
        return Outcome.BAD_TIME, "Waktu penyerahan ini belum tiba. Periksa jam perangkat."
    if right.begins_at and operation.handed_at < right.begins_at:
        return Outcome.BAD_TIME, "Waktu penyerahan ini sebelum kegiatan. Periksa jam perangkat."
    return None


def _fault(operation: Operation, scene: Scene) -> Refused | None:
    if operation.kind not in Handover.Kind:
        return Outcome.INVALID, "Jenis penyerahan tidak dikenal."
    if operation.handed_by_id is not None and operation.handed_by_id not in scene.officials:
        return Outcome.INVALID, "Pejabat yang menyerahkan bukan pejabat UPT ini."
    if operation.kind == Handover.Kind.SYMBOLIC and operation.handed_by_id is None:
        told = "Penyerahan simbolis menyebut pejabat yang menyerahkan."
        return Outcome.INCOMPLETE_SYMBOLIC, told
    return _fault_of_proxy(operation) or _fault_of_writing(operation)


def _fault_of_proxy(operation: Operation) -> Refused | None:
    proxy = [operation.proxy_name, operation.proxy_relation, operation.proxy_document]
    if (any(proxy) or operation.proxy_number) and not all(proxy):
        told = "Wakil dicatat dengan nama, hubungan, dan dokumen identitas."
        return Outcome.INCOMPLETE_PROXY, told
    if operation.by_proxy and not all([*proxy, operation.proxy_number]):
        told = "Wakil dicatat dengan nama, hubungan, dokumen identitas, dan nomornya."
        return Outcome.INCOMPLETE_PROXY, told
    if operation.proxy_document and operation.proxy_document not in Handover.Document:
        return Outcome.INVALID, "Dokumen identitas tidak dikenal."
    return None


def _fault_of_writing(operation: Operation) -> Refused | None:
    written = ["station", "proxy_name", "proxy_relation", "note"]
    if not all(_fits(name, getattr(operation, name)) for name in written):
        told = "Isian terlalu panjang atau memuat karakter yang tidak dapat disimpan."
        return Outcome.INVALID, told
    if len(operation.proxy_number) > 50 or "\0" in operation.proxy_number:
        told = "Nomor identitas terlalu panjang atau memuat karakter yang tidak dapat disimpan."
        return Outcome.INVALID, told
    if operation.signature and not SIGNATURE.fullmatch(operation.signature):
        return Outcome.INVALID, "Tanda tangan bukan gambar PNG, atau terlalu besar."
    return None


def _fits(name: str, value: str) -> bool:
    return len(value) <= (Handover._meta.get_field(name).max_length or 0) and "\0" not in value


def happened(operation: Operation, at: datetime) -> datetime:
    """When the package changed hands; a clock that runs a little ahead is set back to ours."""
    return min(operation.handed_at or at, at)


def when(moment: datetime, scene: Scene) -> str:
    """ "pukul 10.42" on the facility's clock; with the date when it was another day."""
    local, now = moment.astimezone(scene.zone), scene.at.astimezone(scene.zone)
    clock = f"pukul {local:%H.%M}"
    return clock if local.date() == now.date() else f"pada {date_long(local.date())} {clock}"
