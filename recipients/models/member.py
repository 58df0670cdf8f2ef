from django.db import models
from django.db.models import Q

from bansos.accounts.roles import Permission
from bansos.indonesia.identity import check_nik, normalize_name
from bansos.indonesia.names import words_of
from bansos.privacy.ciphers import blind_index
from bansos.privacy.fields import BlindIndexField, EncryptedField, Indexed
from bansos.privacy.masking import mask
from facilities.models import Facility

from .asking import asked, digits_in, few, found_by, within
from .recipient import Recipient
from .relation import Relation
from .word import RecipientWord, tells_words


class MemberQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))

    def present(self):
        return self.filter(left_on=None)

    def matching(self, text, at=None):
        """
        By the beginnings of words of a name, a full NIK, or the last four digits of one.

        :param at: ids of the facilities that are looked at; None for all.
        """
        text = asked(text)
        digits = digits_in(text)
        if len(digits) == 16 and not any(sign.isalpha() for sign in text):
            return few(self, at, nik_index=blind_index(digits, purpose="nik"))
        if digits == text and len(digits) == 4:
            return few(self, at, nik_tail_index=blind_index(digits, purpose="nik-tail"))
        words = words_of(text)
        if not words:
            return self.none() if text else within(self, at)
        own = Q(*(Q(search_name__startswith=w) | Q(search_name__contains=f" {w}") for w in words))
        return found_by(self.filter(own), RecipientWord, words, at, owner="recipient")


class Member(Indexed):
    """A person of a receiving family."""

    class Sex(models.TextChoices):
        MALE = "L", "Laki-laki"
        FEMALE = "P", "Perempuan"

    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )
    recipient = models.ForeignKey(
        Recipient, on_delete=models.PROTECT, related_name="members", verbose_name="penerima"
    )
    name = models.CharField("nama lengkap", max_length=150)
    search_name = models.CharField(max_length=150, editable=False)
    nik = EncryptedField("NIK", blank=True, default="")
    nik_index = BlindIndexField(source="nik", purpose="nik")
    nik_tail_index = BlindIndexField(source="nik", purpose="nik-tail", take=-4)
    nik_missing_reason = models.CharField("alasan tanpa NIK", max_length=200, blank=True)
    birth_date = models.DateField("tanggal lahir", null=True, blank=True)
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex, blank=True)
    relation = models.CharField("hubungan", max_length=20, choices=Relation, blank=True)
    may_collect = models.BooleanField("boleh mengambil paket", default=True)
    is_main = models.BooleanField("penerima utama", default=False, editable=False)
    left_on = models.DateField("keluar dari keluarga pada", null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "anggota keluarga"
        verbose_name_plural = "anggota keluarga"
        ordering = ["-is_main", "pk"]
        indexes = [
            models.Index(fields=["search_name", "id"], name="members_by_name"),
            models.Index(
                fields=["facility", "search_name", "birth_date"], name="members_of_facility"
            ),
            models.Index(
                fields=["facility", "recipient"],
                condition=Q(is_main=True, nik_index=None),
                name="mains_without_nik",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient"],
                condition=Q(is_main=True, left_on=None),
                name="one_main_member",
                violation_error_message="Keluarga ini sudah mempunyai penerima utama.",
            ),
            models.UniqueConstraint(
                fields=["facility", "nik_index"],
                condition=Q(left_on=None, nik_index__isnull=False),
                name="nik_once_per_facility",
                violation_error_message="NIK ini sudah terdaftar di UPT ini.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, update_fields=None, **kwargs):
        is_new = self._state.adding
        self.search_name = normalize_name(self.name)
        self.facility_id = self.recipient.facility_id
        super().save(*args, update_fields=update_fields, **kwargs)
        if is_new:
            RecipientWord.objects.note(self.recipient_id, self.facility_id, self.search_name)
        elif tells_words(update_fields):
            RecipientWord.objects.renew([self.recipient_id])

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        RecipientWord.objects.renew([self.recipient_id])
        return deleted

    @property
    def masked_nik(self) -> str:
        return mask(self.nik)

    @property
    def nik_warnings(self) -> list[str]:
        """What is odd about the NIK. It never keeps anybody from aid."""
        if not self.nik:
            return []
        return check_nik(self.nik, sex=self.sex, birth_date=self.birth_date).warnings
