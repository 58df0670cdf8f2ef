"""Those who came to the gate without being on the list: taken up, and identified afterwards."""

from django.db.models import F
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bansos.accounts.roles import Permission
from facilities.access import requires
from recipients import actions as register

from .. import actions
from ..actions.walking_in import require_room
from ..doors import entitlement_for, event_for, posted, show, too_late
from ..findings import second_packages
from ..forms import IdentifyForm, WalkInForm
from ..models import Event

DECIDED = set(Event.State) - {Event.State.DRAFT, Event.State.SUBMITTED}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HAND_OVER)
def walk_in(request, event_id):
    event = event_for(request, event_id, Permission.HAND_OVER)
    if moved_on := too_late(request, event, Event.State.OPEN):
        return moved_on
    form, context = WalkInForm(posted(request), facility=event.facility), {}
    if form.is_valid():
        context = _taken_up(request, event, form)
        if entitlement := context.get("entitlement"):
            return redirect("handovers:hand_over", event.pk, entitlement.pk)
    return show(request, "walk_in", event, form=form, room=_no_room(event), **context)


def _taken_up(request, event, form) -> dict:
    """The entitlement, or what the page says instead."""
    facts = {"told": form.told, "reason": form.cleaned_data["reason"]}
    facts |= {"by": request.user, "at": timezone.now()}
    try:
        return {"entitlement": actions.take_up(event, form.who, **facts)}
    except actions.AlreadyKnown as known:
        is_refused = any(notice.is_refusal for notice in known.notices)
        return {"notices": known.notices, "is_refused": is_refused, "refusal": str(known)}
    except actions.AlreadyEntitled as refusal:
        here = refusal.holder if refusal.holder and refusal.holder.event_id == event.pk else None
        return {"refusal": str(refusal), "holder": here}
    except actions.Refused as refusal:
        return {"refusal": str(refusal)}


def _no_room(event) -> str:
    """Why nobody can be taken up any more; "" while somebody can."""
    try:
        require_room(event)
    except actions.NoRoom as refusal:
        return str(refusal)
    return ""


@require_safe
@requires(Permission.SEE_NAMES)
def walk_in_list(request, event_id):
    event = event_for(request, event_id)
    if moved_on := too_late(request, event, *DECIDED):
        return moved_on
    rows = event.entitlements.walk_ins().select_related("added_by", "recipient__merged_into")
    # Those to be identified first.
    known = F("recipient__verified_at").asc(nulls_first=True)
    rows = rows.prefetch_related("handovers")
    rows = list(rows.order_by(known, "number", "pk"))
    doubled = second_packages(rows)
    for row in rows:
        row.others = doubled.get(row.pk, [])
    return show(request, "walk_in_list", event, walk_ins=rows)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_REGISTERS)
def identify(request, entitlement_id):
    """Point at the registered family that a walk-in is of; then the two are merged."""
    entitlement = entitlement_for(request, entitlement_id, Permission.EDIT_REGISTERS)
    event = entitlement.event
    if not entitlement.is_walk_in or entitlement.recipient.is_retired:
        return redirect("handovers:entitlement_detail", entitlement.pk)
    form, refusal = IdentifyForm(posted(request), entitlement=entitlement), ""
    if not form.is_only_a_search and form.is_valid():
        other, by, at = form.cleaned_data["recipient"], request.user, timezone.now()
        try:
            likeness = register.point_out(entitlement.recipient, other, by=by, at=at)
        except register.Refused as told:
            refusal = str(told)
        else:
            address = reverse("handovers:merge", args=[likeness.pk])
            return redirect(f"{address}?simpan={other.pk}")
    return show(request, "identify", event, entitlement=entitlement, form=form, refusal=refusal)
