"""What stands on each paper, word for word: facts in, sentences and rows out."""

from .certificate import Certificate
from .coupons import CodeList, Coupon, Coupons
from .decree import Decree, Listed
from .guest_list import Attendee, GuestList
from .invitations import Invitations, Invited
from .issuer import Issuer
from .paper_list import PaperList, PaperPage, PaperRow
from .parts import Item, Letterhead, Occasion, Package, Receiver, Signatory, Stock
from .photos import Photo
from .press_release import PressRelease
from .recap import Recap, Totals, added_up
from .receipt_list import Receipt, ReceiptList
from .recipient_certificates import Attachments, Outcome, RecipientCertificates
from .report import Report, Results, Words
from .stock import GoodsReceipt, Line, StockCard

__all__ = [
    "Attachments",
    "Attendee",
    "Certificate",
    "CodeList",
    "Coupon",
    "Coupons",
    "Decree",
    "GoodsReceipt",
    "GuestList",
    "Invitations",
    "Invited",
    "Issuer",
    "Item",
    "Letterhead",
    "Line",
    "Listed",
    "Occasion",
    "Outcome",
    "Package",
    "PaperList",
    "PaperPage",
    "PaperRow",
    "Photo",
    "PressRelease",
    "Recap",
    "Receipt",
    "ReceiptList",
    "Receiver",
    "RecipientCertificates",
    "Report",
    "Results",
    "Signatory",
    "Stock",
    "StockCard",
    "Totals",
    "Words",
    "added_up",
]
