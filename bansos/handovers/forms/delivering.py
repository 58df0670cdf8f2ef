from django import forms

from recipients.forms.fields import TidyField

from ..models import Entitlement
from .choosing import ids_in


class TeamForm(forms.Form):
    """Which team visits those who are ticked; without a name, none of them any more."""

    team = TidyField(
        label="Nama tim",
        required=False,
        max_length=Entitlement._meta.get_field("delivery_team").max_length,
    )

    @property
    def chosen(self):
        return ids_in(self.data.getlist("entitlement"))
