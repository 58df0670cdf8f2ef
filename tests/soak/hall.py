"""A hall with thousands of families and some tables, made in one go."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.utils import timezone

from bansos.audit import trail
from bansos.audit.models import Head
from bansos.handovers.actions import claims
from bansos.handovers.models import Entitlement, Event, Tally
from bansos.indonesia.identity import normalize_name
from bansos.stations.tokens import new_token
from recipients.models import Category, Recipient, RecipientWord
from tests.factories import PostingFactory
from tests.handovers.factories import EventFactory
from tests.stations.factories import StationFactory
from tests.stock.factories import BalanceFactory

AT_ONCE = 1000


@dataclass
class Hall:
    """
    :param families: ids of the entitlements, in the order of the list.
    :param tokens: one for each table.
    """

    event: Event
    families: list[int]
    tokens: list[str]


def hall(*, families, stations=2, packages=None) -> Hall:
    """
    An event that is going on, at a facility of its own.

    :param packages: how many are in stock; without it twice as many as families.
    """
    officer = PostingFactory().user
    facility = officer.postings.get().facility
    with transaction.atomic():
        if not Head.objects.filter(chain=facility.pk).exists():
            trail.new_head(facility.pk).save()
        event = EventFactory(facility=facility, opened=True)
        on_hand = 2 * families if packages is None else packages
        BalanceFactory(facility=facility, package=event.package, on_hand=on_hand)
        for first in range(0, families, AT_ONCE):
            add(event, range(first + 1, min(first + AT_ONCE, families) + 1), officer)
    tokens = [new_token() for _ in range(stations)]
    for n, token in enumerate(tokens, start=1):
        StationFactory(event=event, paired_by=officer, token=token, name=f"Meja {n}")
    ids = event.entitlements.order_by("number").values_list("pk", flat=True)
    return Hall(event, list(ids), tokens)


def add(event, numbers, by) -> None:
    """Families on the list, with all that must go with them."""
    at = timezone.now()
    families = Recipient.objects.bulk_create(
        Recipient(
            facility=event.facility,
            category=Category.COMMUNITY,
            name=name,
            search_name=normalize_name(name),
            registered_at=at,
            registered_by=by,
        )
        for name in (f"Keluarga Contoh {event.pk} {number}" for number in numbers)
    )
    prefetch_related_objects(families, "members")
    called = [(family.pk, [family.name]) for family in families]
    RecipientWord.objects.note_all(called, event.facility_id)
    entitlements = Entitlement.objects.bulk_create(
        Entitlement(
            facility=event.facility,
            campaign=event.campaign,
            event=event,
            recipient=family,
            package=event.package,
            name=family.name,
            search_name=family.search_name,
            category=family.category,
            masked_nik="630199******0001",
            number=number,
            added_at=at,
            added_by=by,
        )
        for number, family in zip(numbers, families, strict=True)
    )
    claims.hold(entitlements)
    Tally.objects.filter(pk=event.pk).update(
        entitled=F("entitled") + len(entitlements),
        entitled_packages=F("entitled_packages") + len(entitlements),
    )
