from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from bansos.accounts.roles import Permission
from bansos.indonesia import regions
from bansos.indonesia.identity import normalize_name
from bansos.indonesia.names import words_of
from bansos.privacy.ciphers import blind_index
from bansos.privacy.fields import BlindIndexField, EncryptedField, Indexed
from bansos.privacy.masking import mask
from facilities.models import Facility

from .asking import asked, digits_in, few, found_by, within
from .inmate import Inmate
from .need import NeedCriterion
from .relation import Relation
from .word import RecipientWord, tells_words


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

    def without_nik(self, at=None):
        """
        Families in which nobody's NIK is known; an institution is not one.

        :param at: as of `matching`.
        """
        mains = self._people().filter(is_main=True, nik_index=None)
        mains = mains if at is None else mains.filter(facility__in=at)
        known = self._people().filter(recipient=OuterRef("pk"), left_on=None)
        families = self.exclude(category=Category.INSTITUTION).filter(
            pk__in=mains.values("recipient")
        )
        return families.exclude(Exists(known.exclude(nik_index=None)))

    def matching(self, text, at=None):
        """
        Those the text may mean: a full NIK or KK, the last four digits of a NIK, or the
        beginnings of words of their names and their inmates' names and register numbers.

        Asks the database at once how many there may be, to be answered quickly later.

        :param at: ids of the facilities to look at; None for all.
        """
        text = asked(text)
        digits = digits_in(text)
        if len(digits) == 16 and not any(sign.isalpha() for sign in text):
            nik, kk = (blind_index(digits, purpose=purpose) for purpose in ["nik", "kk"])
            # Two lists of ids, and no OR: over two tables that would look at every row.
            families = self.model.objects.order_by().filter(kk_index=kk).values("pk")
            bearers = self._people().filter(nik_index=nik).values("recipient")
            return few(self, at, pk__in=families.union(bearers))
        words = words_of(text)
        if not words:
            return self.none() if text else within(self, at)
        if len(digits) == 4 and digits == text:
            tail = blind_index(digits, purpose="nik-tail")
            bearers = self._people().filter(nik_tail_index=tail).values("recipient")
            named = RecipientWord.objects.meant(words, at=at)
            return few(self, at, pk__in=named.union(bearers))
        return found_by(self, RecipientWord, words, at)

    def _people(self):
        return self.model._meta.get_field("members").related_model.objects.order_by()

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
        Facility,
        on_delete=models.PROTECT,
        related_name="recipients",
        verbose_name="UPT",
        db_index=False,
    )
    category = models.CharField("golongan", max_length=20, choices=Category)
    name = models.CharField("nama penerima", max_length=150)
    search_name = models.CharField(max_length=150, editable=False)
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
            models.Index(fields=["search_name", "id"], name="recipients_by_name"),
            # In the order of the list, with all that its filters ask: a page that few of many
            # families belong on is found without reading the many.
            models.Index(
                fields=["facility", "search_name", "id", "retired_at", "verified_at", "category"],
                name="recipients_of_facility",
            ),
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

    def save(self, *args, update_fields=None, **kwargs):
        is_new = self._state.adding
        self.search_name = normalize_name(self.name)
        super().save(*args, update_fields=update_fields, **kwargs)
        if is_new:
            RecipientWord.objects.note(self.pk, self.facility_id, self.search_name)
        elif tells_words(update_fields):
            RecipientWord.objects.renew([self.pk])

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
