from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from bansos.accounts.roles import Permission
from bansos.privacy.fields import EncryptedField
from facilities.models import Facility, Official

from .entitlement import Entitlement
from .event import Event, by_user

VOID_WINDOW = timedelta(minutes=15)
"""How long the officer who recorded a handover may take it back without the head."""


class HandoverQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))

    def valid(self):
        return self.filter(voided_at=None)

    def symbolic(self):
        return self.filter(kind=Handover.Kind.SYMBOLIC)


class Deed(models.Model):
    """
    A package that changed hands, as whoever was there wrote it down.

    `handed_at` is when it happened, `recorded_at` when the server learned of it.
    """

    class Kind(models.TextChoices):
        REGULAR = "biasa", "Biasa"
        SYMBOLIC = "simbolis", "Simbolis"
        HOME = "antar", "Pengantaran"
        LATE = "susulan", "Susulan"

    class Document(models.TextChoices):
        KTP = "ktp", "KTP"
        KK = "kk", "KK"
        SIM = "sim", "SIM"
        LETTER = "surat", "Surat kuasa"
        OTHER = "lainnya", "Identitas lain"

    operation_id = models.UUIDField(primary_key=True, editable=False)
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="%(class)ss")
    entitlement = models.ForeignKey(
        Entitlement, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    quantity = models.PositiveSmallIntegerField("jumlah")
    kind = models.CharField("jenis", max_length=10, choices=Kind, default=Kind.REGULAR)
    handed_at = models.DateTimeField("diserahkan pada")
    recorded_at = models.DateTimeField("dicatat pada")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="dicatat oleh",
    )
    handed_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diserahkan oleh",
    )
    station = models.CharField("meja", max_length=40, blank=True)
    is_offline = models.BooleanField("luring", default=False)
    note = models.CharField("keterangan", max_length=300, blank=True)
    # Of the operation's content, so that its id is not used for something else.
    fingerprint = models.CharField("sidik", max_length=64, blank=True, editable=False)

    # Collected by somebody else in the recipient's place.
    proxy_name = models.CharField("nama wakil", max_length=150, blank=True)
    proxy_relation = models.CharField("hubungan wakil", max_length=100, blank=True)
    proxy_document = models.CharField(
        "dokumen identitas", max_length=10, choices=Document, blank=True
    )
    proxy_number = EncryptedField("nomor identitas", blank=True, default="")

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.entitlement} · {self.get_kind_display()}"

    @property
    def is_by_proxy(self) -> bool:
        return self.proxy_name != ""

    @property
    def giver(self) -> str:
        """From whose hands: the official of a symbolic handover, else the officer at the desk."""
        return str(self.handed_by.name if self.handed_by else self.recorded_by)


class Handover(Deed):
    """The fact that a package was handed over. Never deleted; void keeps the row."""

    voided_at = models.DateTimeField("dibatalkan pada", null=True)
    voided_by = by_user("dibatalkan oleh")
    voided_reason = models.CharField("alasan pembatalan", max_length=300, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "penyerahan"
        verbose_name_plural = "penyerahan"
        ordering = ["handed_at", "operation_id"]
        indexes = [models.Index(fields=["event", "handed_at"], name="handovers_of_event")]
        constraints = [
            models.UniqueConstraint(
                fields=["entitlement"],
                condition=Q(voided_at=None),
                name="one_valid_handover_per_entitlement",
                violation_error_message="Paket ini sudah diserahkan.",
            ),
            models.CheckConstraint(name="handover_is_of_something", condition=Q(quantity__gt=0)),
            models.CheckConstraint(
                name="voided_at_by_and_reason_together",
                condition=Q(voided_at=None, voided_by=None, voided_reason="")
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(voided_reason=""),
            ),
            models.CheckConstraint(
                name="proxy_comes_with_relation_and_document",
                condition=Q(proxy_name="", proxy_relation="", proxy_document="")
                | ~Q(proxy_name="") & ~Q(proxy_relation="") & ~Q(proxy_document=""),
            ),
            models.CheckConstraint(
                name="symbolic_is_from_an_officials_hands",
                condition=~Q(kind="simbolis") | Q(handed_by__isnull=False),
                violation_error_message="Penyerahan simbolis menyebut pejabat yang menyerahkan.",
            ),
        ]

    @property
    def is_valid(self) -> bool:
        return self.voided_at is None

    def may_be_voided_by_its_officer(self, user, at) -> bool:
        return self.recorded_by_id == user.pk and at - self.recorded_at <= VOID_WINDOW


COPIED = [field.attname for field in Deed._meta.fields]
"""What a conflict hands on to the handover it becomes."""
