from django.db import models
from django.db.models import Q


class NeedCriterionQuerySet(models.QuerySet):
    def on_form_of(self, recipient=None):
        """Those in use, and those the recipient has already."""
        in_use = Q(is_active=True)
        return self.filter(in_use | Q(pk__in=recipient.needs.values("pk")) if recipient else in_use)


class NeedCriterion(models.Model):
    """A reason for need that a facility asks about: a list administrators keep, not constants."""

    name = models.CharField("nama", max_length=100, unique=True)
    is_active = models.BooleanField("dipakai", default=True)

    objects = NeedCriterionQuerySet.as_manager()

    class Meta:
        verbose_name = "kriteria kebutuhan"
        verbose_name_plural = "kriteria kebutuhan"
        ordering = ["name"]

    def __str__(self):
        return self.name
