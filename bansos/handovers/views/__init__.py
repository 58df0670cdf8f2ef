from .choosing import (
    add_recipients,
    choose_recipients,
    exempt,
    mark_symbolic,
    search_candidates,
    unchoose,
)
from .day import close_event, open_event, reopen_event, report_event
from .deciding import (
    entitlement_detail,
    freeze,
    reissue_coupon,
    replace,
    send_back,
    submit,
    withdraw,
)
from .desk import desk, hand_over, name_station, void
from .events import (
    event_detail,
    event_history,
    event_list,
    event_stock,
    plan,
    revise,
    search_list,
)
from .leaving import release_inmate, transfer_inmate
from .merging import merge, undo_merge
from .notes import (
    drop_note,
    event_notes,
    note_directive,
    note_guest,
    note_obstacles,
    note_statement,
)
from .photos import drop_photo, event_photos, photo
from .settling import conflict_list, settle

__all__ = [
    "add_recipients",
    "choose_recipients",
    "close_event",
    "conflict_list",
    "desk",
    "drop_note",
    "drop_photo",
    "entitlement_detail",
    "event_detail",
    "event_history",
    "event_list",
    "event_notes",
    "event_photos",
    "event_stock",
    "exempt",
    "freeze",
    "hand_over",
    "mark_symbolic",
    "merge",
    "name_station",
    "note_directive",
    "note_guest",
    "note_obstacles",
    "note_statement",
    "open_event",
    "photo",
    "plan",
    "reissue_coupon",
    "release_inmate",
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
    "withdraw",
]
