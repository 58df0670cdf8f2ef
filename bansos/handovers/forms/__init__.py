from .choosing import CandidatesForm, ChooseForm
from .deciding import (
    AbsencesForm,
    ListForm,
    NumberForm,
    ProxyNumberForm,
    ReasonForm,
    ReplaceForm,
    SymbolicForm,
)
from .delivering import TeamForm
from .desk import DeskSearchForm, HandOverForm, StationForm
from .leaving import ReleaseForm, TransferForm
from .notes import DirectiveForm, GuestForm, StatementForm
from .planning import EventForm, RevisionForm
from .reminding import ReminderForm
from .settling import SettleForm
from .walking_in import IdentifyForm, WalkInForm

__all__ = [
    "AbsencesForm",
    "CandidatesForm",
    "ChooseForm",
    "DeskSearchForm",
    "DirectiveForm",
    "EventForm",
    "GuestForm",
    "HandOverForm",
    "IdentifyForm",
    "ListForm",
    "NumberForm",
    "ProxyNumberForm",
    "ReasonForm",
    "ReleaseForm",
    "ReminderForm",
    "ReplaceForm",
    "RevisionForm",
    "SettleForm",
    "StatementForm",
    "StationForm",
    "SymbolicForm",
    "TeamForm",
    "TransferForm",
    "WalkInForm",
]
