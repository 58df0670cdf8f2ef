from django import forms

from ..models.press_release import LONGEST


class PressReleaseForm(forms.Form):
    """What the press is told, and from which version it was written."""

    text = forms.CharField(
        label="Isi siaran pers",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 22}),
        strip=True,
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
