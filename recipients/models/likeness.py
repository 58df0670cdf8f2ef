from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from bansos.accounts.roles import Permission
from facilities.models import Facility

from .recipient import Recipient


def _facility():
    # The indexes below begin with it, and hold only what is open.
    return models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )


class LikenessQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.of(Facility.objects.visible_to(user, permission))

    def of(self, facilities):
        """Those with at least one recipient at these facilities."""
        return self.filter(Q(first_facility__in=facilities) | Q(second_facility__in=facilities))

    def open(self):
        """Those that somebody has yet to decide; who is retired asks for nothing."""
        both_active = Q(first__retired_at=None, second__retired_at=None)
        return self.filter(both_active, decision=Likeness.Decision.OPEN)

    def about(self, recipient):
        """What is open, and the merges that it came out of or went into; the open ones first."""
        rows = self.filter(Q(first=recipient) | Q(second=recipient))
        merged = rows.filter(decision=Likeness.Decision.MERGED)
        kept = recipient.merged_into_id
        if recipient.is_retired:
            return merged.filter(Q(first=kept) | Q(second=kept))
        taken_over = Q(first__merged_into=recipient) | Q(second__merged_into=recipient)
        return (rows.open() | merged.filter(taken_over)).order_by("-decision", "-pk")

    def for_display(self):
        pairs = self.select_related("first__facility", "second__facility", "decided_by")
        return pairs.prefetch_related(
            *(f"{side}__{what}" for side in SIDES for what in ["kinships__inmate", "members"])
        ).order_by("-pk")


class Likeness(models.Model):
    """
    Two recipients who may be one family, and what somebody decided about it.

    A pair is asked about once: whoever is found alike again keeps the decision there is.
    """

    class FoundBy(models.TextChoices):
        NIK = "nik", "NIK yang sama"
        KK = "kk", "Nomor KK yang sama"
        NAME = "nama", "Nama, tanggal lahir, dan kabupaten atau kota yang sama"
        OFFICER = "petugas", "Ditunjuk petugas"

    class Decision(models.TextChoices):
        OPEN = "terbuka", "Belum diputuskan"
        MERGED = "digabung", "Digabung"
        DISTINCT = "bukan_ganda", "Bukan ganda"
        SAME = "keluarga_sama", "Keluarga yang sama"

    first = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="+")
    first_facility = _facility()
    second_facility = _facility()
    found_by = models.CharField("ditemukan dari", max_length=10, choices=FoundBy)
    found_at = models.DateTimeField("ditemukan pada")
    decision = models.CharField(
        "keputusan", max_length=15, choices=Decision, default=Decision.OPEN, editable=False
    )
    decided_at = models.DateTimeField("diputuskan pada", null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="diputuskan oleh",
    )
    reason = models.CharField("alasan", max_length=200, blank=True, editable=False)
    moved = models.JSONField(
        default=dict, editable=False, help_text="Yang berpindah saat digabung, agar dapat kembali."
    )

    objects = LikenessQuerySet.as_manager()

    class Meta:
        verbose_name = "dugaan ganda"
        verbose_name_plural = "dugaan ganda"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=[f"{side}_facility"],
                condition=Q(decision="terbuka"),
                name=f"open_likenesses_by_{side}",
            )
            for side in ["first", "second"]
        ]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_likeness_per_pair"),
            models.CheckConstraint(name="likeness_in_order", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(
                name="likeness_open_or_decided_at_and_by",
                condition=Q(decision="terbuka", decided_at=None, decided_by=None, reason="")
                | ~Q(decision="terbuka") & Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="distinct_has_a_reason",
                condition=~Q(decision="bukan_ganda", reason=""),
                violation_error_message="Bukan ganda perlu alasan.",
            ),
        ]

    def __str__(self):
        return f"{self.get_found_by_display()}: {self.first_id} dan {self.second_id}"

    def get_absolute_url(self):
        return reverse("recipients:compare", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.decision == self.Decision.OPEN

    @property
    def is_merged(self) -> bool:
        return self.decision == self.Decision.MERGED

    @property
    def is_within_facility(self) -> bool:
        """Whether both stand in one register, where they can be merged."""
        return self.first_facility_id == self.second_facility_id

    @property
    def pair(self) -> list[Recipient]:
        return [self.first, self.second]


SIDES = ["first", "second"]
