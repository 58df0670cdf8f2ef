from django.db import models
from django.db.models import F, Q

from .event import Event


class Tally(models.Model):
    """
    The numbers of one event, counted up and down in the transaction of each deed.

    Families unless it says packages. A national dashboard adds up rows of this table only.
    """

    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, primary_key=True, related_name="tally"
    )
    entitled = models.PositiveIntegerField("berhak", default=0)
    entitled_packages = models.PositiveIntegerField("paket disiapkan", default=0)
    handed = models.PositiveIntegerField("diserahkan", default=0)
    handed_packages = models.PositiveIntegerField("paket diserahkan", default=0)
    symbolic = models.PositiveIntegerField("simbolis", default=0)
    by_proxy = models.PositiveIntegerField("diwakili", default=0)

    class Meta:
        verbose_name = "hitungan"
        verbose_name_plural = "hitungan"
        constraints = [
            models.CheckConstraint(
                name="no_more_handed_than_entitled",
                condition=Q(handed__lte=F("entitled"), handed_packages__lte=F("entitled_packages")),
            ),
            models.CheckConstraint(
                name="parts_are_within_the_whole",
                condition=Q(symbolic__lte=F("handed"), by_proxy__lte=F("handed")),
            ),
        ]

    def __str__(self):
        return f"{self.handed} dari {self.entitled}"

    @property
    def remaining(self) -> int:
        return self.entitled - self.handed

    @property
    def percent(self) -> int:
        return 100 * self.handed // self.entitled if self.entitled else 0
