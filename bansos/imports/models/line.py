import json

from django.db import models

from bansos.privacy.fields import EncryptedField

from .imported import Import


class Verdict(models.TextChoices):
    NEW = "baru", "Baru"
    CHANGED = "berubah", "Berubah"
    SAME = "sama", "Sama"
    DUPLICATE = "ganda", "Ganda"
    TO_MEND = "perbaiki", "Perlu diperbaiki"

    @property
    def counter(self) -> str:
        """The field of the import that counts it."""
        return COUNTERS[self]


COUNTERS = {
    Verdict.NEW: "new",
    Verdict.CHANGED: "changed",
    Verdict.SAME: "same",
    Verdict.DUPLICATE: "duplicate",
    Verdict.TO_MEND: "to_mend",
}


class Line(models.Model):
    """One row of the table and what would become of it. What it says is kept encrypted."""

    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField("baris")
    verdict = models.CharField("hasil", max_length=10, choices=Verdict)
    # Blind indexes, by which a row further down is known to be the same again.
    key = models.CharField(max_length=64, blank=True)
    second_key = models.CharField(max_length=64, blank=True)
    payload = EncryptedField("isi", blank=True, default="")

    class Meta:
        verbose_name = "baris impor"
        verbose_name_plural = "baris impor"
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["imported", "number"], name="one_line_per_row"),
        ]
        indexes = [
            models.Index(fields=["imported", "verdict", "number"], name="lines_of_verdict"),
            models.Index(fields=["imported", "key"], name="lines_by_key"),
            models.Index(fields=["imported", "second_key"], name="lines_by_second_key"),
        ]

    def __str__(self):
        return f"Baris {self.number}"

    @property
    def content(self) -> dict:
        """What was read and found: `facts`, `changes`, `reason`, `faults`, `cells`."""
        return json.loads(self.payload) if self.payload else {}


class Step(models.Model):
    """
    What one batch wrote, by which the whole import can be undone. Written with the batch.

    `before` holds what changed rows held, and so is kept encrypted.
    """

    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField("langkah")
    made = models.JSONField("dibuat", default=dict)
    before = EncryptedField("sebelumnya", blank=True, default="")

    class Meta:
        verbose_name = "langkah impor"
        verbose_name_plural = "langkah impor"
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["imported", "number"], name="one_step_per_number"),
        ]

    def __str__(self):
        return f"Langkah {self.number}"
