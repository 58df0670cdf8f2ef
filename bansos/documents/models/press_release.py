from django.conf import settings
from django.db import models
from django.db.models import Q

from bansos.handovers.models import Event

LONGEST = 10_000


class PressRelease(models.Model):
    """A version of what the press is told of an event. Saved anew each time, never changed."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="press_releases")
    version = models.PositiveIntegerField("versi")
    text = models.TextField("isi", max_length=LONGEST)
    saved_at = models.DateTimeField("disimpan pada")
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="disimpan oleh",
    )

    class Meta:
        verbose_name = "siaran pers"
        verbose_name_plural = "siaran pers"
        ordering = ["event", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "version"], name="one_press_release_per_version"
            ),
            models.CheckConstraint(name="press_release_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return f"{self.event}, versi {self.version}"
