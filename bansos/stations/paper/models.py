from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from bansos.accounts.roles import Permission
from bansos.handovers import paper
from bansos.handovers.models import Entitlement, Event
from facilities.models import Facility


class PaperPageQuerySet(models.QuerySet):
    def alarming(self):
        """Those on which other signatures were counted than rows ticked."""
        return self.exclude(signatures=F("ticks"))

    def for_display(self):
        return self.select_related("saved_by").prefetch_related("scans__attached_by")


class PaperPage(models.Model):
    """
    A page of the list on paper, as an officer counted and ticked it after the event.

    `signatures` are those on the paper, `ticks` the rows recorded from it. Where they differ
    it is an alarm, which is explained and kept.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="paper_pages")
    number = models.PositiveIntegerField("halaman")
    signatures = models.PositiveSmallIntegerField("jumlah tanda tangan")
    ticks = models.PositiveSmallIntegerField("jumlah centang")
    explanation = models.CharField("penjelasan", max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    saved_at = models.DateTimeField("disimpan pada")
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="disimpan oleh",
    )

    objects = PaperPageQuerySet.as_manager()

    class Meta:
        verbose_name = "halaman kertas"
        verbose_name_plural = "halaman kertas"
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="one_page_of_a_number"),
            models.CheckConstraint(name="pages_count_from_one", condition=Q(number__gt=0)),
            models.CheckConstraint(
                name="other_signatures_than_ticks_are_explained",
                condition=Q(signatures=F("ticks")) | ~Q(explanation=""),
                violation_error_message="Jelaskan selisih tanda tangan dan centang.",
            ),
        ]

    def __str__(self):
        return paper.page_name(self.number)

    @property
    def is_alarm(self) -> bool:
        return self.signatures != self.ticks


class PaperTick(models.Model):
    """A row that was signed: by its operation the handover, or the conflict, is found."""

    operation_id = models.UUIDField(primary_key=True, editable=False)
    page = models.ForeignKey(PaperPage, on_delete=models.PROTECT, related_name="rows")
    entitlement = models.ForeignKey(
        Entitlement, on_delete=models.PROTECT, related_name="paper_ticks"
    )

    class Meta:
        verbose_name = "baris kertas"
        verbose_name_plural = "baris kertas"

    def __str__(self):
        return f"{self.page} · {self.entitlement}"


def scan_place(scan, filename) -> str:
    """A name of chance: what the file was called tells of people."""
    return f"kertas/{uuid4().hex}{scan.ending}"


class PaperScanQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))


class PaperScan(models.Model):
    """The signed page as a picture or a PDF. Never replaced; a better one is another."""

    class Kind(models.TextChoices):
        PDF = "application/pdf", "PDF"
        JPEG = "image/jpeg", "Foto"

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    page = models.ForeignKey(PaperPage, on_delete=models.PROTECT, related_name="scans")
    file = models.FileField("berkas", upload_to=scan_place, max_length=100)
    kind = models.CharField("jenis", max_length=20, choices=Kind)
    attached_at = models.DateTimeField("dilampirkan pada")
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="dilampirkan oleh",
    )

    objects = PaperScanQuerySet.as_manager()

    class Meta:
        verbose_name = "pindaian kertas"
        verbose_name_plural = "pindaian kertas"
        ordering = ["attached_at", "pk"]

    def __str__(self):
        return f"{self.page} · {self.get_kind_display()}"

    @property
    def ending(self) -> str:
        return ".pdf" if self.kind == self.Kind.PDF else ".jpg"
