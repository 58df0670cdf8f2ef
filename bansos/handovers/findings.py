"""What comes to light when two records turn out to be one family. Queries only."""

from collections import defaultdict

from .models import Entitlement


def second_packages(entitlements) -> dict[int, list[Entitlement]]:
    """
    For each of these, by its id: other active entitlements of its family in its campaign.

    A family is its record and those merged into it. Reads `recipient`, which the caller fetched.
    """
    families = {_family(each) for each in entitlements}
    same = Entitlement.objects.active().filter(campaign__in={e.campaign_id for e in entitlements})
    rows = same.filter(recipient__in=families) | same.filter(recipient__merged_into__in=families)
    related = rows.select_related("recipient", "event__facility", "event__campaign")
    of_family = defaultdict(list)
    for row in related.prefetch_related("handovers").order_by("number", "pk"):
        of_family[_family(row), row.campaign_id].append(row)
    return {
        each.pk: [row for row in of_family[_family(each), each.campaign_id] if row.pk != each.pk]
        for each in entitlements
    }


def _family(entitlement) -> int:
    return entitlement.recipient.merged_into_id or entitlement.recipient_id
