from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from bansos.accounts.roles import Permission
from facilities.models import Facility, RegionalOffice


class Programme(models.Model):
    """A programme a campaign belongs to. Names change by year, so this is a lookup."""

    name = models.CharField("nama", max_length=200, unique=True)

    class Meta:
        verbose_name = "program"
        verbose_name_plural = "program"
        ordering = ["name"]

    def __str__(self):
        return self.name


class CampaignQuerySet(models.QuerySet):
    def open_to(self, facility):
        """Campaigns this facility may take part in: the nation's, its region's, its own."""
        return self.filter(
            Q(scope=Campaign.Scope.NATIONAL)
            | Q(scope=Campaign.Scope.REGIONAL, regional_office=facility.regional_office_id)
            | Q(scope=Campaign.Scope.FACILITY, facility=facility)
        )

    def visible_to(self, user, permission=Permission.SEE_NAMES):
        facilities = Facility.objects.visible_to(user, permission)
        return self.filter(
            Q(scope=Campaign.Scope.NATIONAL)
            | Q(
                scope=Campaign.Scope.REGIONAL,
                regional_office__in=facilities.values("regional_office"),
            )
            | Q(scope=Campaign.Scope.FACILITY, facility__in=facilities)
        )


class Campaign(models.Model):
    """What is promised, to whom, until when: by the nation, a region, or one facility."""

    class Scope(models.TextChoices):
        NATIONAL = "nasional", "Nasional (serentak)"
        REGIONAL = "wilayah", "Kantor wilayah"
        FACILITY = "upt", "Satu UPT"

    name = models.CharField("nama", max_length=200)
    occasion = models.CharField("dalam rangka", max_length=200, blank=True)
    theme = models.CharField("tema", max_length=300, blank=True)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, verbose_name="program"
    )
    scope = models.CharField("lingkup", max_length=10, choices=Scope)
    regional_office = models.ForeignKey(
        RegionalOffice,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="kantor wilayah",
    )
    facility = models.ForeignKey(
        Facility,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="UPT",
    )
    basis = models.CharField("dasar surat", max_length=300, blank=True)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    is_rehearsal = models.BooleanField("gladi", default=False)
    late_days = models.PositiveSmallIntegerField(
        "masa susulan (hari)",
        default=7,
        validators=[MaxValueValidator(60)],
        help_text=(
            "Berapa hari setelah kegiatan ditutup paket masih dapat diambil. 0: tidak ada susulan."
        ),
    )
    walk_ins = models.PositiveSmallIntegerField(
        "yang datang langsung",
        null=True,
        blank=True,
        default=0,
        help_text="Paling banyak per kegiatan. 0: tidak diterima. Kosong: tanpa batas.",
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "kampanye"
        verbose_name_plural = "kampanye"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="campaign_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Tanggal selesai tidak boleh sebelum tanggal mulai.",
            ),
            models.CheckConstraint(
                name="campaign_is_where_its_scope_says",
                condition=Q(scope="nasional", regional_office=None, facility=None)
                | Q(scope="wilayah", regional_office__isnull=False, facility=None)
                | Q(scope="upt", regional_office=None, facility__isnull=False),
                violation_error_message="Isi kantor wilayah atau UPT sesuai lingkup kampanye.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.occasion}" if self.occasion else self.name


class PackageQuerySet(models.QuerySet):
    def for_facility(self, facility):
        return self.filter(Q(facility=None) | Q(facility=facility))


class Package(models.Model):
    """What one entitlement holds. Contents differ per facility; no facility means everybody's."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="packages", verbose_name="kampanye"
    )
    facility = models.ForeignKey(
        Facility,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="UPT",
    )
    name = models.CharField("nama", max_length=100, default="Paket sembako")
    unit = models.CharField("satuan", max_length=20, default="paket")

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = "paket"
        verbose_name_plural = "paket"
        ordering = ["campaign", "name", "pk"]

    def __str__(self):
        return self.name

    @property
    def value(self) -> Decimal | None:
        """What one package is worth in rupiah; None while a price is missing."""
        items = list(self.items.all())
        if not items or any(item.total is None for item in items):
            return None
        return sum((item.total for item in items), Decimal(0))


class PackageItem(models.Model):
    """One line of a package's contents."""

    package = models.ForeignKey(
        Package, on_delete=models.CASCADE, related_name="items", verbose_name="paket"
    )
    name = models.CharField("nama barang", max_length=100)
    quantity = models.DecimalField(
        "volume", max_digits=9, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    unit = models.CharField("satuan", max_length=20)
    unit_price = models.DecimalField(
        "harga satuan",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )

    class Meta:
        verbose_name = "isi paket"
        verbose_name_plural = "isi paket"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="item_has_a_quantity", condition=Q(quantity__gt=0)),
        ]

    def __str__(self):
        return self.name

    @property
    def total(self) -> Decimal | None:
        return None if self.unit_price is None else self.quantity * self.unit_price


class Quota(models.Model):
    """How many packages a campaign promises a facility."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="quotas", verbose_name="kampanye"
    )
    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="+", verbose_name="UPT"
    )
    packages = models.PositiveIntegerField("jumlah paket")

    class Meta:
        verbose_name = "kuota"
        verbose_name_plural = "kuota"
        ordering = ["campaign", "facility"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "facility"],
                name="one_quota_per_facility",
                violation_error_message="Kuota UPT ini sudah ada untuk kampanye ini.",
            )
        ]

    def __str__(self):
        return f"{self.facility}: {self.packages}"
