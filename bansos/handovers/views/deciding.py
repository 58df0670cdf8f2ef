from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from bansos.accounts.roles import Permission
from facilities.access import requires

from .. import actions
from ..doors import done, entitlement_for, event_for, on_hand, posted, show, too_late, with_evidence
from ..forms import ReasonForm, ReplaceForm
from ..models import Event

State = Event.State


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_EVENT)
def submit(request, event_id):
    event = event_for(request, event_id, Permission.PLAN_EVENT)
    if moved_on := too_late(request, event, State.DRAFT):
        return moved_on
    if posted(request) is not None and done(
        request, actions.submit, event, say="Daftar diajukan ke Kepala."
    ):
        return redirect(event)
    return show(request, "submit", event, listed=event.entitlements.active().count())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DECIDE_LIST)
def send_back(request, event_id):
    event = event_for(request, event_id, Permission.DECIDE_LIST)
    if moved_on := too_late(request, event, State.SUBMITTED):
        return moved_on
    form = ReasonForm(posted(request))
    said = "Daftar dikembalikan untuk diperbaiki."
    if form.is_valid() and done(request, actions.send_back, event, say=said, **form.cleaned_data):
        return redirect(event)
    return show(request, "send_back", event, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DECIDE_LIST)
def freeze(request, event_id):
    event = event_for(request, event_id, Permission.DECIDE_LIST)
    if moved_on := too_late(request, event, State.SUBMITTED):
        return moved_on
    if posted(request) is not None and done(
        request, actions.freeze, event, say="Daftar ditetapkan."
    ):
        return redirect(event)
    listed = event.entitlements.active().count()
    return show(request, "freeze", event, listed=listed, on_hand=on_hand(event))


@require_safe
@requires(Permission.SEE_NAMES)
def entitlement_detail(request, entitlement_id):
    entitlement = entitlement_for(request, entitlement_id)
    handovers = entitlement.handovers.select_related("recorded_by", "handed_by", "voided_by")
    return show(
        request,
        "entitlement_detail",
        entitlement.event,
        entitlement=entitlement,
        handovers=with_evidence(handovers.order_by("-recorded_at", "pk")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DECIDE_LIST)
def withdraw(request, entitlement_id):
    entitlement = entitlement_for(request, entitlement_id, Permission.DECIDE_LIST)
    event = entitlement.event
    if moved_on := too_late(request, event, State.FROZEN, State.OPEN):
        return moved_on
    form = ReasonForm(posted(request))
    said = f"Jatah {entitlement} dicabut."
    if form.is_valid() and done(
        request, actions.withdraw, entitlement, say=said, **form.cleaned_data
    ):
        return redirect(event)
    return show(request, "withdraw", event, entitlement=entitlement, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DECIDE_LIST)
def replace(request, entitlement_id):
    entitlement = entitlement_for(request, entitlement_id, Permission.DECIDE_LIST)
    event = entitlement.event
    late = {State.CLOSED} if event.is_late else set()
    if moved_on := too_late(request, event, State.FROZEN, State.OPEN, *late):
        return moved_on
    form = ReplaceForm(posted(request), event=event)
    if not form.is_only_a_search and form.is_valid():
        facts = {"recipient": form.cleaned_data["recipient"], "reason": form.cleaned_data["reason"]}
        said = f"{entitlement} diganti oleh {facts['recipient']}."
        if done(request, actions.replace, entitlement, say=said, **facts):
            return redirect(event)
    return show(request, "replace", event, entitlement=entitlement, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HAND_OVER)
def reissue_coupon(request, entitlement_id):
    entitlement = entitlement_for(request, entitlement_id, Permission.HAND_OVER)
    event = entitlement.event
    if moved_on := too_late(request, event, State.FROZEN, State.OPEN):
        return moved_on
    form = ReasonForm(posted(request))
    said = f"Kupon {entitlement} diganti. Kupon lama tidak berlaku lagi."
    if form.is_valid() and done(
        request, actions.reissue_coupon, entitlement, say=said, **form.cleaned_data
    ):
        return redirect("handovers:entitlement_detail", entitlement.pk)
    return show(request, "reissue_coupon", event, entitlement=entitlement, form=form)
