from django.conf import settings
from django.db import models

from .entitlement import Entitlement


class Reminder(models.Model):
    """A family that had not come was spoken to, or could not be. What was said is never changed."""

    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="reminders")
    reminded_at = models.DateTimeField("dihubungi pada")
    reminded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="dihubungi oleh",
    )
    said = models.CharField("hasil", max_length=200)

    class Meta:
        verbose_name = "pengingat"
        verbose_name_plural = "pengingat"
        ordering = ["-reminded_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="reminder_says_something", condition=~models.Q(said=""))
        ]

    def __str__(self):
        return f"{self.entitlement} · {self.said}"
