from django import forms

from recipients.forms.fields import TidyField

from ..models import Reminder


class ReminderForm(forms.Form):
    """What a family said when it was called, in a few words."""

    said = TidyField(label="Hasil", max_length=Reminder._meta.get_field("said").max_length)
