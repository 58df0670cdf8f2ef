from .hall import code_list, coupon, coupons, invitation_sheet, paper_list
from .papers import certificate, event_list, index, receipt_list
from .sheets import (
    balances_sheet,
    delivery_sheet,
    event_sheet,
    events_sheet,
    families_sheet,
    full_families_sheet,
    inmates_sheet,
    movements_sheet,
    reminders_sheet,
)

__all__ = [
    "balances_sheet",
    "certificate",
    "code_list",
    "coupon",
    "coupons",
    "delivery_sheet",
    "event_list",
    "event_sheet",
    "events_sheet",
    "families_sheet",
    "full_families_sheet",
    "index",
    "inmates_sheet",
    "invitation_sheet",
    "movements_sheet",
    "paper_list",
    "receipt_list",
    "reminders_sheet",
]
