"""A model with a bit of everything, apart from the project's own, so that no migration knows it."""

from django.apps.registry import Apps
from django.db import models

from bansos.privacy.fields import BlindIndexField, EncryptedField, Indexed

registry = Apps()


class Card(Indexed):
    facility_id = models.BigIntegerField(null=True)
    nik = EncryptedField("NIK", blank=True, default="", max_length=16)
    kk = EncryptedField("nomor KK", null=True)
    nik_index = BlindIndexField(source="nik", purpose="nik")
    tail_index = BlindIndexField(source="nik", purpose="nik-tail", take=-4)

    class Meta:
        app_label = "privacy"
        apps = registry
        db_table = "test_card"

    def __str__(self):
        return f"Kartu {self.pk}"


class Plain(models.Model):
    """Not `Indexed`, as an older model might be."""

    nik = EncryptedField(blank=True)
    nik_index = BlindIndexField(source="nik", purpose="nik")

    class Meta:
        app_label = "privacy"
        apps = registry
        db_table = "test_plain"

    def __str__(self):
        return f"Polos {self.pk}"
