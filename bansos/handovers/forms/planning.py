from datetime import datetime

from django import forms
from django.core.validators import MaxLengthValidator

from bansos.campaigns.models import Campaign, Package
from facilities.models import Official
from recipients.forms.fields import TidyField
from recipients.models import Recipient

from ..models import Event
from .fields import ClockField, DayField

OFFICIALS = ["officiant", "first_witness", "second_witness"]
LONGEST_AGENDA = 2000


class PackageField(forms.ModelChoiceField):
    """A package says its campaign too: one choice instead of two that must agree."""

    def label_from_instance(self, package):
        return f"{package.campaign} — {package}"


class RevisionForm(forms.ModelForm):
    """What may change about an event whatever its state: where, when and who stands in front."""

    starts_on = DayField(label="Hari")
    starts_time = ClockField(label="Pukul")

    class Meta:
        model = Event
        fields = [
            "venue",
            "officiant",
            "spokesperson",
            "first_witness",
            "second_witness",
            "agenda",
        ]
        field_classes = {"venue": TidyField}

    def __init__(self, *args, facility, **kwargs):
        super().__init__(*args, **kwargs)
        self.facility = facility
        self.fields["starts_time"].help_text = f"Waktu {facility.get_time_zone_display()}."
        self.fields["agenda"].widget.attrs |= {"rows": 5, "maxlength": LONGEST_AGENDA}
        self.fields["agenda"].validators.append(MaxLengthValidator(LONGEST_AGENDA))
        self._offer_officials()
        self.fields["spokesperson"].queryset = self._listed()
        self.fields["spokesperson"].empty_label = "Belum ditentukan"
        if self.instance.pk:
            start = self.instance.starts_at.astimezone(facility.zone)
            self.initial |= {"starts_on": start.date(), "starts_time": start.time()}

    def _offer_officials(self):
        officials = Official.objects.filter(facility=self.facility)
        # Read once for three fields.
        choices = [("", "Belum ditentukan"), *((one.pk, str(one)) for one in officials)]
        for name in OFFICIALS:
            self.fields[name].queryset = officials
            self.fields[name].choices = choices

    def _listed(self):
        if not self.instance.pk:
            return Recipient.objects.none()
        listed = self.instance.entitlements.active().values("recipient")
        return Recipient.objects.filter(pk__in=listed).order_by("search_name", "pk")

    def clean(self):
        data = super().clean()
        people = [data[name] for name in OFFICIALS if data.get(name)]
        if len(people) > len(set(people)):
            self.add_error(None, "Yang menyerahkan dan para saksi harus orang yang berbeda.")
        return data

    @property
    def facts(self) -> dict:
        """What the form says, as the actions ask for it."""
        facts = {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}
        day, hour = self.cleaned_data["starts_on"], self.cleaned_data["starts_time"]
        facts["starts_at"] = datetime.combine(day, hour, tzinfo=self.facility.zone)
        if "package" in facts:
            facts["campaign"] = facts["package"].campaign
        return facts


class EventForm(RevisionForm):
    """A new event, or one whose list is still a draft: its package may yet be another."""

    package = PackageField(
        Package.objects.none(), label="Kampanye dan paket", empty_label="Pilih kampanye dan paket"
    )

    class Meta(RevisionForm.Meta):
        fields = ["package", *RevisionForm.Meta.fields]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        campaigns = Campaign.objects.open_to(self.facility)
        offered = Package.objects.for_facility(self.facility).filter(campaign__in=campaigns)
        self.fields["package"].queryset = offered.select_related("campaign").order_by(
            "-campaign__starts_on", "name", "pk"
        )
        if not self.instance.pk:
            # Nobody is on the list yet whom one could choose.
            del self.fields["spokesperson"]
