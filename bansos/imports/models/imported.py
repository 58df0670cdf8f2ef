import json
import secrets
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from bansos.accounts.roles import Permission
from bansos.privacy.fields import EncryptedField
from facilities.access import permissions_of
from facilities.models import Facility

LIMIT_NAME = 200


class Kind(models.TextChoices):
    FAMILIES = "keluarga", "Keluarga penerima"
    INMATES = "wb", "Warga binaan saja"
    FACILITIES = "upt", "Daftar UPT"


def new_folder() -> str:
    return secrets.token_hex(16)


def by_user():
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )


def together(step):
    """The paired facts `<step>_at` and `<step>_by` come together or not at all."""
    at, who = f"{step}_at", f"{step}_by"
    return models.CheckConstraint(
        name=f"import_{step}_at_and_by_together",
        condition=Q(**{at: None, who: None})
        | Q(**{f"{at}__isnull": False, f"{who}__isnull": False}),
    )


class ImportQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.EDIT_REGISTERS):
        """Those of the user's facilities; lists of facilities are the administrator's."""
        own = Q(facility__in=Facility.objects.visible_to(user, permission))
        if Permission.ADMINISTER in permissions_of(user):
            own |= Q(kind=Kind.FACILITIES)
        return self.filter(own)

    def standing(self):
        """Those that still mean something: the same file again is recognised by them."""
        return self.exclude(state__in=Import.GONE)

    def for_display(self):
        related = self.select_related("facility", "uploaded_by", "applied_by", "undone_by")
        return related.order_by("-pk")


class Import(models.Model):
    """
    One uploaded file on its way into a register.

    Every row of the table falls under exactly one verdict, and the database adds them up.
    """

    class State(models.TextChoices):
        UPLOADED = "diunggah", "Sedang dibaca"
        REFUSED = "ditolak", "Tidak dapat dibaca"
        READ = "dibaca", "Menunggu pencocokan kolom"
        CHECKING = "diperiksa", "Sedang diperiksa"
        CHECKED = "pratinjau", "Menunggu diterapkan"
        APPLYING = "ditulis", "Sedang diterapkan"
        APPLIED = "diterapkan", "Diterapkan"
        UNDONE = "dibatalkan", "Dibatalkan"
        DISCARDED = "dibuang", "Dibuang"

    GONE = [State.REFUSED, State.UNDONE, State.DISCARDED]
    AT_WORK = [State.UPLOADED, State.CHECKING, State.APPLYING]

    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, null=True, related_name="imports", verbose_name="UPT"
    )
    kind = models.CharField("isi berkas", max_length=10, choices=Kind)
    file_name = models.CharField("nama berkas", max_length=LIMIT_NAME)
    sha256 = models.CharField("sidik berkas", max_length=64)
    folder = models.CharField(max_length=32, default=new_folder, editable=False)
    state = models.CharField("keadaan", max_length=12, choices=State, default=State.UPLOADED)
    refusal = models.CharField("alasan ditolak", max_length=500, blank=True)
    # Which sheet, which row holds the titles, which column is what, and what fills the gaps.
    mapping = models.JSONField("pencocokan kolom", default=dict, blank=True)
    # A row taken for the titles may be somebody's data.
    titles = EncryptedField("judul kolom", blank=True, default="")

    rows_total = models.PositiveIntegerField("baris", default=0)
    rows_checked = models.PositiveIntegerField("diperiksa", default=0)
    rows_written = models.PositiveIntegerField("ditulis", default=0)
    new = models.PositiveIntegerField("baru", default=0)
    changed = models.PositiveIntegerField("berubah", default=0)
    same = models.PositiveIntegerField("sama", default=0)
    duplicate = models.PositiveIntegerField("ganda", default=0)
    to_mend = models.PositiveIntegerField("perlu diperbaiki", default=0)
    blank = models.PositiveIntegerField("kosong", default=0)
    hidden = models.PositiveIntegerField("tersembunyi", default=0)
    # The sheet's row up to which it was checked, and the line up to which it was written.
    checked_to = models.PositiveIntegerField(default=0)
    written_to = models.PositiveIntegerField(default=0)

    uploaded_at = models.DateTimeField("diunggah pada")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    applied_at = models.DateTimeField("diterapkan pada", null=True, editable=False)
    applied_by = by_user()
    undone_at = models.DateTimeField("dibatalkan pada", null=True, editable=False)
    undone_by = by_user()

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = "impor"
        verbose_name_plural = "impor"
        ordering = ["-pk"]
        constraints = [
            together("applied"),
            together("undone"),
            models.CheckConstraint(
                name="import_every_checked_row_has_a_verdict",
                condition=Q(
                    rows_checked=F("new")
                    + F("changed")
                    + F("same")
                    + F("duplicate")
                    + F("to_mend")
                    + F("blank")
                ),
            ),
            models.CheckConstraint(
                name="import_checks_no_more_rows_than_there_are",
                condition=Q(rows_checked__lte=F("rows_total")),
            ),
            models.CheckConstraint(
                name="import_of_facilities_has_no_facility",
                condition=Q(kind=Kind.FACILITIES, facility=None)
                | ~Q(kind=Kind.FACILITIES) & Q(facility__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["facility", "kind", "sha256"],
                condition=~Q(state__in=["ditolak", "dibatalkan", "dibuang"])
                & Q(facility__isnull=False),
                name="import_once_per_facility",
                violation_error_message="Berkas ini sudah pernah diunggah.",
            ),
            models.UniqueConstraint(
                fields=["kind", "sha256"],
                condition=~Q(state__in=["ditolak", "dibatalkan", "dibuang"]) & Q(facility=None),
                name="import_of_facilities_once",
                violation_error_message="Berkas ini sudah pernah diunggah.",
            ),
        ]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("imports:import_detail", args=[self.pk])

    @property
    def place(self) -> Path:
        """Where the file and what was read out of it lie until they are done with."""
        return Path(settings.MEDIA_ROOT) / "imports" / self.folder

    @property
    def title_list(self) -> list[str]:
        """The titles of the file's columns, from left to right."""
        return json.loads(self.titles) if self.titles else []

    @property
    def zone(self):
        """Whose clock its hours are told by; None is the house's."""
        return self.facility.zone if self.facility else None

    @property
    def unused_titles(self) -> list[str]:
        """The file's columns that were given no meaning."""
        used = self.mapping.get("columns", {}).values()
        titles = enumerate(self.title_list)
        return [title for place, title in titles if title.strip() and place not in used]

    @property
    def accepted(self) -> int:
        return self.new + self.changed

    @property
    def is_at_work(self) -> bool:
        return self.state in self.AT_WORK

    @property
    def was_applied(self) -> bool:
        return self.state in [self.State.APPLIED, self.State.UNDONE]
