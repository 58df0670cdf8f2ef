from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from bansos.accounts.roles import Permission
from bansos.indonesia import regions
from bansos.indonesia.identity import normalize_name
from bansos.privacy.ciphers import blind_index
from bansos.privacy.fields import BlindIndexField, EncryptedField, Indexed
from bansos.privacy.masking import mask
from facilities.models import Facility

from .inmate import Inmate, asked, has_all_words
from .relation import Relation


class Category(models.TextChoices):
    INMATE_FAMILY = "keluarga_wb", "Keluarga warga binaan"
    COMMUNITY = "masyarakat", "Masyarakat sekitar"
    INMATE = "wb", "Warga binaan"
    CLIENT = "klien", "Klien pemasyarakatan"
    INSTITUTION = "lembaga", "Lembaga sosial"
    OTHER = "lainnya", "Lainnya"

    @classmethod
    def of(cls, inmate, relation):
        """The category of one who stands so to this inmate."""
        if relation != Relation.SELF:
            return cls.INMATE_FAMILY
        return cls.CLIENT if inmate.legal_status == Inmate.LegalStatus.CLIENT else cls.INMATE


class NeedCriterionQuerySet(models.QuerySet):
    def on_form_of(self, recipient=None):
        """Those in use, and those the recipient has already."""
        in_use = Q(is_active=True)
        return self.filter(in_use | Q(pk__in=recipient.needs.values("pk")) if recipient else in_use)


class NeedCriterion(models.Model):
    """A reason for need that a facility asks about: a list administrators keep, not constants."""

    name = models.CharField("nama", max_length=100, unique=True)
    is_active = models.BooleanField("dipakai", default=True)

    objects = NeedCriterionQuerySet.as_manager()

    class Meta:
        verbose_name = "kriteria kebutuhan"
        verbose_name_plural = "kriteria kebutuhan"
        ordering = ["name"]

    def __str__(self):
        return self.name


class RecipientQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))

    def active(self):
        return self.filter(retired_at=None)

    def verified(self):
        return self.exclude(verified_at=None)

    def unverified(self):
        return self.filter(verified_at=None)

    def retired(self):
        return self.exclude(retired_at=None)

    def without_nik(self):
        """Families in which nobody's NIK is known; an institution is not one."""
        known = Q(members__left_on=None, members__nik_index__isnull=False)
        return self.exclude(category=Category.INSTITUTION).exclude(self._with(known))

    def matching(self, text):
        """
        Those the text may mean: a full NIK or KK, the last four digits of a NIK, an
        inmate's register number, or words of a name (theirs, a member's, their inmate's).
        """
        text = asked(text)
        digits = "".join(sign for sign in text if sign.isdecimal() and sign.isascii())
        if len(digits) == 16 and not any(sign.isalpha() for sign in text):
            nik, kk = (blind_index(digits, purpose=purpose) for purpose in ["nik", "kk"])
            bearers = self.model.objects.filter(members__nik_index=nik)
            return self.filter(Q(kk_index=kk) | Q(pk__in=bearers.values("pk")))
        words = normalize_name(text).split()
        if not words:
            return self.none() if text else self
        found = Q(kinships__inmate__register_number__icontains=text)
        found |= has_all_words("members__search_name", words)
        found |= has_all_words("kinships__inmate__search_name", words)
        if len(digits) == 4 and digits == text:
            found |= Q(members__nik_tail_index=blind_index(digits, purpose="nik-tail"))
        return self.filter(has_all_words("search_name", words) | self._with(found))

    def _with(self, condition):
        # Asked per row, so that only the rows of the facility are looked through.
        return Exists(self.model.objects.filter(condition, pk=OuterRef("pk")))

    def for_display(self):
        related = self.select_related("facility").prefetch_related("kinships__inmate", "members")
        return related.order_by("search_name", "pk")


