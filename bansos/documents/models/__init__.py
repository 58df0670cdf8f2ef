from .document import LONGEST_NUMBER, LONGEST_REASON, Document
from .kind import Kind
from .press_release import PressRelease
from .scan import Scan

__all__ = ["LONGEST_NUMBER", "LONGEST_REASON", "Document", "Kind", "PressRelease", "Scan"]
