from django.core.validators import RegexValidator
from django.db import models

from bansos.accounts.roles import Permission

from .facility import Facility
from .period import PeriodQuerySet, in_order


class OfficialQuerySet(PeriodQuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))

    def in_office(self, on=None):
        return self.current(on)


class Official(models.Model):
    """A structural official, who hands packages over and signs papers."""

    class Capacity(models.TextChoices):
        DEFINITIVE = "", "Definitif"
        ACTING = "Plt.", "Plt."
        DAILY = "Plh.", "Plh."

    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="officials", verbose_name="UPT"
    )
    name = models.CharField("nama", max_length=150)
    nip = models.CharField(
        "NIP",
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{18}\Z", "NIP terdiri dari 18 angka.")],
    )
    rank = models.CharField("pangkat/golongan", max_length=100, blank=True)
    position = models.CharField("jabatan", max_length=150)
    capacity = models.CharField("status jabatan", max_length=5, choices=Capacity, blank=True)
    is_head = models.BooleanField("kepala UPT", default=False)
    starts_on = models.DateField("menjabat sejak", null=True, blank=True)
    ends_on = models.DateField("menjabat sampai", null=True, blank=True)

    objects = OfficialQuerySet.as_manager()

    class Meta:
        verbose_name = "pejabat"
        verbose_name_plural = "pejabat"
        ordering = ["-is_head", "name", "pk"]
        constraints = [
            in_order(
                "official_ends_after_they_start",
                "starts_on",
                "ends_on",
                "Akhir masa jabatan tidak boleh sebelum awalnya.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.title}"

    @property
    def title(self) -> str:
        """The position as it stands on paper: with Plt. or Plh. before it."""
        return f"{self.capacity} {self.position}".strip()
