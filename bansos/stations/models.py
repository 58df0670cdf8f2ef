from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from bansos.accounts.roles import Permission
from bansos.handovers.models import Event, Handover
from facilities.models import Facility, Posting

from .paper.models import PaperPage, PaperScan, PaperTick

__all__ = ["PaperPage", "PaperScan", "PaperTick", "Station"]


class StationQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))

    def paired(self):
        return self.filter(revoked_at=None)

    def with_power(self, on=None):
        """Says whether who paired the device may still hand over at its facility: today, or on."""
        postings = Posting.objects.current(on).granting(Permission.HAND_OVER)
        own = postings.filter(user=OuterRef("paired_by"), facility=OuterRef("facility"))
        return self.annotate(is_manned=Exists(own))

    def for_display(self):
        related = self.select_related("paired_by", "revoked_by")
        return related.order_by("revoked_at", "name", "pk")


class Station(models.Model):
    """
    A device that hands packages over at one event, by a token of its own.

    Its queue outlives the session of who paired it: the token is no cookie. It opens nothing
    but this event, and ends with it.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="stations")
    name = models.CharField("nama meja", max_length=Handover._meta.get_field("station").max_length)
    # SHA-256 of 256 random bits: who reads the database cannot act as the device.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    paired_at = models.DateTimeField("dipasangkan pada")
    paired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="dipasangkan oleh",
    )
    last_seen_at = models.DateTimeField("terakhir terlihat", null=True)
    # The last time the device said of itself whether it can do what the day will ask of it.
    checked_at = models.DateTimeField("diperiksa pada", null=True)
    is_ready = models.BooleanField("siap", null=True)
    revoked_at = models.DateTimeField("dicabut pada", null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="dicabut oleh",
    )

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = "meja"
        verbose_name_plural = "meja"
        ordering = ["event", "name", "pk"]
        constraints = [
            models.CheckConstraint(name="station_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="station_checked_at_and_result_together",
                condition=Q(checked_at=None, is_ready=None)
                | Q(checked_at__isnull=False, is_ready__isnull=False),
            ),
            models.CheckConstraint(
                name="station_revoked_at_and_by_together",
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None
