import secrets

from django.conf import settings
from django.db import models

from bansos.accounts.roles import Permission
from facilities.models import Facility

from .document import Document, storage


def place_for(scan, filename) -> str:
    return f"{scan.document.year}/{secrets.token_hex(16)}.{scan.ending}"


class ScanQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.PRINT_PAPERS):
        return self.filter(document__facility__in=Facility.objects.visible_to(user, permission))


class Scan(models.Model):
    """A paper after it was signed, as a scanner or a camera saw it."""

    class Manner(models.TextChoices):
        INK = "basah", "Tanda tangan basah"
        # Nothing here makes or checks one yet: whoever brings it finds its place.
        ELECTRONIC = "tte", "Tanda tangan elektronik"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="scans")
    manner = models.CharField("cara", max_length=10, choices=Manner, default=Manner.INK)
    ending = models.CharField(
        "jenis berkas", max_length=4, choices=[("pdf", "PDF"), ("jpg", "Foto")]
    )
    file = models.FileField("berkas", upload_to=place_for, storage=storage)
    sha256 = models.CharField("SHA-256", max_length=64)
    pages = models.PositiveSmallIntegerField("halaman", default=1)
    uploaded_at = models.DateTimeField("diunggah pada")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="diunggah oleh",
    )

    objects = ScanQuerySet.as_manager()

    class Meta:
        verbose_name = "pindaian bertanda tangan"
        verbose_name_plural = "pindaian bertanda tangan"
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_scan_once",
                fields=["document", "sha256"],
                violation_error_message="Berkas ini sudah diunggah.",
            )
        ]

    def __str__(self):
        return f"Pindaian {self.document}"
