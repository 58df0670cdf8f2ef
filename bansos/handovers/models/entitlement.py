from django.conf import settings
from django.db import models
from django.db.models import Q

from bansos.accounts.roles import Permission
from bansos.campaigns.models import Campaign, Package
from bansos.indonesia.identity import normalize_name
from facilities.models import Facility
from recipients.models import Category, Recipient

from .. import codes
from ..codes import new_code
from .event import Event, by_user

SNAPSHOT = [
    "name",
    "search_name",
    "masked_nik",
    "sex",
    "address",
    "relation",
    "inmate_name",
    "category",
]
"""What is copied from the register and goes on paper."""


def _called(text) -> Q:
    """By the number on the list, or by the code on the coupon however it was typed."""
    number = "".join(normalize_name(text).split())
    is_number = number.isascii() and number.isdigit() and len(number) <= 6
    found = Q(code=codes.read_code(text) or "")
    return found | Q(number=int(number)) if is_number else found


class EntitlementQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.SEE_NAMES):
        return self.filter(facility__in=Facility.objects.visible_to(user, permission))

    def active(self):
        return self.filter(withdrawn_at=None)

    def withdrawn(self):
        return self.exclude(withdrawn_at=None)

    def walk_ins(self):
        """Those who were on no list and were taken up at the gate."""
        return self.exclude(walk_in_reason="")

    def to_identify(self):
        """Walk-ins whose family nobody has verified, nor merged with one that was known."""
        unknown = {"recipient__verified_at": None, "recipient__retired_at": None}
        return self.active().walk_ins().filter(**unknown)

    def with_handover(self):
        """Joins the valid handover, of which the database allows one, as `valid`."""
        valid = models.FilteredRelation("handovers", condition=Q(handovers__voided_at=None))
        return self.annotate(valid=valid)

    def handed_over(self):
        return self.with_handover().filter(valid__operation_id__isnull=False)

    def waiting(self):
        """Still to be handed over."""
        return self.active().with_handover().filter(valid__operation_id=None)

    def matching(self, text):
        """By number on the list, by coupon code, or by the words of a name in any order."""
        text = text.strip()
        words = normalize_name(text).split()
        if not words:
            return self.none() if text else self
        named = Q(*(Q(search_name__contains=word) for word in words))
        return self.filter(named | _called(text))

    def called(self, text):
        """The one with this number on the list, and the one with this coupon code."""
        return self.filter(_called(text))

    def for_display(self):
        related = self.select_related("package", "recipient", "symbolic_official").prefetch_related(
            "handovers__handed_by", "handovers__recorded_by"
        )
        return related.order_by("number", "search_name", "pk")


