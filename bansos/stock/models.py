from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum

from bansos.accounts.roles import Permission
from bansos.campaigns.models import Package
from facilities.models import Facility


class BalanceQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))

    def with_movements(self):
        """Adds what the ledger says came and went, each counted as a positive number."""
        kinds = Movement.Kind
        return self.annotate(
            received=_moved(kinds.RECEIVED),
            handed=-_moved(kinds.HANDED, kinds.VOIDED),
            returned=-_moved(kinds.RETURNED),
            damaged=-_moved(kinds.DAMAGED),
            lost=-_moved(kinds.LOST),
        )

    def for_display(self):
        related = self.select_related("package__campaign")
        return related.order_by("-package__campaign__starts_on", "package__name", "pk")


def _moved(*kinds):
    line = "package__movements__"
    of_these = Q(**{f"{line}facility": F("facility"), f"{line}kind__in": kinds})
    return Sum(f"{line}quantity", filter=of_these, default=0)


class Balance(models.Model):
    """
    How many of a package a facility has on hand. The row that gets locked and counted.

    It is the ledger's running sum, kept in the same transaction; `check_invariants` compares.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="balances")
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="balances")
    on_hand = models.IntegerField("stok", default=0)

    objects = BalanceQuerySet.as_manager()

    class Meta:
        verbose_name = "saldo stok"
        verbose_name_plural = "saldo stok"
        ordering = ["facility", "package", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "package"], name="one_balance_per_package"),
            models.CheckConstraint(
                name="stock_never_below_zero",
                condition=Q(on_hand__gte=0),
                violation_error_message="Stok tidak cukup.",
            ),
        ]

    def __str__(self):
        return f"{self.package}: {self.on_hand}"


class MovementQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))

    def of(self, package, *, at):
        return self.filter(package=package, facility=at)

    def beside_handovers(self):
        """What came and went in other ways; what strayed while handing over as well."""
        return self.filter(Q(handover_id=None) | Q(kind=Movement.Kind.LOST))

    def on_hand(self) -> int:
        return self.aggregate(total=Sum("quantity", default=0))["total"]

    def per_kind(self) -> dict[str, int]:
        """Packages moved, by kind, always counted as positive numbers."""
        rows = self.order_by().values_list("kind").annotate(total=Sum("quantity"))
        return {kind: abs(total) for kind, total in rows}


class Movement(models.Model):
    """A line in the stock ledger: never changed, never removed."""

    class Kind(models.TextChoices):
        RECEIVED = "masuk", "Barang masuk"
        HANDED = "diserahkan", "Diserahkan"
        VOIDED = "batal", "Penyerahan dibatalkan"
        RETURNED = "dikembalikan", "Dikembalikan"
        DAMAGED = "rusak", "Rusak"
        LOST = "hilang", "Keluar di luar daftar"

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="movements")
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField("jenis", max_length=15, choices=Kind)
    quantity = models.IntegerField("jumlah", help_text="Positif untuk masuk, negatif untuk keluar.")
    moved_at = models.DateTimeField("waktu")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    handover_id = models.UUIDField("penyerahan", null=True, editable=False)
    note = models.CharField("keterangan", max_length=200, blank=True)

    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = "mutasi stok"
        verbose_name_plural = "mutasi stok"
        ordering = ["-moved_at", "-pk"]
        indexes = [models.Index(fields=["facility", "package"], name="movements_of_package")]
        constraints = [
            models.CheckConstraint(name="movement_moves_something", condition=~Q(quantity=0)),
            models.CheckConstraint(
                name="movement_has_the_sign_of_its_kind",
                condition=Q(kind__in=["masuk", "batal"], quantity__gt=0)
                | Q(kind__in=["diserahkan", "dikembalikan", "rusak", "hilang"], quantity__lt=0),
            ),
            models.UniqueConstraint(
                fields=["handover_id", "kind"],
                condition=Q(handover_id__isnull=False),
                name="one_movement_per_handover_and_kind",
            ),
        ]

    def __str__(self):
        return f"{self.quantity:+} {self.package} ({self.facility})"
