import re
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from bansos.accounts.roles import FACILITY_ROLES, Permission, Role

NUMBER_PARTS = "{unit}, {classification}, {serial}, {year}"
NUMBER_PART = re.compile(r"\{(unit|classification|serial|year)\}")


def in_order(name, first, last, message):
    """A constraint: the last day, where there is one, is not before the first."""
    condition = Q(**{first: None}) | Q(**{last: None}) | Q(**{f"{last}__gte": F(first)})
    return models.CheckConstraint(name=name, condition=condition, violation_error_message=message)


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


class FacilityQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        """Facilities where one of the user's present postings grants the permission."""
        postings = Posting.objects.of(user).granting(permission)
        here = Q(pk__in=postings.values("facility"))
        region = Q(regional_office__in=postings.values("regional_office"))
        if postings.filter(facility=None, regional_office=None).exists():
            return self
        return self.filter(here | region)

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


class OfficialQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))

    def in_office(self, on=None):
        on = on or timezone.localdate()
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on)
        )


class Official(models.Model):
    """A structural official, who hands packages over and signs papers."""

    class Capacity(models.TextChoices):
        DEFINITIVE = "", "Definitif"
        ACTING = "Plt.", "Plt."
        DAILY = "Plh.", "Plh."

    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="officials", verbose_name="UPT"
    )
    name = models.CharField("nama", max_length=150)
    nip = models.CharField(
        "NIP",
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{18}\Z", "NIP terdiri dari 18 angka.")],
    )
    rank = models.CharField("pangkat/golongan", max_length=100, blank=True)
    position = models.CharField("jabatan", max_length=150)
    capacity = models.CharField("status jabatan", max_length=5, choices=Capacity, blank=True)
    is_head = models.BooleanField("kepala UPT", default=False)
    starts_on = models.DateField("menjabat sejak", null=True, blank=True)
    ends_on = models.DateField("menjabat sampai", null=True, blank=True)

    objects = OfficialQuerySet.as_manager()

    class Meta:
        verbose_name = "pejabat"
        verbose_name_plural = "pejabat"
        ordering = ["-is_head", "name", "pk"]
        constraints = [
            in_order(
                "official_ends_after_they_start",
                "starts_on",
                "ends_on",
                "Akhir masa jabatan tidak boleh sebelum awalnya.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.title}"

    @property
    def title(self) -> str:
        """The position as it stands on paper: with Plt. or Plh. before it."""
        return f"{self.capacity} {self.position}".strip()


class PostingQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user.pk).current()

    def current(self, on=None):
        on = on or timezone.localdate()
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on)
        )

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
        Facility,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name="UPT",
    )
    regional_office = models.ForeignKey(
        RegionalOffice,
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


class LetterCounter(models.Model):
    """The last serial given to a paper of a facility in a year."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, verbose_name="UPT")
    year = models.PositiveSmallIntegerField("tahun")
    last = models.PositiveIntegerField("nomor terakhir", default=0)

    class Meta:
        verbose_name = "penghitung nomor surat"
        verbose_name_plural = "penghitung nomor surat"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "year"], name="one_counter_per_year")
        ]

    def __str__(self):
        return f"{self.facility} {self.year}: {self.last}"
