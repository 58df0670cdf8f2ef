"""The words in which a handover is asked for and answered. Pure: nothing here asks the database."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum, auto
from uuid import UUID
from zoneinfo import ZoneInfo

from bansos.privacy.ciphers import blind_index

from .models import Handover


@dataclass(frozen=True)
class Operation:
    """
    One press of "Serahkan". The client makes the id, so that a retry is the same operation.

    Whose package it is, is said by the entitlement's id or by the code on the coupon.

    :param by_proxy: it is said that somebody else collects, who has to be told of in full.
    :param event_id: the only event it may be of, where a device is there for one alone.
    :param signature: a picture as a data URL.
    """

    id: UUID
    entitlement_id: int | None = None
    code: str = ""
    event_id: int | None = None
    kind: str = Handover.Kind.REGULAR
    handed_at: datetime | None = None
    handed_by_id: int | None = None
    station: str = ""
    is_offline: bool = False
    by_proxy: bool = False
    proxy_name: str = ""
    proxy_relation: str = ""
    proxy_document: str = ""
    proxy_number: str = ""
    note: str = ""
    signature: str = ""

    @property
    def is_by_proxy(self) -> bool:
        return self.proxy_name != ""

    def fingerprint(self, facility_id) -> str:
        """
        Equal for equal content at one facility, and telling nothing else.

        Not in it is how the operation came here: a queue may be sent by another device.
        """
        known = self.__dict__.setdefault("_fingerprints", {})
        if facility_id not in known:
            known[facility_id] = self._fingerprint(facility_id)
        return known[facility_id]

    def _fingerprint(self, facility_id) -> str:
        handed_at = self.handed_at and self.handed_at.astimezone(UTC).isoformat()
        content = [
            facility_id,
            self.event_id,
            self.entitlement_id,
            self.code,
            self.kind,
            handed_at,
            self.handed_by_id,
            self.by_proxy,
            self.proxy_name,
            self.proxy_relation,
            self.proxy_document,
            self.proxy_number,
            self.note,
            self.signature,
        ]
        return blind_index(json.dumps(content), purpose="handovers.operation")


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
    CLOSED = auto()
    NOT_LATE = auto()
    """Said to be late, while the event is still going on."""
    WITHDRAWN = auto()
    REPLACED = auto()
    """Withdrawn, and another family is in its place."""
    UNKNOWN = auto()
    """No such entitlement at this facility."""
    UNKNOWN_CODE = auto()
    REVOKED_CODE = auto()
    """The coupon was replaced by a new one."""
    WRONG_EVENT = auto()
    BAD_TIME = auto()
    INCOMPLETE_PROXY = auto()
    INCOMPLETE_SYMBOLIC = auto()
    INVALID = auto()
    """The operation itself is wrong."""
    MISMATCH = auto()
    """The id belongs to an operation that said something else."""

    # It happened out of reach, so it is no longer ours to refuse: kept for the head to settle.
    HANDED_TWICE = auto()
    HANDED_TO_WITHDRAWN = auto()
    HANDED_OUT_OF_STOCK = auto()

    @property
    def is_conflict(self) -> bool:
        return self in CONFLICTS

    @property
    def is_stored_refusal(self) -> bool:
        """Whether the answer is kept, so that a retry hears the same."""
        done = {Outcome.HANDED, Outcome.REPEATED, Outcome.VOIDED, Outcome.MISMATCH}
        return self not in done | CONFLICTS


CONFLICTS = frozenset(
    {Outcome.HANDED_TWICE, Outcome.HANDED_TO_WITHDRAWN, Outcome.HANDED_OUT_OF_STOCK}
)


@dataclass(frozen=True)
class Answer:
    """
    What became of one operation, in words for the person at the desk.

    :param is_repeat: it was answered before, and this is that answer again.
    :param is_taken: the package left the stock.
    """

    operation: Operation
    outcome: Outcome
    message: str
    handed_at: datetime | None = None
    giver: str = ""
    station: str = ""
    entitlement_id: int | None = None
    fingerprint: str = ""
    is_repeat: bool = False
    is_taken: bool = False

    @property
    def is_done(self) -> bool:
        return self.outcome in {Outcome.HANDED, Outcome.REPEATED}


@dataclass(frozen=True)
class Right:
    """
    An entitlement as it was read under the lock.

    :param begins_at: before this nothing can have been handed over.
    :param late_until: until then who did not come may, once the event is closed.
    """

    id: int
    event_id: int
    event_state: str
    package_id: int
    quantity: int
    is_withdrawn: bool
    is_replaced: bool = False
    code: str = ""
    begins_at: datetime | None = None
    closed_at: datetime | None = None
    late_until: datetime | None = None


@dataclass(frozen=True)
class Fact:
    """
    An operation that was answered before, and what became of it.

    :param is_valid: the entitlement is served by it.
    """

    operation_id: UUID
    facility_id: int
    entitlement_id: int | None
    handed_at: datetime | None
    giver: str
    is_valid: bool
    station: str = ""
    fingerprint: str = ""
    outcome: Outcome = Outcome.HANDED
    message: str = ""

    def is_of(self, operation, scene) -> bool:
        """Whether the operation says again what was said then, at the same facility."""
        if self.facility_id != scene.facility_id:
            return False
        if self.fingerprint:
            return self.fingerprint == operation.fingerprint(scene.facility_id)
        # Written down before fingerprints were.
        return self.entitlement_id == operation.entitlement_id


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
    revoked: set[str] = field(default_factory=set)
    by_operation: dict[UUID, Fact] = field(default_factory=dict)
    by_entitlement: dict[int, Fact] = field(default_factory=dict)

    def right_of(self, operation: Operation) -> Right | None:
        """Whose package it is; a code that two events share is that of the operation's own."""
        if not operation.code:
            return self.rights.get(operation.entitlement_id or 0)
        meant = [right for right in self.rights.values() if right.code == operation.code]
        return min(meant, key=lambda right: right.event_id != operation.event_id, default=None)

    def giver_of(self, operation: Operation) -> str:
        """From whose hands: the official named, else the officer at the desk."""
        return self.officials.get(operation.handed_by_id or 0, self.giver)

    def left_for(self, right: Right) -> int:
        return self.on_hand.get(right.package_id, 0)

    def take(self, right: Right) -> bool:
        """Take the package out of what is left, if there is enough."""
        if self.left_for(right) < right.quantity:
            return False
        self.on_hand[right.package_id] -= right.quantity
        return True

    def add(self, fact: Fact) -> None:
        self.by_operation.setdefault(fact.operation_id, fact)
        if fact.is_valid and fact.entitlement_id:
            self.by_entitlement.setdefault(fact.entitlement_id, fact)