class Recipient(Indexed):
    """
    Who receives aid: usually a family, named by the person who stands for it.

    A recipient without an inmate is ordinary. An institution has a contact instead of a KK.
    """

    class ConsentManner(models.TextChoices):
        WRITTEN = "tertulis", "Tertulis"
        SPOKEN = "lisan", "Lisan, disaksikan petugas"
        GUARDIAN = "wali", "Melalui wali"

    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="recipients", verbose_name="UPT"
    )
    category = models.CharField("golongan", max_length=20, choices=Category)
    name = models.CharField("nama penerima", max_length=150)
    search_name = models.CharField(max_length=150, editable=False, db_index=True)
    kk = EncryptedField("nomor KK", blank=True, default="")
    kk_index = BlindIndexField(source="kk", purpose="kk")
    contact_name = models.CharField("narahubung", max_length=150, blank=True)
    address = models.CharField("alamat", max_length=200, blank=True, help_text="Jalan, RT/RW.")
    region_code = models.CharField("desa atau kelurahan", max_length=13, blank=True)
    phone = models.CharField("nomor HP", max_length=20, blank=True)
    needs = models.ManyToManyField(NeedCriterion, blank=True, verbose_name="kriteria kebutuhan")
    note = models.CharField("catatan", max_length=300, blank=True)
    inmates = models.ManyToManyField(Inmate, through="Kinship", related_name="recipients")

    consent_on = models.DateField("tanggal persetujuan", null=True, blank=True)
    consent_manner = models.CharField(
        "cara persetujuan", max_length=20, choices=ConsentManner, blank=True
    )
    registered_at = models.DateTimeField("didaftarkan pada", editable=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    identity_changed_at = models.DateTimeField("data diri diubah pada", null=True, editable=False)
    identity_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="data diri diubah oleh",
    )
    verified_at = models.DateTimeField("diverifikasi pada", null=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    retired_at = models.DateTimeField("dinonaktifkan pada", null=True, editable=False)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    retired_reason = models.CharField("alasan", max_length=200, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="digabung dengan",
    )

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = "penerima"
        verbose_name_plural = "penerima"
        ordering = ["search_name", "pk"]
        indexes = [
            models.Index(fields=["facility", "search_name", "id"], name="recipients_of_facility")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "kk_index"],
                condition=Q(retired_at=None, kk_index__isnull=False),
                name="kk_once_per_facility",
                violation_error_message="Nomor KK ini sudah terdaftar di UPT ini.",
            ),
            models.CheckConstraint(
                name="consent_on_and_manner_together",
                condition=Q(consent_on=None, consent_manner="")
                | Q(consent_on__isnull=False) & ~Q(consent_manner=""),
                violation_error_message="Tanggal dan cara persetujuan diisi bersama.",
            ),
            models.CheckConstraint(
                name="verified_at_and_by_together",
                condition=Q(verified_at=None, verified_by=None)
                | Q(verified_at__isnull=False, verified_by__isnull=False),
            ),
            models.CheckConstraint(
                name="verified_by_a_second_person",
                condition=Q(verified_by=None)
                | ~Q(verified_by=F("registered_by"))
                & (Q(identity_changed_by=None) | ~Q(verified_by=F("identity_changed_by"))),
                violation_error_message="Verifikasi dilakukan oleh orang kedua.",
            ),
            models.CheckConstraint(
                name="identity_changed_at_and_by_together",
                condition=Q(identity_changed_at=None, identity_changed_by=None)
                | Q(identity_changed_at__isnull=False, identity_changed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="retired_at_and_by_together",
                condition=Q(retired_at=None, retired_by=None, merged_into=None)
                | Q(retired_at__isnull=False, retired_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_name = normalize_name(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("recipients:recipient_detail", args=[self.pk])

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None

    @property
    def is_institution(self) -> bool:
        return self.category == Category.INSTITUTION

    def is_known_first_hand_by(self, user) -> bool:
        """Whether the user stated the facts, and so cannot be the one who verifies them."""
        return user.pk in {self.registered_by_id, self.identity_changed_by_id}

    @property
    def masked_kk(self) -> str:
        return mask(self.kk)

    @property
    def full_address(self) -> str:
        return ", ".join(filter(None, [self.address, regions.full_name(self.region_code)]))

    @property
    def main_member(self):
        """
        The person who stands for the family, or None for an institution.

        Of a retired family, the last one who did.
        """
        mains = [member for member in self.members.all() if member.is_main]
        return max(mains, key=lambda member: (member.left_on is None, member.pk), default=None)

    @property
    def main_kinship(self):
        return next(iter(self.kinships.all()), None)


class Kinship(models.Model):
    """Which inmate a recipient belongs to, and how their main member stands to them."""

    recipient = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="kinships")
    inmate = models.ForeignKey(
        Inmate, on_delete=models.PROTECT, related_name="kinships", verbose_name="warga binaan"
    )
    relation = models.CharField("hubungan", max_length=20, choices=Relation)

    class Meta:
        verbose_name = "hubungan"
        verbose_name_plural = "hubungan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "inmate"],
                name="one_kinship_per_inmate",
                violation_error_message="Warga binaan ini sudah tercatat untuk keluarga ini.",
            )
        ]

    def __str__(self):
        return f"{self.recipient} · {self.inmate}"
