"""Whom to call: those who have not come yet, with how to reach them."""

from django.db.models import F, Max

from .models import Entitlement


def to_call(event):
    """The waiting ones of an event; whoever was never called first, then the longest ago."""
    waiting = Entitlement.objects.filter(event=event).waiting().select_related("recipient")
    called = waiting.annotate(last_reminded_at=Max("reminders__reminded_at"))
    # Where nobody called, the two databases would not agree on the order by themselves.
    last = F("last_reminded_at").asc(nulls_first=True)
    return called.prefetch_related("reminders__reminded_by").order_by(last, "number", "pk")
