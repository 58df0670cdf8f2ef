"""What the views of an event begin and end with: fetching it, doing one deed, showing the page."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from bansos.accounts.roles import Permission
from bansos.privacy import searching
from bansos.stock.models import Balance
from facilities.access import may

from . import actions
from .models import Conflict, Entitlement, Event, Guest, Handover, Photo, Signature
from .next_deeds import deeds_of, steps_of
from .watching import times

EVENT = ["event__facility", "event__campaign", "event__package", "event__tally"]


def event_for(request, event_id, permission=Permission.SEE_NAMES) -> Event:
    """The event, or 404 where the user may not do this."""
    return get_object_or_404(
        Event.objects.visible_to(request.user, permission).for_display(), pk=event_id
    )


def entitlement_for(request, entitlement_id, permission=Permission.SEE_NAMES) -> Entitlement:
    """The entitlement with its event, or 404 where the user may not do this."""
    visible = Entitlement.objects.visible_to(request.user, permission)
    beside = ["recipient", "package", "symbolic_official", "replaced_by", "replaces"]
    related = visible.select_related(*beside, *EVENT)
    return get_object_or_404(related, pk=entitlement_id)


def handover_for(request, operation_id, permission=Permission.SEE_NAMES) -> Handover:
    """The handover with its event, or 404 where the user may not do this."""
    visible = Handover.objects.visible_to(request.user, permission)
    related = visible.select_related("entitlement", "recorded_by", "handed_by", *EVENT)
    return get_object_or_404(related, pk=operation_id)


def conflict_for(request, operation_id, permission) -> Conflict:
    """The conflict with its event, or 404 where the user may not do this."""
    visible = Conflict.objects.visible_to(request.user, permission)
    return get_object_or_404(visible.for_display().select_related(*EVENT), pk=operation_id)


def with_evidence(deeds) -> list:
    """The handovers or conflicts, each with its `signature` and whether it `has_photo`."""
    deeds = list(deeds)
    ids = [deed.pk for deed in deeds]
    signatures = dict(Signature.objects.filter(pk__in=ids).values_list("pk", "image"))
    photos = set(Photo.objects.filter(pk__in=ids).values_list("pk", flat=True))
    for deed in deeds:
        deed.signature, deed.has_photo = signatures.get(deed.pk, ""), deed.pk in photos
    return deeds


def powers_of(user, facility) -> set[Permission]:
    """What the user may do at this very facility; elsewhere they may be somebody else."""
    return {permission for permission in Permission if may(user, permission, facility)}


def posted(request):
    """What was sent, also when it is nothing at all; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def searched(request) -> tuple[str, str]:
    """The token of a search and what was searched; blank once it is forgotten."""
    token = request.GET.get("cari", "")
    text = searching.recall(request, token)
    return (token, text) if text else ("", "")


def done(request, deed, *args, say="", **facts) -> bool:
    """Do it and say so, or say why it was refused."""
    try:
        deed(*args, by=request.user, at=timezone.now(), **facts)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return False
    if say:
        messages.success(request, say)
    return True


def show(request, template, event, **context):
    """A page that belongs to an event but does not carry its head: a form, a question."""
    powers = powers_of(request.user, event.facility)
    return render(
        request, f"handovers/{template}.html", {"event": event, "powers": powers, **context}
    )


def show_tab(request, template, event, **context):
    """One of the pages under the event's head: where it stands, its numbers, what is next."""
    powers = powers_of(request.user, event.facility)
    listed = None if event.is_decided else event.entitlements.active().count()
    needed = event.tally.entitled_packages - event.tally.handed_packages
    context |= {
        "tab": template,
        "listed": listed,
        "deeds": deeds_of(event, powers, user=request.user, listed=listed),
        "steps": steps_of(event),
        "on_hand": on_hand(event),
        "around": _around(event) if event.is_decided else {},
        "needed": needed if event.is_serving or not event.is_closed else 0,
        "online": list(event.guests.filter(presence=Guest.Presence.ONLINE)[:3]),
    }
    return show(request, template, event, **context)


def on_hand(event) -> int:
    """How many of the event's packages the facility has."""
    balances = Balance.objects.filter(facility=event.facility_id, package=event.package_id)
    return balances.values_list("on_hand", flat=True).first() or 0


def _around(event) -> Mapping[str, Any]:
    """What stands beside the list: conflicts, walk-ins, whom of these nobody knows, a rehearsal."""
    rehearsals = Event.objects.filter(rehearsal_of=OuterRef("pk")).order_by("pk")
    return Event.objects.values(
        unsettled=times(Conflict.objects.unsettled()),
        walk_ins=times(Entitlement.objects.active().walk_ins()),
        unknown=times(Entitlement.objects.to_identify()),
        rehearsal=Subquery(rehearsals.values("pk")[:1]),
    ).get(pk=event.pk)


def too_late(request, event, *states):
    """A way back with a word, when the event is no longer where this page belongs; else None."""
    if event.state in states:
        return None
    messages.info(request, f"Kegiatan ini sekarang {event.get_state_display().lower()}.")
    return redirect(event)
