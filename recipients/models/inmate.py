import re

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse

from bansos.accounts.roles import Permission
from bansos.indonesia.identity import normalize_name
from bansos.indonesia.names import words_of
from facilities.models import Facility

from .asking import asked, found_by, within
from .word import InmateWord, RecipientWord, tells_words

# A.I to A.V, B.I, B.IIa, B.IIb, B.III, a serial and a year; offices leave dots out as they like.
REGISTER_NUMBER = re.compile(
    r"(A\.?(I|II|III|IV|V)|B\.?(I|IIa|IIb|III))[. ]?\d+/\d{4}", re.IGNORECASE
)


class InmateQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))

    def named(self, text, at=None):
        """
        By the beginnings of words of a name, or by the register number or its beginning.

        Asks the database at once how many there may be, to be answered quickly later.

        :param at: ids of the facilities to look at; None for all.
        """
        text = asked(text)
        words = words_of(text)
        if not words:
            return self.none() if text else within(self, at)
        return found_by(self, InmateWord, words, at)

    def present(self):
        """Those who are still held or guided."""
        return self.filter(left_on=None)

    def with_family_count(self):
        # Asked of each row that is shown: a join would count all before the first is.
        ties = self.model._meta.get_field("kinships").related_model.objects.order_by()
        here = ties.filter(
            inmate=models.OuterRef("pk"),
            recipient__facility=models.OuterRef("facility"),
            recipient__retired_at=None,
        )
        count = here.values("inmate").annotate(count=models.Count("pk")).values("count")
        return self.annotate(family_count=Coalesce(models.Subquery(count), 0))

    def for_display(self):
        return self.select_related("facility").order_by("search_name", "pk")


class Inmate(models.Model):
    """
    A person held at, or guided by, a facility.

    Not the offence, not the case, not the cell. The register number changes as a
    case moves, so it is checked softly and is never a key.
    """

    class LegalStatus(models.TextChoices):
        # A tahanan is not a warga binaan in law (UU 22/2022): never call one the other on paper.
        REMAND = "tahanan", "Tahanan"
        CONVICT = "narapidana", "Narapidana"
        CHILD = "anak", "Anak"
        JUVENILE = "anak_binaan", "Anak Binaan"
        CLIENT = "klien", "Klien"

    class Leaving(models.TextChoices):
        RELEASED = "bebas", "Bebas"
        DEAD = "meninggal", "Meninggal dunia"

    facility = models.ForeignKey(
        Facility,
        on_delete=models.PROTECT,
        related_name="inmates",
        verbose_name="UPT",
        db_index=False,
    )
    name = models.CharField("nama lengkap", max_length=150)
    search_name = models.CharField(max_length=150, editable=False)
    register_number = models.CharField(
        "nomor register", max_length=50, blank=True, help_text="Misalnya BI.123/2024."
    )
    legal_status = models.CharField("status hukum", max_length=20, choices=LegalStatus)
    registered_at = models.DateTimeField("didaftarkan pada", editable=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    left_as = models.CharField(
        "keluar karena", max_length=15, choices=Leaving, blank=True, editable=False
    )
    left_on = models.DateField("keluar pada", null=True, editable=False)

    objects = InmateQuerySet.as_manager()

    class Meta:
        verbose_name = "warga binaan"
        verbose_name_plural = "warga binaan"
        ordering = ["search_name", "pk"]
        indexes = [
            models.Index(fields=["search_name", "id"], name="inmates_by_name"),
            models.Index(fields=["facility", "search_name", "id"], name="inmates_of_facility"),
        ]
        constraints = [
            models.CheckConstraint(
                name="left_as_and_on_together",
                condition=models.Q(left_as="", left_on=None)
                | models.Q(left_on__isnull=False) & ~models.Q(left_as=""),
            )
        ]

    def __str__(self):
        return f"{self.name} · {self.register_number}" if self.register_number else self.name

    def save(self, *args, update_fields=None, **kwargs):
        is_new = self._state.adding
        self.search_name = normalize_name(self.name)
        super().save(*args, update_fields=update_fields, **kwargs)
        if is_new:
            called = [self.search_name, self.register_number]
            InmateWord.objects.note(self.pk, self.facility_id, *called)
        elif tells_words(update_fields):
            InmateWord.objects.renew([self.pk])
            RecipientWord.objects.renew(self.recipients.values_list("pk", flat=True))

    def get_absolute_url(self):
        return reverse("recipients:inmate_detail", args=[self.pk])

    @property
    def has_left(self) -> bool:
        return self.left_on is not None

    @property
    def has_odd_register_number(self) -> bool:
        """Not written like BI.123/2024. It only warns: offices write it in many ways."""
        return bool(self.register_number) and not REGISTER_NUMBER.fullmatch(self.register_number)
