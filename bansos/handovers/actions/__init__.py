"""What people do with events: each deed one function, one transaction, one entry in the trail."""

from .choosing import Chosen, Refusal, choose, exempt, mark_symbolic, unchoose
from .day import close_event, number_certificate, open_event, reopen_event, report_event, void
from .deciding import freeze, reissue_coupon, replace, send_back, submit, withdraw
from .giving import MOST_AT_ONCE, Answer, Operation, Outcome, hand_over
from .hall import mark_agenda, show_names
from .leaving import Left, open_entitlements, release_inmate, transfer_inmate
from .merging import Consequences, consequences, merge_families, undo_merge
from .photos import keep_photo
from .planning import drop_note, note_directive, note_guest, note_statement, plan, revise
from .refusals import (
    AlreadyEntitled,
    AlreadyHandedOver,
    AlreadySettled,
    AlreadyWithdrawn,
    EmptyList,
    NeedsNoExemption,
    NotVerified,
    NumberRefused,
    PhotoRefused,
    ReasonMissing,
    Refused,
    SamePerson,
    StillUnsettled,
    StillWaiting,
    VoidRefused,
    WrongPlace,
    WrongState,
)
from .reminding import remind
from .settling import settle

__all__ = [
    "MOST_AT_ONCE",
    "AlreadyEntitled",
    "AlreadyHandedOver",
    "AlreadySettled",
    "AlreadyWithdrawn",
    "Answer",
    "Chosen",
    "Consequences",
    "EmptyList",
    "Left",
    "NeedsNoExemption",
    "NotVerified",
    "NumberRefused",
    "Operation",
    "Outcome",
    "PhotoRefused",
    "ReasonMissing",
    "Refusal",
    "Refused",
    "SamePerson",
    "StillUnsettled",
    "StillWaiting",
    "VoidRefused",
    "WrongPlace",
    "WrongState",
    "choose",
    "close_event",
    "consequences",
    "drop_note",
    "exempt",
    "freeze",
    "hand_over",
    "mark_agenda",
    "keep_photo",
    "mark_symbolic",
    "merge_families",
    "note_directive",
    "note_guest",
    "note_statement",
    "number_certificate",
    "open_entitlements",
    "open_event",
    "plan",
    "reissue_coupon",
    "release_inmate",
    "remind",
    "reopen_event",
    "replace",
    "report_event",
    "revise",
    "send_back",
    "settle",
    "show_names",
    "submit",
    "transfer_inmate",
    "unchoose",
    "undo_merge",
    "void",
    "withdraw",
]
