from .choosing import CandidatesForm, ChooseForm
from .deciding import (
    AbsencesForm,
    ListForm,
    ReasonForm,
    ReplaceForm,
    SymbolicForm,
)
from .desk import DeskSearchForm, HandOverForm, StationForm
from .leaving import ReleaseForm, TransferForm
from .notes import DirectiveForm, GuestForm, ObstaclesForm, PhotoForm, StatementForm
from .planning import EventForm, RevisionForm
from .settling import SettleForm

__all__ = [
    "AbsencesForm",
    "CandidatesForm",
    "ChooseForm",
    "DeskSearchForm",
    "DirectiveForm",
    "EventForm",
    "GuestForm",
    "HandOverForm",
    "ListForm",
    "ObstaclesForm",
    "PhotoForm",
    "ReasonForm",
    "ReleaseForm",
    "ReplaceForm",
    "RevisionForm",
    "SettleForm",
    "StatementForm",
    "StationForm",
    "SymbolicForm",
    "TransferForm",
]
