"""What stands on each paper, word for word: facts in, sentences and rows out."""

from .certificate import Certificate, Late
from .coupons import CodeList, Coupon, Coupons
from .paper_list import PaperList, PaperPage, PaperRow
from .parts import Item, Letterhead, Occasion, Package, Receiver, Signatory, Stock
from .receipt_list import Receipt, ReceiptList

__all__ = [
    "Certificate",
    "CodeList",
    "Coupon",
    "Coupons",
    "Item",
    "Late",
    "Letterhead",
    "Occasion",
    "Package",
    "PaperList",
    "PaperPage",
    "PaperRow",
    "Receipt",
    "ReceiptList",
    "Receiver",
    "Signatory",
    "Stock",
]
