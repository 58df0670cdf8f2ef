from .archive import ArchiveForm, CodeForm, ScanForm, VoidForm
from .issuing import IssueForm, ReplaceForm
from .letterhead import LetterheadForm
from .press import PressReleaseForm
from .sheets import FullSheetForm

__all__ = [
    "ArchiveForm",
    "CodeForm",
    "FullSheetForm",
    "IssueForm",
    "LetterheadForm",
    "PressReleaseForm",
    "ReplaceForm",
    "ScanForm",
    "VoidForm",
]
