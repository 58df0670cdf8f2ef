from django.db import models


class RegionalOffice(models.Model):
    """A Kantor Wilayah. There are fewer of them than provinces."""

    name = models.CharField("nama", max_length=100, unique=True)
    official_name = models.CharField("nama resmi", max_length=200)

    class Meta:
        verbose_name = "kantor wilayah"
        verbose_name_plural = "kantor wilayah"
        ordering = ["name"]

    def __str__(self):
        return f"Kantor Wilayah {self.name}"
