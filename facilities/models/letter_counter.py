from django.db import models

from .facility import Facility


class LetterCounter(models.Model):
    """The last serial given to a paper of a facility in a year."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, verbose_name="UPT")
    year = models.PositiveSmallIntegerField("tahun")
    last = models.PositiveIntegerField("nomor terakhir", default=0)

    class Meta:
        verbose_name = "penghitung nomor surat"
        verbose_name_plural = "penghitung nomor surat"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "year"], name="one_counter_per_year")
        ]

    def __str__(self):
        return f"{self.facility} {self.year}: {self.last}"
