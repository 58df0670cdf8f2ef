from django import forms

from bansos.indonesia import regions
from recipients.models import Category, NeedCriterion, Recipient

from ..models import Entitlement

DISTRICT = len("63.01.01")
MOST_PACKAGES = 999


def ids_in(values) -> set[int]:
    """The row ids among submitted values. What cannot be an id of ours is no row of ours."""
    return {
        int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 19
    }


class CandidatesForm(forms.Form):
    """Narrows the verified families of the facility down to those that are meant."""

    golongan = forms.ChoiceField(label="Golongan", required=False)
    kebutuhan = forms.ModelChoiceField(
        NeedCriterion.objects.filter(is_active=True),
        label="Kriteria kebutuhan",
        required=False,
        empty_label="Semua kriteria",
    )
    kecamatan = forms.ChoiceField(label="Kecamatan", required=False)
    belum = forms.BooleanField(label="Hanya yang belum mendapat jatah", required=False)

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        self.fields["golongan"].choices = [("", "Semua golongan"), *Category.choices]
        self.fields["kecamatan"].choices = [("", "Semua kecamatan"), *self._districts()]

    def _districts(self):
        codes = self._verified().order_by().values_list("region_code", flat=True).distinct()
        districts = {code[:DISTRICT] for code in codes if len(code) >= DISTRICT}
        return sorted(((code, regions.region_name(code)) for code in districts), key=lambda d: d[1])

    def _verified(self):
        return Recipient.objects.filter(facility=self.event.facility_id).active().verified()

    @property
    def asked(self) -> dict:
        """The filters in use, as they stand in an address. What it does not know, it ignores."""
        self.is_valid()
        used = {name: value for name, value in self.cleaned_data.items() if value}
        return {
            name: int(value) if value is True else getattr(value, "pk", value)
            for name, value in used.items()
        }

    def candidates(self, text=""):
        """Verified families that are not on the list yet, and may be meant by the text."""
        listed = self.event.entitlements.active().values("recipient")
        found = self._verified().exclude(pk__in=listed)
        found = found.matching(text, at=[self.event.facility_id])
        asked = self.asked
        if "golongan" in asked:
            found = found.filter(category=asked["golongan"])
        if "kebutuhan" in asked:
            found = found.filter(needs=asked["kebutuhan"])
        if "kecamatan" in asked:
            found = found.filter(region_code__startswith=asked["kecamatan"])
        if "belum" in asked:
            claimed = Entitlement.objects.active().filter(campaign=self.event.campaign_id)
            found = found.exclude(pk__in=claimed.values("recipient"))
        return found.order_by("search_name", "pk")


class ChooseForm(forms.Form):
    """Whom to add: those that are ticked, or all that the filter found."""

    everybody = forms.BooleanField(required=False)
    quantity = forms.IntegerField(
        label="Jumlah paket per penerima", min_value=1, max_value=MOST_PACKAGES, initial=1
    )

    def chosen(self, candidates):
        if self.cleaned_data["everybody"]:
            return candidates
        return candidates.filter(pk__in=ids_in(self.data.getlist("recipient")))
