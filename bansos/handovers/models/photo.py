import secrets

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from bansos.accounts.roles import Permission
from facilities.models import Facility

from .entitlement import Entitlement
from .event import Event


def closed_storage():
    return storages["private"]


def unguessable(photo, name) -> str:
    """A name that tells nothing of whom it shows."""
    return f"foto/{secrets.token_hex(16)}.jpg"


class PhotoQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))


class Photo(models.Model):
    """
    A picture of a package changing hands, kept because whom it shows agreed.

    Nothing hangs on it: the row and its file can go while the handover stays.
    """

    operation_id = models.UUIDField(primary_key=True, editable=False)
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="photos")
    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="photos")
    file = models.FileField("berkas", storage=closed_storage, upload_to=unguessable, max_length=60)
    # Of what was sent, so that sending it again is known; and of what lies in the file.
    sent_hash = models.CharField("sidik kiriman", max_length=64, editable=False)
    kept_hash = models.CharField("sidik berkas", max_length=64, editable=False)
    is_consented = models.BooleanField("disetujui")
    taken_at = models.DateTimeField("diambil pada")
    recorded_at = models.DateTimeField("dicatat pada")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="dicatat oleh",
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "foto penyerahan"
        verbose_name_plural = "foto penyerahan"
        ordering = ["recorded_at", "operation_id"]
        constraints = [
            models.CheckConstraint(
                name="photo_is_consented",
                condition=Q(is_consented=True),
                violation_error_message="Foto hanya disimpan dengan persetujuan.",
            ),
        ]

    def __str__(self):
        return f"Foto · {self.entitlement}"
