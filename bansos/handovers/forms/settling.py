from django import forms

from ..models import Conflict
from .deciding import ReasonForm


class SettleForm(ReasonForm):
    """What becomes of a package that left out of reach, though it should not have."""

    settlement = forms.ChoiceField(
        label="Penyelesaian", choices=Conflict.Settlement, widget=forms.RadioSelect
    )

    field_order = ["settlement", "reason"]
