from django.conf import settings
from django.db import models
from django.db.models import Q

from bansos.accounts.roles import Permission
from bansos.privacy.fields import EncryptedField
from facilities.models import Facility

from .entitlement import Entitlement
from .event import Event, by_user
from .handover import Deed


class ConflictQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))

    def unsettled(self):
        return self.filter(settled_at=None)

    def holding(self):
        """Those whose family has its package though no valid handover says so."""
        return self.unsettled().filter(cause=Conflict.Cause.STOCK)

    def for_display(self):
        people = ["recorded_by", "handed_by", "settled_by"]
        related = self.select_related("event__facility", "entitlement__package", *people)
        return related.order_by("recorded_at", "pk")


class Conflict(Deed):
    """
    A package that left while the server could not be asked, and should not have.

    It is no valid handover and not counted as one; the head says what becomes of it.
    """

    class Cause(models.TextChoices):
        TWICE = "ganda", "Diserahkan dua kali"
        WITHDRAWN = "dicabut", "Jatahnya sudah dicabut"
        STOCK = "stok", "Stok tercatat tidak cukup"

    class Settlement(models.TextChoices):
        RECORDED = "dicatat", "Dicatat sebagai penyerahan yang sah"
        RETURNED = "kembali", "Paket kembali ke stok"
        LOST = "keluar", "Paket tetap keluar"

    cause = models.CharField("sebab", max_length=10, choices=Cause)
    is_taken = models.BooleanField("keluar dari stok", default=False)
    message = models.CharField("jawaban", max_length=400)
    # Who was first, where another was: told again to the device that asks again.
    earlier_at = models.DateTimeField("diserahkan lebih dahulu pada", null=True)
    earlier_giver = models.CharField("diserahkan lebih dahulu oleh", max_length=150, blank=True)
    earlier_station = models.CharField("meja sebelumnya", max_length=40, blank=True)
    settled_at = models.DateTimeField("diselesaikan pada", null=True)
    settled_by = by_user("diselesaikan oleh")
    settlement = models.CharField("penyelesaian", max_length=10, choices=Settlement, blank=True)
    settled_reason = models.CharField("alasan", max_length=300, blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = "konflik penyerahan"
        verbose_name_plural = "konflik penyerahan"
        ordering = ["recorded_at", "operation_id"]
        constraints = [
            models.CheckConstraint(name="conflict_is_of_something", condition=Q(quantity__gt=0)),
            models.CheckConstraint(
                name="settled_at_by_how_and_why_together",
                condition=Q(settled_at=None, settled_by=None, settlement="", settled_reason="")
                | Q(settled_at__isnull=False, settled_by__isnull=False)
                & ~Q(settlement="")
                & ~Q(settled_reason=""),
            ),
            models.UniqueConstraint(
                fields=["entitlement"],
                condition=Q(settled_at=None, cause="stok"),
                name="one_conflict_holds_an_entitlement",
            ),
        ]

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None

    @property
    def shortage(self) -> int:
        """Packages that left and that the books did not have."""
        return 0 if self.is_taken else self.quantity


class Refusal(models.Model):
    """What an operation was answered when nothing was handed over: a retry hears the same."""

    operation_id = models.UUIDField(primary_key=True, editable=False)
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="refusals")
    entitlement = models.ForeignKey(
        Entitlement, on_delete=models.PROTECT, null=True, related_name="refusals"
    )
    fingerprint = models.CharField("sidik", max_length=64)
    outcome = models.CharField("sebab", max_length=20)
    message = models.CharField("jawaban", max_length=400)
    # Where another was first: when, and from whose hands.
    handed_at = models.DateTimeField("diserahkan pada", null=True)
    giver = models.CharField("diserahkan oleh", max_length=150, blank=True)
    station = models.CharField("meja", max_length=40, blank=True)
    recorded_at = models.DateTimeField("dicatat pada")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="dicatat oleh",
    )

    class Meta:
        verbose_name = "penyerahan yang ditolak"
        verbose_name_plural = "penyerahan yang ditolak"
        ordering = ["recorded_at", "operation_id"]

    def __str__(self):
        return self.message


class Signature(models.Model):
    """What was signed on a screen. Apart from the deed, which is read far more often."""

    operation_id = models.UUIDField(primary_key=True, editable=False)
    entitlement = models.ForeignKey(
        Entitlement, on_delete=models.PROTECT, related_name="signatures"
    )
    image = EncryptedField("tanda tangan", help_text="Gambar sebagai data URL.")

    class Meta:
        verbose_name = "tanda tangan"
        verbose_name_plural = "tanda tangan"

    def __str__(self):
        return f"Tanda tangan · {self.entitlement}"
