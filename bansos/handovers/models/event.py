from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from bansos.accounts.roles import Permission
from bansos.campaigns.models import Campaign, Package
from facilities.models import Facility, Official
from recipients.models import Recipient


def by_user(verbose_name=""):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=verbose_name,
    )


def together(step):
    """The paired facts `<step>_at` and `<step>_by` come together or not at all."""
    at, who = f"{step}_at", f"{step}_by"
    return models.CheckConstraint(
        name=f"event_{step}_at_and_by_together",
        condition=Q(**{at: None, who: None})
        | Q(**{f"{at}__isnull": False, f"{who}__isnull": False}),
    )


class EventQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))

    def running(self):
        return self.filter(state=Event.State.OPEN)

    def for_display(self):
        related = self.select_related("facility", "campaign", "package", "tally")
        return related.order_by("-starts_at", "-pk")


class Event(models.Model):
    """One facility's part of a campaign: a day, a place, a list of recipients."""

    class State(models.TextChoices):
        DRAFT = "draf", "Draf"
        SUBMITTED = "diajukan", "Diajukan"
        FROZEN = "ditetapkan", "Ditetapkan"
        OPEN = "berlangsung", "Berlangsung"
        CLOSED = "selesai", "Selesai"
        REPORTED = "dilaporkan", "Dilaporkan"

    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="events", verbose_name="UPT"
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="events", verbose_name="kampanye"
    )
    package = models.ForeignKey(
        Package, on_delete=models.PROTECT, related_name="+", verbose_name="paket"
    )
    starts_at = models.DateTimeField("waktu mulai")
    venue = models.CharField("tempat", max_length=200)
    officiant = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="yang menyerahkan",
        help_text="Pihak Pertama pada berita acara.",
    )
    spokesperson = models.ForeignKey(
        Recipient,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="wakil penerima",
        help_text="Pihak Kedua pada berita acara.",
    )
    first_witness = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="saksi 1",
    )
    second_witness = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="saksi 2",
    )
    agenda = models.TextField("rangkaian acara", blank=True, help_text="Satu baris satu acara.")
    obstacles = models.TextField(
        "kendala", max_length=10_000, blank=True, help_text="Satu baris satu kendala."
    )
    # Written where papers are issued, for whoever may look at the event and not at papers.
    certificate_number = models.CharField(
        "nomor berita acara", max_length=100, blank=True, editable=False
    )
    certified_at = models.DateTimeField("berita acara terbit pada", null=True, editable=False)

    state = models.CharField(
        "keadaan", max_length=15, choices=State, default=State.DRAFT, editable=False
    )
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    submitted_at = models.DateTimeField("diajukan pada", null=True, editable=False)
    submitted_by = by_user("diajukan oleh")
    sent_back_reason = models.CharField(
        "alasan dikembalikan", max_length=300, blank=True, editable=False
    )
    frozen_at = models.DateTimeField("ditetapkan pada", null=True, editable=False)
    frozen_by = by_user("ditetapkan oleh")
    opened_at = models.DateTimeField("dibuka pada", null=True, editable=False)
    opened_by = by_user("dibuka oleh")
    closed_at = models.DateTimeField("ditutup pada", null=True, editable=False)
    closed_by = by_user("ditutup oleh")
    reported_at = models.DateTimeField("dilaporkan pada", null=True, editable=False)
    reported_by = by_user("dilaporkan oleh")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "kegiatan"
        verbose_name_plural = "kegiatan"
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["facility", "-starts_at"], name="events_of_facility")]
        constraints = [
            *(together(step) for step in ["submitted", "frozen", "opened", "closed", "reported"]),
            models.CheckConstraint(
                name="frozen_by_another_than_submitted",
                condition=Q(frozen_by=None) | ~Q(frozen_by=F("submitted_by")),
                violation_error_message="Yang menetapkan tidak boleh orang yang mengajukan.",
            ),
        ]

    def __str__(self):
        return str(self.campaign)

    def get_absolute_url(self):
        return reverse("handovers:event_detail", args=[self.pk])

    @property
    def local_start(self) -> datetime:
        """The beginning on the facility's own clock."""
        return self.starts_at.astimezone(self.facility.zone)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_submitted(self) -> bool:
        return self.state == self.State.SUBMITTED

    @property
    def is_frozen(self) -> bool:
        """The list is decided, and the hall has not opened yet."""
        return self.state == self.State.FROZEN

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def has_begun(self) -> bool:
        return self.is_open or self.is_closed

    @property
    def is_closed(self) -> bool:
        return self.state in {self.State.CLOSED, self.State.REPORTED}

    @property
    def is_decided(self) -> bool:
        """The list is frozen for good: from here on it is replaced and withdrawn, never edited."""
        return self.state not in {self.State.DRAFT, self.State.SUBMITTED}


class Guest(models.Model):
    """Who attended, in the hall or by video link."""

    class Presence(models.TextChoices):
        PRESENT = "luring", "Hadir"
        ONLINE = "daring", "Daring"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField("nama atau kelompok", max_length=200)
    position = models.CharField("jabatan atau asal", max_length=200, blank=True)
    presence = models.CharField(
        "kehadiran", max_length=10, choices=Presence, default=Presence.PRESENT
    )

    class Meta:
        verbose_name = "hadirin"
        verbose_name_plural = "hadirin"
        ordering = ["pk"]

    def __str__(self):
        return self.name


class Directive(models.Model):
    """What the one who led the event told everybody to do or announced."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="directives")
    speaker = models.CharField("disampaikan oleh", max_length=200, blank=True)
    text = models.TextField("arahan", max_length=1000)

    class Meta:
        verbose_name = "arahan"
        verbose_name_plural = "arahan"
        ordering = ["pk"]

    def __str__(self):
        return self.text[:80]


class Statement(models.Model):
    """Words of a person that may be quoted once they have consented to it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="statements")
    speaker = models.CharField("nama", max_length=200)
    capacity = models.CharField("sebagai", max_length=200, blank=True)
    text = models.TextField("pernyataan", max_length=1000)
    consented_on = models.DateField("setuju dikutip pada", null=True, blank=True)

    class Meta:
        verbose_name = "pernyataan"
        verbose_name_plural = "pernyataan"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.speaker}: {self.text[:60]}"