class Entitlement(models.Model):
    """
    What one recipient is to get at one event.

    Frozen with a snapshot of the facts that go on paper; from then on it is withdrawn
    or replaced with a reason, never deleted.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="entitlements")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="entitlements")
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField("jumlah", default=1)
    number = models.PositiveIntegerField(
        "nomor", null=True, help_text="Nomor urut pada daftar yang ditetapkan."
    )
    code = models.CharField("kode kupon", max_length=codes.LENGTH, default=new_code)
    is_symbolic = models.BooleanField("simbolis", default=False)
    symbolic_official = models.ForeignKey(
        "facilities.Official",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diserahkan oleh",
    )

    # The snapshot: what stood in the register when the list was frozen.
    name = models.CharField("nama penerima", max_length=150)
    search_name = models.CharField(max_length=150, editable=False)
    masked_nik = models.CharField("NIK", max_length=16, blank=True)
    sex = models.CharField("L/P", max_length=1, blank=True)
    address = models.CharField("alamat", max_length=400, blank=True)
    relation = models.CharField("hubungan", max_length=50, blank=True)
    inmate_name = models.CharField("warga binaan", max_length=150, blank=True)
    category = models.CharField("golongan", max_length=20, choices=Category)

    added_at = models.DateTimeField(editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    exempted_at = models.DateTimeField("dikecualikan pada", null=True, editable=False)
    exempted_by = by_user("dikecualikan oleh")
    exempted_reason = models.CharField("alasan pengecualian", max_length=300, blank=True)
    withdrawn_at = models.DateTimeField("dicabut pada", null=True, editable=False)
    withdrawn_by = by_user("dicabut oleh")
    withdrawn_reason = models.CharField("alasan", max_length=300, blank=True)
    replaced_by = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="replaces"
    )
    absence_reason = models.CharField("alasan tidak hadir", max_length=200, blank=True)
    delivery_team = models.CharField("tim pengantar", max_length=50, blank=True)
    # Taken up at the gate: when and by whom stands in `added_at` and `added_by`.
    walk_in_reason = models.CharField("alasan datang langsung", max_length=300, blank=True)

    objects = EntitlementQuerySet.as_manager()

    class Meta:
        verbose_name = "jatah"
        verbose_name_plural = "jatah"
        ordering = ["event", "number", "pk"]
        indexes = [
            models.Index(fields=["event", "number"], name="entitlements_of_event"),
            models.Index(fields=["event", "search_name"], name="entitlements_by_name"),
            models.Index(fields=["code"], name="entitlements_by_code"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "recipient"],
                condition=Q(withdrawn_at=None, exempted_at=None),
                name="one_entitlement_per_campaign",
                violation_error_message="Penerima ini sudah mempunyai jatah dalam kampanye ini.",
            ),
            models.UniqueConstraint(
                fields=["event", "recipient"],
                condition=Q(withdrawn_at=None),
                name="one_entitlement_per_event",
                violation_error_message="Penerima ini sudah ada di daftar kegiatan ini.",
            ),
            models.UniqueConstraint(fields=["event", "number"], name="one_number_per_event"),
            models.UniqueConstraint(fields=["event", "code"], name="one_code_per_event"),
            models.CheckConstraint(name="entitlement_is_of_something", condition=Q(quantity__gt=0)),
            models.CheckConstraint(
                name="exempted_at_by_and_reason_together",
                condition=Q(exempted_at=None, exempted_by=None, exempted_reason="")
                | Q(exempted_at__isnull=False, exempted_by__isnull=False) & ~Q(exempted_reason=""),
            ),
            models.CheckConstraint(
                name="withdrawn_at_by_and_reason_together",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawn_reason=""),
            ),
            models.CheckConstraint(
                name="only_withdrawn_is_replaced",
                condition=Q(replaced_by=None) | Q(withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_name = normalize_name(self.name)
        super().save(*args, **kwargs)

    def take_snapshot(self, recipient) -> None:
        """Copy what goes on paper from the register. Reads what `Recipient.for_display` fetched."""
        person, kinship = recipient.main_member, recipient.main_kinship
        self.recipient = recipient
        self.name = recipient.name
        self.search_name = normalize_name(recipient.name)
        self.category = recipient.category
        self.address = recipient.full_address
        self.masked_nik = person.masked_nik if person else ""
        self.sex = person.sex if person else ""
        self.relation = kinship.get_relation_display() if kinship else ""
        self.inmate_name = kinship.inmate.name if kinship else ""

    @property
    def is_active(self) -> bool:
        return self.withdrawn_at is None

    @property
    def is_walk_in(self) -> bool:
        return self.walk_in_reason != ""

    @property
    def shown_code(self) -> str:
        """The code as it stands on the coupon: in groups, easier to read out."""
        return codes.shown(self.code)

    @property
    def handover(self):
        """The valid handover, or None. Reads what `for_display` fetched."""
        return next((h for h in self.handovers.all() if h.is_valid), None)


class RevokedCode(models.Model):
    """A code that was on a coupon and opens nothing any more: its family has another one."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="revoked_codes")
    entitlement = models.ForeignKey(
        Entitlement, on_delete=models.PROTECT, related_name="revoked_codes"
    )
    code = models.CharField("kode kupon", max_length=codes.LENGTH)
    revoked_at = models.DateTimeField("ditarik pada")
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="ditarik oleh",
    )
    reason = models.CharField("alasan", max_length=300)

    class Meta:
        verbose_name = "kupon yang ditarik"
        verbose_name_plural = "kupon yang ditarik"
        ordering = ["-revoked_at", "-pk"]
        indexes = [models.Index(fields=["code"], name="revoked_by_code")]
        constraints = [
            models.UniqueConstraint(fields=["event", "code"], name="a_code_is_revoked_once"),
            models.CheckConstraint(name="revoked_for_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.entitlement} · {codes.shown(self.code)}"


class Claim(models.Model):
    """
    One mark by which a family is known (its KK, a NIK of its members), held by its entitlement.

    A family registered with its KK here and with a NIK there has no single identity, but
    it cannot pass this wall twice: each mark is held once per campaign in the whole country.
    """

    # The walls below are indexes that begin with the campaign; one of its own would be a burden.
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    entitlement = models.ForeignKey(Entitlement, on_delete=models.CASCADE, related_name="claims")
    mark = models.CharField(max_length=64)
    is_active = models.BooleanField(default=True)
    is_exempted = models.BooleanField(default=False)

    class Meta:
        verbose_name = "tanda pengenal jatah"
        verbose_name_plural = "tanda pengenal jatah"
        indexes = [
            models.Index(
                fields=["campaign", "mark"],
                condition=Q(is_active=True, is_exempted=True),
                name="exempted_claims",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "mark"],
                condition=Q(is_active=True, is_exempted=False),
                name="one_family_one_entitlement_per_campaign",
                violation_error_message="Keluarga ini sudah mempunyai jatah dalam kampanye ini.",
            ),
            models.UniqueConstraint(fields=["entitlement", "mark"], name="one_claim_per_mark"),
        ]

    def __str__(self):
        return f"{self.entitlement} · {self.mark[:6]}…"
