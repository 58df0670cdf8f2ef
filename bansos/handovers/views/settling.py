from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from bansos.accounts.roles import Permission
from facilities.access import requires

from .. import actions
from ..doors import conflict_for, done, event_for, posted, show, with_evidence
from ..forms import SettleForm


@require_safe
@requires(Permission.HAND_OVER)
def conflict_list(request, event_id):
    event = event_for(request, event_id, Permission.HAND_OVER)
    conflicts = event.conflicts.for_display().order_by("settled_at", "recorded_at", "pk")
    return show(request, "conflict_list", event, conflicts=conflicts)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VOID_HANDOVER)
def settle(request, operation_id):
    conflict = conflict_for(request, operation_id, Permission.VOID_HANDOVER)
    if conflict.is_settled:
        messages.info(request, "Konflik ini sudah diselesaikan.")
        return redirect("handovers:conflict_list", conflict.event_id)
    form = SettleForm(posted(request))
    if form.is_valid():
        said = "Konflik diselesaikan."
        if done(request, actions.settle, conflict, say=said, **form.cleaned_data):
            return redirect("handovers:conflict_list", conflict.event_id)
    [conflict] = with_evidence([conflict])
    return show(request, "settle", conflict.event, conflict=conflict, form=form)
