import secrets

from django.conf import settings
from django.db import models

from bansos.accounts.roles import Permission
from facilities.models import Facility

from .event import Event

MOST_PHOTOS = 24
"""Of one event: twelve rows of the report."""


def new_place(photo, filename) -> str:
    """Where a photo lies; what its file was called tells too much of a phone."""
    return f"kegiatan/{secrets.token_hex(16)}.jpg"


class EventPhotoQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(event__facility__in=Facility.objects.visible_to(user, permission))


class EventPhoto(models.Model):
    """A photo of an event with its caption, as it stands in the report."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="photos")
    file = models.FileField("foto", upload_to=new_place)
    caption = models.CharField("keterangan foto", max_length=200)
    added_at = models.DateTimeField(editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = EventPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "foto kegiatan"
        verbose_name_plural = "foto kegiatan"
        ordering = ["pk"]

    def __str__(self):
        return self.caption
