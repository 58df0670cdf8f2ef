from .family import FamilyForm
from .inmate import InmateForm
from .questions import FilterForm, KinshipForm, LikenessForm, ReasonForm, RevealForm
from .recipient import InstitutionForm, RecipientForm

__all__ = [
    "FamilyForm",
    "FilterForm",
    "InmateForm",
    "InstitutionForm",
    "KinshipForm",
    "LikenessForm",
    "ReasonForm",
    "RecipientForm",
    "RevealForm",
]
