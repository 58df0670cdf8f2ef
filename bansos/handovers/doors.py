"""What the views of an event begin and end with: fetching it, doing one deed, showing the page."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from bansos.accounts.roles import Permission
from bansos.privacy import searching
from bansos.stock.models import Balance
from facilities.access import may

from . import actions
from .models import Conflict, Entitlement, Event, Guest, Handover
from .next_deeds import deeds_of, steps_of

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


def show(request, template, event, *, folder="handovers", **context):
    """A page that belongs to an event but does not carry its head: a form, a question."""
    powers = powers_of(request.user, event.facility)
    return render(
        request, f"{folder}/{template}.html", {"event": event, "powers": powers, **context}
    )


def show_tab(request, template, event, *, folder="handovers", **context):
    """
    One of the pages under the event's head: where it stands, its numbers, what is next.

    :param folder: the app whose page it is.
    """
    powers = powers_of(request.user, event.facility)
    listed = None if event.is_decided else event.entitlements.active().count()
    needed = event.tally.entitled_packages - event.tally.handed_packages
    context |= {
        "tab": template,
        "listed": listed,
        "deeds": deeds_of(event, powers, user=request.user, listed=listed),
        "steps": steps_of(event),
        "on_hand": on_hand(event),
        "unsettled": event.conflicts.unsettled().count() if event.has_begun else 0,
        "needed": 0 if event.is_closed else needed,
        "online": list(event.guests.filter(presence=Guest.Presence.ONLINE)[:3]),
    }
    return show(request, template, event, folder=folder, **context)


def on_hand(event) -> int:
    """How many of the event's packages the facility has."""
    balances = Balance.objects.filter(facility=event.facility_id, package=event.package_id)
    return balances.values_list("on_hand", flat=True).first() or 0


def too_late(request, event, *states):
    """A way back with a word, when the event is no longer where this page belongs; else None."""
    if event.state in states:
        return None
    messages.info(request, f"Kegiatan ini sekarang {event.get_state_display().lower()}.")
    return redirect(event)
