from django.db import models

from facilities.models import Facility

from .imported import Kind


class ColumnMapping(models.Model):
    """Which title means which column at a facility, as somebody there confirmed it last."""

    facility = models.ForeignKey(
        Facility, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="UPT"
    )
    kind = models.CharField("isi berkas", max_length=10, choices=Kind)
    titles = models.JSONField("judul", default=dict)
    defaults = models.JSONField("bila kosong", default=dict)

    class Meta:
        verbose_name = "pencocokan kolom"
        verbose_name_plural = "pencocokan kolom"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "kind"], name="one_mapping_per_facility"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.facility or 'Nasional'}"
