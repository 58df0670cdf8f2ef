from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from bansos.accounts.roles import Permission
from facilities.access import requires

from .. import actions
from ..doors import done, event_for, on_hand, posted, show, too_late
from ..forms import AbsencesForm, ReasonForm
from ..models import Event

State = Event.State


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_EVENT)
def open_event(request, event_id):
    event = event_for(request, event_id, Permission.RUN_EVENT)
    if moved_on := too_late(request, event, State.FROZEN):
        return moved_on
    if posted(request) is not None and done(
        request, actions.open_event, event, say="Kegiatan dibuka."
    ):
        return redirect("handovers:desk", event.pk)
    return show(request, "open_event", event, on_hand=on_hand(event))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_EVENT)
def close_event(request, event_id):
    event = event_for(request, event_id, Permission.RUN_EVENT)
    if moved_on := too_late(request, event, State.OPEN):
        return moved_on
    waiting = list(event.entitlements.waiting().order_by("number", "pk"))
    form = AbsencesForm(posted(request), waiting=waiting)
    if form.is_valid() and done(
        request, actions.close_event, event, say="Kegiatan ditutup.", absences=form.absences
    ):
        return redirect(event)
    return show(request, "close_event", event, form=form, waiting=waiting)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REOPEN_EVENT)
def reopen_event(request, event_id):
    event = event_for(request, event_id, Permission.REOPEN_EVENT)
    if moved_on := too_late(request, event, State.CLOSED):
        return moved_on
    form = ReasonForm(posted(request))
    said = "Kegiatan dibuka kembali."
    if form.is_valid() and done(
        request, actions.reopen_event, event, say=said, **form.cleaned_data
    ):
        return redirect(event)
    return show(request, "reopen_event", event, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SIGN_PAPERS)
def report_event(request, event_id):
    event = event_for(request, event_id, Permission.SIGN_PAPERS)
    if moved_on := too_late(request, event, State.CLOSED):
        return moved_on
    if posted(request) is not None and done(
        request, actions.report_event, event, say="Ditandai sudah dilaporkan."
    ):
        return redirect(event)
    return show(request, "report_event", event)
