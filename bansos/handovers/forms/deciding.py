from django import forms

from facilities.models import Official
from recipients.forms.fields import TidyField
from recipients.models import Recipient

from ..models import Entitlement


class ReasonForm(forms.Form):
    reason = TidyField(
        label="Alasan", max_length=300, widget=forms.Textarea({"rows": 2, "maxlength": 300})
    )


class ListForm(forms.Form):
    """Narrows the event's list down by state, and by a search that is kept out of the address."""

    STATES = [
        ("", "Semua keadaan"),
        ("belum", "Belum diserahkan"),
        ("diserahkan", "Diserahkan"),
        ("simbolis", "Simbolis"),
        ("dicabut", "Dicabut atau diganti"),
    ]

    keadaan = forms.ChoiceField(label="Keadaan", required=False, choices=STATES)

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event

    @property
    def asked(self) -> dict:
        """The filter in use. What it does not know, it ignores."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def entitlements(self, text=""):
        """The rows of the list that are in the chosen state and may be meant by the text."""
        rows = self.event.entitlements.all()
        state = self.asked.get("keadaan")
        if state == "belum":
            rows = rows.waiting()
        elif state == "diserahkan":
            rows = rows.handed_over()
        elif state == "simbolis":
            rows = rows.active().filter(is_symbolic=True)
        elif state == "dicabut":
            rows = rows.withdrawn()
        return rows.matching(text)


class ReplaceForm(ReasonForm):
    """Another verified family of the same facility takes the place."""

    MOST = 50

    q = forms.CharField(label="Cari keluarga pengganti", required=False, max_length=200)
    recipient = forms.ModelChoiceField(
        Recipient.objects.none(),
        label="Keluarga pengganti",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih keluarga pengganti."},
    )

    field_order = ["q", "recipient", "reason"]

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        claimed = Entitlement.objects.active().filter(campaign=event.campaign_id)
        free = Recipient.objects.filter(facility=event.facility_id).active().verified()
        free = free.exclude(pk__in=claimed.values("recipient")).order_by("search_name", "pk")
        self.fields["recipient"].queryset = free
        text = self.data.get("q", "").replace("\0", "")[:200] if self.is_bound else ""
        self.found = list(free.matching(text, at=[event.facility_id])[: self.MOST])

    @property
    def is_only_a_search(self) -> bool:
        return "search" in self.data


class SymbolicForm(forms.Form):
    """Which official hands this package over in front of everybody; nobody means not symbolic."""

    official = forms.ModelChoiceField(
        Official.objects.none(),
        label="Pejabat yang menyerahkan",
        required=False,
        empty_label="Bukan penyerahan simbolis",
    )

    def __init__(self, *args, facility, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["official"].queryset = Official.objects.filter(facility=facility).in_office()


class AbsencesForm(forms.Form):
    """Why a family did not come, one field for each that did not; each may stay blank."""

    def __init__(self, *args, waiting, **kwargs):
        super().__init__(*args, **kwargs)
        most = Entitlement._meta.get_field("absence_reason").max_length
        for entitlement in waiting:
            self.fields[f"absence_{entitlement.pk}"] = TidyField(
                label=f"{entitlement.number}. {entitlement.name}", max_length=most, required=False
            )

    @property
    def absences(self) -> dict[int, str]:
        return {
            int(name.removeprefix("absence_")): reason
            for name, reason in self.cleaned_data.items()
            if reason
        }
