import re
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, Q
from django.utils import timezone

from bansos.accounts.roles import Permission

from .office import RegionalOffice
from .period import in_order
from .posting import Posting

NUMBER_PARTS = "{unit}, {classification}, {serial}, {year}"
NARROWEST, WIDEST = 10, 40
"""Margins in millimetres: what printers reach, and what leaves room for a table."""
NUMBER_PART = re.compile(r"\{(unit|classification|serial|year)\}")


def margin(verbose_name):
    return models.PositiveSmallIntegerField(
        verbose_name,
        null=True,
        blank=True,
        validators=[
            MinValueValidator(NARROWEST, f"Paling sempit {NARROWEST} mm."),
            MaxValueValidator(WIDEST, f"Paling lebar {WIDEST} mm."),
        ],
    )


class FacilityQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        """Facilities where one of the user's present postings grants the permission."""
        postings = Posting.objects.of(user).granting(permission)
        here = Q(pk__in=postings.values("facility"))
        region = Q(regional_office__in=postings.values("regional_office"))
        nation = Exists(postings.filter(facility=None, regional_office=None))
        return self.filter(here | region | Q(nation))

    def ids_visible_to(self, user, permission=Permission.SEE_NAMES) -> list[int]:
        """The same, read at once: told the very ids, a database finds a few rows among millions."""
        return list(self.visible_to(user, permission).order_by().values_list("pk", flat=True))

    def active(self, on=None):
        on = on or timezone.localdate()
        return self.filter(Q(closed_on=None) | Q(closed_on__gte=on))


class Facility(models.Model):
    """A UPT Pemasyarakatan. The official name is data and is never parsed."""

    class Kind(models.TextChoices):
        LAPAS = "LAPAS", "Lembaga Pemasyarakatan"
        RUTAN = "RUTAN", "Rumah Tahanan Negara"
        LPKA = "LPKA", "Lembaga Pembinaan Khusus Anak"
        BAPAS = "BAPAS", "Balai Pemasyarakatan"
        HOSPITAL = "RS", "Rumah Sakit Pengayoman"

    class Zone(models.TextChoices):
        WIB = "Asia/Jakarta", "WIB"
        WITA = "Asia/Makassar", "WITA"
        WIT = "Asia/Jayapura", "WIT"

    class PaperSize(models.TextChoices):
        A4 = "a4", "A4 (210 × 297 mm)"
        F4 = "f4", "F4/Folio (215 × 330 mm)"

    regional_office = models.ForeignKey(
        RegionalOffice,
        on_delete=models.PROTECT,
        related_name="facilities",
        verbose_name="kantor wilayah",
    )
    kind = models.CharField("jenis", max_length=10, choices=Kind)
    facility_class = models.CharField("kelas", max_length=5, blank=True)
    specialty = models.CharField("kekhususan", max_length=20, blank=True)
    place = models.CharField("tempat", max_length=100)
    official_name = models.CharField("nama resmi", max_length=200, unique=True)
    short_name = models.CharField("nama singkat", max_length=200)
    regency_code = models.CharField("kode kabupaten/kota", max_length=5, blank=True)
    time_zone = models.CharField("zona waktu", max_length=20, choices=Zone)
    address = models.CharField("alamat", max_length=200, blank=True)
    letterhead = models.TextField(
        "kop surat",
        blank=True,
        help_text="Paling banyak enam baris. Kosongkan untuk memakai susunan baku.",
    )
    logo = models.FileField(
        "logo",
        upload_to="logo",
        blank=True,
        validators=[FileExtensionValidator(["png", "jpg", "jpeg", "svg"])],
    )
    paper_size = models.CharField(
        "ukuran kertas", max_length=5, choices=PaperSize, default=PaperSize.A4
    )
    margin_top = margin("batas atas (mm)")
    margin_left = margin("batas kiri (mm)")
    margin_right = margin("batas kanan (mm)")
    number_template = models.CharField(
        "pola nomor surat",
        max_length=100,
        default="{unit}-{classification}-{serial}",
        help_text=f"Boleh memuat {NUMBER_PARTS}.",
    )
    unit_code = models.CharField("kode unit surat", max_length=50, blank=True)
    classification = models.CharField("kode klasifikasi", max_length=50, blank=True)
    opened_on = models.DateField("berdiri sejak", null=True, blank=True)
    closed_on = models.DateField("tutup pada", null=True, blank=True)

    objects = FacilityQuerySet.as_manager()

    class Meta:
        verbose_name = "UPT"
        verbose_name_plural = "UPT"
        ordering = ["short_name", "pk"]
        constraints = [
            in_order(
                "facility_closes_after_it_opens",
                "opened_on",
                "closed_on",
                "Tanggal tutup tidak boleh sebelum tanggal berdiri.",
            ),
        ]

    def __str__(self):
        return self.short_name

    def clean(self):
        lines = self.letterhead.splitlines()
        if len(lines) > 6 or any(len(line) > 120 for line in lines):
            raise ValidationError(
                {"letterhead": "Kop surat paling banyak enam baris, masing-masing 120 huruf."}
            )
        # Without the serial every letter of the year would bear the same number.
        rest = NUMBER_PART.sub("", self.number_template)
        if "{serial}" not in self.number_template or "{" in rest or "}" in rest:
            raise ValidationError(
                {"number_template": f"Pola harus memuat {{serial}}, dan hanya {NUMBER_PARTS}."}
            )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def letterhead_lines(self) -> list[str]:
        """Up to six lines; the standard ones when the facility has not written its own."""
        return self.letterhead.splitlines() or [
            "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA",
            "DIREKTORAT JENDERAL PEMASYARAKATAN",
            self.regional_office.official_name.upper(),
            self.official_name.upper(),
        ] + ([self.address] if self.address else [])
