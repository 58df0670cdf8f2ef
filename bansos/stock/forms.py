from django import forms

from bansos.campaigns.models import Campaign, Package
from recipients.forms.fields import TidyField

from .actions import MOST_AT_ONCE
from .models import Movement


class PackageField(forms.ModelChoiceField):
    def label_from_instance(self, package):
        mark = " (gladi)" if package.campaign.is_rehearsal else ""
        return f"{package} — {package.campaign}{mark}"


class MovementForm(forms.Form):
    """Packages that come or go at one facility."""

    package = PackageField(Package.objects.none(), label="Paket", empty_label="Pilih paket")
    quantity = forms.IntegerField(label="Jumlah", min_value=1, max_value=MOST_AT_ONCE)

    def __init__(self, *args, facility, **kwargs):
        super().__init__(*args, **kwargs)
        packages = self.offered(facility).select_related("campaign")
        self.fields["package"].queryset = packages.order_by("-campaign__starts_on", "name", "pk")
        self.fields["quantity"].widget.attrs["inputmode"] = "numeric"

    def offered(self, facility):
        campaigns = Campaign.objects.open_to(facility)
        return Package.objects.for_facility(facility).filter(campaign__in=campaigns)


class ReceiveForm(MovementForm):
    note = TidyField(
        label="Keterangan",
        max_length=200,
        required=False,
        help_text="Misalnya nomor surat jalan, atau dari siapa.",
    )


class WriteOffForm(MovementForm):
    """What leaves the stock without being handed over, and why."""

    KINDS = [Movement.Kind.RETURNED, Movement.Kind.DAMAGED]

    kind = forms.ChoiceField(
        label="Mengapa keluar",
        choices=[(kind.value, kind.label) for kind in KINDS],
        widget=forms.RadioSelect,
    )
    note = TidyField(label="Keterangan", max_length=200)

    field_order = ["package", "kind", "quantity", "note"]

    def offered(self, facility):
        return (
            super().offered(facility).filter(balances__facility=facility, balances__on_hand__gt=0)
        )
