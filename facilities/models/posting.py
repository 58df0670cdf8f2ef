from django.conf import settings
from django.db import models
from django.db.models import Q

from bansos.accounts.roles import FACILITY_ROLES, Permission, Role

from .period import PeriodQuerySet, in_order


class PostingQuerySet(PeriodQuerySet):
    def of(self, user):
        return self.filter(user=user.pk).current()

    def granting(self, permission):
        return self.filter(role__in=[role for role in Role if permission in role.permissions])


class Posting(models.Model):
    """Which user serves where, as what, from when until when."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="postings",
        verbose_name="pengguna",
    )
    role = models.CharField("peran", max_length=20, choices=Role)
    facility = models.ForeignKey(
        "facilities.Facility",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name="UPT",
    )
    regional_office = models.ForeignKey(
        "facilities.RegionalOffice",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="kantor wilayah",
    )
    starts_on = models.DateField("sejak", null=True, blank=True)
    ends_on = models.DateField("sampai", null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="posting_is_where_its_role_belongs",
                condition=Q(role__in=FACILITY_ROLES, facility__isnull=False, regional_office=None)
                | Q(role=Role.REGIONAL, facility=None, regional_office__isnull=False)
                | Q(role=Role.AUDITOR) & (Q(facility=None) | Q(regional_office=None))
                | Q(
                    role__in=[Role.NATIONAL, Role.ADMINISTRATOR],
                    facility=None,
                    regional_office=None,
                ),
                violation_error_message=(
                    "Petugas dan kepala bertugas di satu UPT, kantor wilayah di satu "
                    "kantor wilayah, pusat dan administrator tanpa keduanya."
                ),
            ),
            in_order(
                "posting_ends_after_it_starts",
                "starts_on",
                "ends_on",
                "Akhir penugasan tidak boleh sebelum awalnya.",
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()} · {self.place}"

    @property
    def place(self) -> str:
        return str(self.facility or self.regional_office or "Nasional")

    @property
    def is_national(self) -> bool:
        return self.facility_id is None and self.regional_office_id is None

    @property
    def permissions(self) -> frozenset[Permission]:
        return Role(self.role).permissions
