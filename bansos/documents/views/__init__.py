from .folder import paper, paper_sheet, report_word
from .hall import code_list, coupon, coupons, invitation_sheet, paper_list
from .papers import certificate, event_list, index, receipt_list
from .press import press_release, press_release_text
from .recap import recap, recap_paper, recap_sheet
from .sheets import (
    balances_sheet,
    event_sheet,
    events_sheet,
    families_sheet,
    full_families_sheet,
    inmates_sheet,
    movements_sheet,
)
from .stock import goods_receipt, stock_card, stock_card_sheet

__all__ = [
    "balances_sheet",
    "certificate",
    "code_list",
    "coupon",
    "coupons",
    "event_list",
    "event_sheet",
    "events_sheet",
    "families_sheet",
    "full_families_sheet",
    "goods_receipt",
    "index",
    "inmates_sheet",
    "invitation_sheet",
    "movements_sheet",
    "paper",
    "paper_list",
    "paper_sheet",
    "press_release",
    "press_release_text",
    "recap",
    "recap_paper",
    "recap_sheet",
    "receipt_list",
    "report_word",
    "stock_card",
    "stock_card_sheet",
]
