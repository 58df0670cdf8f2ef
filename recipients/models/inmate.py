import re

from django.conf import settings
from django.db import models
from django.urls import reverse

from bansos.accounts.roles import Permission
from bansos.indonesia.identity import normalize_name
from facilities.models import Facility

LONGEST_SEARCH = 200
# A.I to A.V, B.I, B.IIa, B.IIb, B.III, a serial and a year; offices leave dots out as they like.
REGISTER_NUMBER = re.compile(
    r"(A\.?(I|II|III|IV|V)|B\.?(I|IIa|IIb|III))[. ]?\d+/\d{4}", re.IGNORECASE
)


def asked(text) -> str:
    """What was typed into a search, such as any database takes it."""
    plain = text.replace("\0", "").encode("utf-8", "ignore").decode()
    return plain.strip()[:LONGEST_SEARCH]


def has_all_words(path, words):
    """A condition: the searched name has every word, in any order."""
    return models.Q(*(models.Q(**{f"{path}__contains": word}) for word in words))


class InmateQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))

    def named(self, text):
        """By the words of a name in any order, or by a part of the register number."""
        text = asked(text)
        words = normalize_name(text).split()
        if not words:
            return self.none() if text else self
        return self.filter(
            has_all_words("search_name", words) | models.Q(register_number__icontains=text)
        )

    def present(self):
        """Those who are still held or guided."""
        return self.filter(left_on=None)

    def with_family_count(self):
        here = models.Q(kinships__recipient__facility=models.F("facility"))
        active = here & models.Q(kinships__recipient__retired_at=None)
        return self.annotate(family_count=models.Count("kinships", filter=active))

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
        Facility, on_delete=models.PROTECT, related_name="inmates", verbose_name="UPT"
    )
    name = models.CharField("nama lengkap", max_length=150)
    search_name = models.CharField(max_length=150, editable=False, db_index=True)
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
        indexes = [models.Index(fields=["facility", "search_name"], name="inmates_of_facility")]
        constraints = [
            models.CheckConstraint(
                name="left_as_and_on_together",
                condition=models.Q(left_as="", left_on=None)
                | models.Q(left_on__isnull=False) & ~models.Q(left_as=""),
            )
        ]

    def __str__(self):
        return f"{self.name} · {self.register_number}" if self.register_number else self.name

    def save(self, *args, **kwargs):
        self.search_name = normalize_name(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("recipients:inmate_detail", args=[self.pk])

    @property
    def has_left(self) -> bool:
        return self.left_on is not None

    @property
    def has_odd_register_number(self) -> bool:
        """Not written like BI.123/2024. It only warns: offices write it in many ways."""
        return bool(self.register_number) and not REGISTER_NUMBER.fullmatch(self.register_number)
