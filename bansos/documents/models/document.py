import secrets

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from bansos.accounts.roles import Permission
from bansos.handovers.codes import LENGTH, read_code, shown
from bansos.handovers.models import Entitlement, Event
from bansos.privacy.fields import EncryptedField
from facilities.models import Facility

from .kind import Kind

LONGEST_NUMBER = 100
LONGEST_REASON = 300


def storage():
    return storages["documents"]


def place_for(document, filename) -> str:
    """Where the PDF lies: by chance, so that no name of a file tells of another."""
    return f"{document.year}/{secrets.token_hex(16)}.pdf"


def all_or_none(*names):
    """A condition: these columns are filled together or not at all."""
    none = Q(**dict.fromkeys(names))
    return none | Q(**{f"{name}__isnull": False for name in names})


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.PRINT_PAPERS):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))

    def standing(self):
        """Those that count: neither void nor replaced."""
        return self.filter(state=Document.State.ISSUED)

    def with_signed(self):
        """Says whether a signed scan of it was handed in."""
        scans = self.model._meta.get_field("scans").related_model
        return self.annotate(is_signed=Exists(scans.objects.filter(document=OuterRef("pk"))))

    def numbered_like(self, text):
        """Those with this in their number, or with this very code."""
        return self.filter(Q(number__icontains=text) | Q(code=read_code(text) or ""))

    def for_display(self):
        related = self.select_related("facility", "event__campaign", "issued_by", "replaces")
        return related.defer("snapshot").with_signed().order_by("-issued_at", "-pk")


class Document(models.Model):
    """
    A paper as it was issued: its number, its content, and the very bytes that were printed.

    The row and its snapshot come first, with the number; the PDF is set from the snapshot after
    that, outside the facility's lock, and then never again.
    """

    Kind = Kind

    is_signed: bool
    """Put there by `with_signed()`."""

    class State(models.TextChoices):
        ISSUED = "terbit", "Terbit"
        REPLACED = "diganti", "Diganti"
        VOID = "batal", "Dibatalkan"

    kind = models.CharField("jenis", max_length=30, choices=Kind)
    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="documents", verbose_name="UPT"
    )
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        related_name="documents",
        verbose_name="kegiatan",
    )
    entitlement = models.ForeignKey(
        Entitlement, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="jatah"
    )
    year = models.PositiveSmallIntegerField("tahun")
    number = models.CharField("nomor", max_length=LONGEST_NUMBER, blank=True)
    serial = models.PositiveIntegerField("nomor urut", null=True)
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.ISSUED)
    code = models.CharField("kode periksa", max_length=LENGTH, unique=True)
    # Holds names and addresses, as the paper does.
    snapshot = EncryptedField("isi")
    totals = models.JSONField("jumlah", default=list)
    """Labels and counts that anybody may read: never a name."""
    file = models.FileField("berkas", upload_to=place_for, storage=storage, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    issued_at = models.DateTimeField("diterbitkan pada")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="diterbitkan oleh",
    )
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="replaced_by",
        verbose_name="menggantikan",
    )
    replace_reason = models.CharField("alasan penggantian", max_length=LONGEST_REASON, blank=True)
    voided_at = models.DateTimeField("dibatalkan pada", null=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="dibatalkan oleh",
    )
    void_reason = models.CharField("alasan pembatalan", max_length=LONGEST_REASON, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"
        ordering = ["-issued_at", "-pk"]
        indexes = [
            models.Index(fields=["facility", "-issued_at"], name="documents_of_facility"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_document_per_number",
                fields=["facility", "year", "number"],
                condition=~Q(number=""),
                violation_error_message="Nomor ini sudah dipakai dokumen lain.",
            ),
            models.UniqueConstraint(
                name="one_document_per_serial",
                fields=["facility", "year", "serial"],
                condition=Q(serial__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_standing_document_of_event",
                fields=["event", "kind"],
                condition=Q(state="terbit", entitlement=None, event__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_standing_document_of_family",
                fields=["entitlement", "kind"],
                condition=Q(state="terbit", entitlement__isnull=False),
            ),
            models.CheckConstraint(
                name="document_with_serial_has_number",
                condition=Q(serial=None) | ~Q(number=""),
            ),
            models.CheckConstraint(
                name="document_file_and_hash_together",
                condition=Q(file="", sha256="") | ~Q(file="") & ~Q(sha256=""),
            ),
            models.CheckConstraint(
                name="document_voided_with_who_and_why",
                condition=Q(state="batal", voided_at__isnull=False, voided_by__isnull=False)
                & ~Q(void_reason="")
                | ~Q(state="batal") & Q(voided_at=None, voided_by=None, void_reason=""),
            ),
            models.CheckConstraint(
                name="document_replaces_for_a_reason",
                condition=Q(replaces=None, replace_reason="")
                | Q(replaces__isnull=False) & ~Q(replace_reason=""),
            ),
            models.CheckConstraint(
                name="document_does_not_replace_itself",
                condition=Q(replaces=None) | ~Q(replaces=F("id")),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number or 'tanpa nomor'}"

    def get_absolute_url(self):
        return reverse("documents:document_detail", args=[self.pk])

    @property
    def is_standing(self) -> bool:
        return self.state == self.State.ISSUED

    @property
    def is_void(self) -> bool:
        return self.state == self.State.VOID

    @property
    def is_complete(self) -> bool:
        """Its PDF is set; until then it can be set at any time from the snapshot."""
        return bool(self.sha256)

    @property
    def shown_code(self) -> str:
        return shown(self.code)

    @property
    def is_rehearsal(self) -> bool:
        return bool(self.event and self.event.campaign.is_rehearsal)
