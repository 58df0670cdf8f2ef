"""What people do with events: each deed one function, one transaction, one entry in the trail."""

from .choosing import Chosen, Refusal, choose, exempt, mark_symbolic, unchoose
from .completing import note_proxy_number
from .day import close_event, number_certificate, open_event, reopen_event, report_event, void
from .deciding import freeze, reissue_coupon, replace, send_back, submit, withdraw
from .delivering import assign_team
from .giving import MOST_AT_ONCE, Answer, Operation, Outcome, hand_over
from .hall import mark_agenda, show_names
from .leaving import Left, open_entitlements, release_inmate, transfer_inmate
from .merging import Consequences, consequences, merge_families, undo_merge
from .photos import keep_photo
from .planning import drop_note, note_directive, note_guest, note_statement, plan, revise
from .refusals import (
    AlreadyEntitled,
    AlreadyHandedOver,
    AlreadyKnown,
    AlreadySettled,
    AlreadyWithdrawn,
    EmptyList,
    Gone,
    NeedsNoExemption,
    NoRoom,
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
from .rehearsing import rehearse
from .reminding import remind
from .settling import settle
from .walking_in import Newcomer, take_up
from .wiping import Wiped, to_wipe, wipe

__all__ = [
    "MOST_AT_ONCE",
    "AlreadyEntitled",
    "AlreadyHandedOver",
    "AlreadyKnown",
    "AlreadySettled",
    "AlreadyWithdrawn",
    "Answer",
    "Chosen",
    "Consequences",
    "EmptyList",
    "Gone",
    "Left",
    "NeedsNoExemption",
    "Newcomer",
    "NoRoom",
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
    "Wiped",
    "WrongPlace",
    "WrongState",
    "assign_team",
    "choose",
    "close_event",
    "consequences",
    "drop_note",
    "exempt",
    "freeze",
    "hand_over",
    "keep_photo",
    "mark_agenda",
    "mark_symbolic",
    "merge_families",
    "note_directive",
    "note_guest",
    "note_proxy_number",
    "note_statement",
    "number_certificate",
    "open_entitlements",
    "open_event",
    "plan",
    "rehearse",
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
    "take_up",
    "to_wipe",
    "transfer_inmate",
    "unchoose",
    "undo_merge",
    "void",
    "wipe",
    "withdraw",
]
