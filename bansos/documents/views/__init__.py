from .archive import (
    archive,
    attach,
    bundle,
    document_detail,
    print_all,
    scan,
    stored,
    void_document,
)
from .folder import paper_sheet, report_word
from .hall import code_list, coupon, coupons, invitation_sheet, paper_list
from .issuing import event_papers, index, paper, picture, prepare, replace
from .letterheads import letterhead, letterhead_sample
from .lists import event_list
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
from .verification import verify, verify_code

__all__ = [
    "archive",
    "attach",
    "balances_sheet",
    "bundle",
    "code_list",
    "coupon",
    "coupons",
    "document_detail",
    "event_list",
    "event_papers",
    "event_sheet",
    "events_sheet",
    "families_sheet",
    "full_families_sheet",
    "goods_receipt",
    "index",
    "inmates_sheet",
    "invitation_sheet",
    "letterhead",
    "letterhead_sample",
    "movements_sheet",
    "paper",
    "paper_list",
    "paper_sheet",
    "picture",
    "prepare",
    "press_release",
    "press_release_text",
    "print_all",
    "recap",
    "recap_paper",
    "recap_sheet",
    "replace",
    "report_word",
    "scan",
    "stock_card",
    "stock_card_sheet",
    "stored",
    "verify",
    "verify_code",
    "void_document",
]
