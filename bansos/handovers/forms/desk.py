from django import forms

from facilities.models import Official
from recipients.forms.fields import TidyField

from .. import actions
from ..models import Handover


class DeskSearchForm(forms.Form):
    q = forms.CharField(
        label="Nama, nomor, atau kode kupon",
        max_length=200,
        error_messages={"required": "Tulis nama, nomor, atau kode kupon."},
    )


class StationForm(forms.Form):
    """How this device is called in the hall. Kept in the session, written into each handover."""

    station = TidyField(
        label="Nama meja",
        required=False,
        max_length=Handover._meta.get_field("station").max_length,
        widget=forms.TextInput({"placeholder": "Meja 2"}),
    )


class HandOverForm(forms.Form):
    """
    One press of "Serahkan".

    The id of the operation was made when the page was: a second press, or a second try
    over a bad line, carries the same one and is answered with the first result.
    """

    operation = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": "", "invalid": ""}
    )
    proxy_name = TidyField(
        label="Nama wakil",
        required=False,
        max_length=Handover._meta.get_field("proxy_name").max_length,
    )
    proxy_relation = TidyField(
        label="Hubungan dengan penerima",
        required=False,
        max_length=Handover._meta.get_field("proxy_relation").max_length,
    )
    proxy_document = forms.ChoiceField(
        label="Dokumen identitas",
        required=False,
        choices=[("", "Pilih dokumen"), *Handover.Document.choices],
    )
    proxy_number = TidyField(label="Nomor identitas (bila ada)", required=False, max_length=50)
    place = TidyField(
        label="Diantar ke",
        required=False,
        max_length=Handover._meta.get_field("note").max_length,
        widget=forms.TextInput({"placeholder": "Alamat atau tempat penyerahan"}),
    )
    official = forms.ModelChoiceField(
        Official.objects.none(),
        label="Pejabat yang menyerahkan",
        required=False,
        empty_label="Bukan penyerahan simbolis",
    )

    PROXY = {
        "proxy_name": "Tulis nama wakil.",
        "proxy_relation": "Tulis hubungannya dengan penerima.",
        "proxy_document": "Pilih dokumen yang ditunjukkan.",
    }

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        officials = Official.objects.filter(facility=event.facility_id).in_office()
        self.fields["official"].queryset = officials
        self.fields["proxy_number"].widget.attrs["autocomplete"] = "off"

    def clean(self):
        data = super().clean()
        if self.is_by_proxy:
            for name, sentence in self.PROXY.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        if self.is_home and not data.get("place") and "place" not in self.errors:
            self.add_error("place", "Tulis tempat paket diserahkan.")
        return data

    @property
    def is_by_proxy(self) -> bool:
        """Whether somebody else collects it: by the button pressed, or by anything told of them."""
        told = any(self.data.get(name) for name in [*self.PROXY, "proxy_number"])
        return "proxy" in self.data or told

    @property
    def is_home(self) -> bool:
        """Whether it was brought home: by the button pressed, or by the place that is told."""
        is_told = self.data.get("place", "").strip() and not self.data.get("official")
        return "home" in self.data or bool(is_told)

    @property
    def kind(self) -> str:
        """Once the event is closed, what is given at the desk is late by itself."""
        if self.is_home:
            return Handover.Kind.HOME
        if self.cleaned_data["official"]:
            return Handover.Kind.SYMBOLIC
        return Handover.Kind.LATE if self.event.is_closed else Handover.Kind.REGULAR

    def operation_for(self, entitlement, *, station) -> "actions.Operation":
        data = self.cleaned_data
        official = None if self.is_home else data["official"]
        return actions.Operation(
            id=data["operation"],
            entitlement_id=entitlement.pk,
            kind=self.kind,
            handed_by_id=official.pk if official else None,
            station=station,
            proxy_name=data["proxy_name"],
            proxy_relation=data["proxy_relation"],
            proxy_document=data["proxy_document"],
            proxy_number=data["proxy_number"],
            note=data["place"],
        )
