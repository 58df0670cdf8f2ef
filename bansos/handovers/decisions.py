"""
Who gets the package: decided in plain Python, without a database.

`decide()` takes what was read and what is asked, and answers every operation. What it
answers with HANDED is to be written; everything else changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto
from uuid import UUID
from zoneinfo import ZoneInfo

from bansos.indonesia.words import date_long

from .models import Event, Handover

MOST_AT_ONCE = 500
"""Operations in one transaction: bounds the time others wait for the lock."""


@dataclass(frozen=True)
class Operation:
    """One press of "Serahkan". The client makes the id, so that a retry is the same operation."""

    id: UUID
    entitlement_id: int
    kind: str = Handover.Kind.REGULAR
    handed_at: datetime | None = None
    handed_by_id: int | None = None
    station: str = ""
    is_offline: bool = False
    proxy_name: str = ""
    proxy_relation: str = ""
    proxy_document: str = ""
    proxy_number: str = ""


class Outcome(StrEnum):
    HANDED = auto()
    """Handed over just now."""
    REPEATED = auto()
    """The same operation again: the first result."""
    ALREADY = auto()
    """Another operation was first."""
    VOIDED = auto()
    """The same operation again, taken back since."""
    OUT_OF_STOCK = auto()
    NOT_OPEN = auto()
    WITHDRAWN = auto()
    UNKNOWN = auto()
    """No such entitlement at this facility."""
    INVALID = auto()
    """The operation itself is wrong."""


@dataclass(frozen=True)
class Answer:
    """What became of one operation, in words for the person at the desk."""

    operation: Operation
    outcome: Outcome
    message: str
    handed_at: datetime | None = None
    giver: str = ""

    @property
    def is_done(self) -> bool:
        return self.outcome in {Outcome.HANDED, Outcome.REPEATED}


@dataclass(frozen=True)
class Right:
    """An entitlement as it was read under the lock."""

    id: int
    event_id: int
    event_state: str
    package_id: int
    quantity: int
    is_withdrawn: bool


@dataclass(frozen=True)
class Fact:
    """A handover that exists already."""

    operation_id: UUID
    facility_id: int
    entitlement_id: int
    handed_at: datetime
    giver: str
    is_valid: bool


@dataclass
class Scene:
    """Everything a decision may look at. Handing over uses it up as it goes."""

    facility_id: int
    zone: ZoneInfo
    at: datetime
    giver: str
    rights: dict[int, Right]
    on_hand: dict[int, int]
    officials: dict[int, str] = field(default_factory=dict)
    by_operation: dict[UUID, Fact] = field(default_factory=dict)
    by_entitlement: dict[int, Fact] = field(default_factory=dict)

    def giver_of(self, operation: Operation) -> str:
        """From whose hands: the official named, else the officer at the desk."""
        return self.officials.get(operation.handed_by_id or 0, self.giver)

    def add(self, fact: Fact) -> None:
        self.by_operation[fact.operation_id] = fact
        if fact.is_valid:
            self.by_entitlement[fact.entitlement_id] = fact


def decide(operations: Iterable[Operation], scene: Scene) -> list[Answer]:
    """One answer per operation, in their order; a later one sees what an earlier one took."""
    return [_decide(operation, scene) for operation in operations]


def _decide(operation: Operation, scene: Scene) -> Answer:
    first = scene.by_operation.get(operation.id)
    if first:
        return _again(operation, first, scene)

    right = scene.rights.get(operation.entitlement_id)
    if right is None:
        return Answer(operation, Outcome.UNKNOWN, "Jatah ini tidak ada di UPT ini.")
    earlier = scene.by_entitlement.get(right.id)
    if earlier:
        message = f"Sudah diserahkan {when(earlier.handed_at, scene)} oleh {earlier.giver}."
        return Answer(operation, Outcome.ALREADY, message, earlier.handed_at, earlier.giver)

    refusal = _refusal(operation, right, scene)
    if refusal:
        return Answer(operation, *refusal)

    scene.on_hand[right.package_id] -= right.quantity
    handed_at = min(operation.handed_at or scene.at, scene.at)
    giver = scene.giver_of(operation)
    scene.add(Fact(operation.id, scene.facility_id, right.id, handed_at, giver, is_valid=True))
    message = f"Diserahkan {when(handed_at, scene)} oleh {giver}."
    return Answer(operation, Outcome.HANDED, message, handed_at, giver)


def _again(operation: Operation, first: Fact, scene: Scene) -> Answer:
    # An id of another facility, or of another entitlement, tells nothing of what it did there.
    if (first.facility_id, first.entitlement_id) != (scene.facility_id, operation.entitlement_id):
        return Answer(
            operation, Outcome.INVALID, "Nomor operasi ini sudah dipakai. Muat ulang halaman."
        )
    moment = when(first.handed_at, scene)
    if not first.is_valid:
        return Answer(operation, Outcome.VOIDED, f"Penyerahan {moment} ini sudah dibatalkan.")
    message = f"Diserahkan {moment} oleh {first.giver}."
    return Answer(operation, Outcome.REPEATED, message, first.handed_at, first.giver)


def _refusal(operation: Operation, right: Right, scene: Scene) -> tuple[Outcome, str] | None:
    if right.is_withdrawn:
        return Outcome.WITHDRAWN, "Jatah ini sudah dicabut dari daftar."
    if right.event_state != Event.State.OPEN:
        return Outcome.NOT_OPEN, "Kegiatan ini sedang tidak berlangsung."
    fault = _fault(operation, scene)
    if fault:
        return Outcome.INVALID, fault
    left = scene.on_hand.get(right.package_id, 0)
    if left < right.quantity:
        return (
            Outcome.OUT_OF_STOCK,
            f"Stok tidak cukup: tersisa {left}, diperlukan {right.quantity}.",
        )
    return None


def _fault(operation: Operation, scene: Scene) -> str | None:
    if operation.kind not in Handover.Kind:
        return "Jenis penyerahan tidak dikenal."
    if operation.handed_by_id is not None and operation.handed_by_id not in scene.officials:
        return "Pejabat yang menyerahkan bukan pejabat UPT ini."
    if operation.kind == Handover.Kind.SYMBOLIC and operation.handed_by_id is None:
        return "Penyerahan simbolis menyebut pejabat yang menyerahkan."
    proxy = [operation.proxy_name, operation.proxy_relation, operation.proxy_document]
    if any(proxy) and not all(proxy):
        return "Wakil dicatat dengan nama, hubungan, dan dokumen identitas."
    if operation.proxy_document and operation.proxy_document not in Handover.Document:
        return "Dokumen identitas tidak dikenal."
    if not all(
        map(_fits, ["station", "proxy_name", "proxy_relation"], [operation.station, *proxy])
    ):
        return "Isian terlalu panjang atau memuat karakter yang tidak dapat disimpan."
    if len(operation.proxy_number) > 50 or "\0" in operation.proxy_number:
        return "Nomor identitas terlalu panjang atau memuat karakter yang tidak dapat disimpan."
    return None


def _fits(name: str, value: str) -> bool:
    return len(value) <= (Handover._meta.get_field(name).max_length or 0) and "\0" not in value


def when(moment: datetime, scene: Scene) -> str:
    """ "pukul 10.42" on the facility's clock; with the date when it was another day."""
    local, now = moment.astimezone(scene.zone), scene.at.astimezone(scene.zone)
    clock = f"pukul {local:%H.%M}"
    return clock if local.date() == now.date() else f"pada {date_long(local.date())} {clock}"
