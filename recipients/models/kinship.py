from django.db import models

from bansos.indonesia.names import words_of

from .asking import asked, found_by
from .inmate import Inmate
from .recipient import Recipient
from .relation import Relation
from .word import RecipientWord


class KinshipQuerySet(models.QuerySet):
    def matching(self, text):
        """By the beginnings of words of names or of the inmate's register number."""
        text = asked(text)
        words = words_of(text)
        if not words:
            return self.none() if text else self
        return found_by(self, RecipientWord, words, at=None, owner="recipient")


class Kinship(models.Model):
    """Which inmate a recipient belongs to, and how their main member stands to them."""

    recipient = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="kinships")
    inmate = models.ForeignKey(
        Inmate, on_delete=models.PROTECT, related_name="kinships", verbose_name="warga binaan"
    )
    relation = models.CharField("hubungan", max_length=20, choices=Relation)

    objects = KinshipQuerySet.as_manager()

    class Meta:
        verbose_name = "hubungan"
        verbose_name_plural = "hubungan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "inmate"],
                name="one_kinship_per_inmate",
                violation_error_message="Warga binaan ini sudah tercatat untuk keluarga ini.",
            )
        ]

    def __str__(self):
        return f"{self.recipient} · {self.inmate}"

    def save(self, *args, **kwargs):
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new:
            inmate = self.inmate
            RecipientWord.objects.note(
                self.recipient_id,
                self.recipient.facility_id,
                inmate.search_name,
                inmate.register_number,
            )
        else:
            RecipientWord.objects.renew([self.recipient_id])

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        RecipientWord.objects.renew([self.recipient_id])
        return deleted
