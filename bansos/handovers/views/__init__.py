from .choosing import (
    add_recipients,
    choose_recipients,
    exempt,
    mark_symbolic,
    search_candidates,
    unchoose,
)
from .completing import note_proxy
from .day import close_event, number_certificate, open_event, reopen_event, report_event
from .deciding import (
    entitlement_detail,
    freeze,
    reissue_coupon,
    replace,
    send_back,
    submit,
    withdraw,
)
from .delivering import assign_team, delivery_list
from .desk import desk, hand_over, name_station, void
from .events import (
    event_detail,
    event_history,
    event_list,
    event_papers,
    event_stock,
    plan,
    revise,
    search_list,
)
from .leaving import release_inmate, transfer_inmate
from .merging import merge, undo_merge
from .notes import drop_note, event_notes, note_directive, note_guest, note_statement
from .rehearsing import rehearse, wipe_rehearsal
from .reminding import remind, reminder_list
from .settling import conflict_list, settle
from .walking_in import identify, walk_in, walk_in_list

__all__ = [
    "add_recipients",
    "assign_team",
    "choose_recipients",
    "close_event",
    "conflict_list",
    "delivery_list",
    "desk",
    "drop_note",
    "entitlement_detail",
    "event_detail",
    "event_history",
    "event_list",
    "event_notes",
    "event_papers",
    "event_stock",
    "exempt",
    "freeze",
    "hand_over",
    "identify",
    "mark_symbolic",
    "merge",
    "name_station",
    "note_directive",
    "note_guest",
    "note_proxy",
    "note_statement",
    "number_certificate",
    "open_event",
    "plan",
    "rehearse",
    "reissue_coupon",
    "release_inmate",
    "remind",
    "reminder_list",
    "reopen_event",
    "replace",
    "report_event",
    "revise",
    "search_candidates",
    "search_list",
    "send_back",
    "settle",
    "submit",
    "transfer_inmate",
    "unchoose",
    "undo_merge",
    "void",
    "walk_in",
    "walk_in_list",
    "wipe_rehearsal",
    "withdraw",
]
