from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from bansos.accounts.roles import Permission
from facilities.access import requires

from .. import actions
from ..doors import done, handover_for, posted, show
from ..forms import ProxyNumberForm


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VOID_HANDOVER)
def note_proxy(request, operation_id):
    handover = handover_for(request, operation_id, Permission.VOID_HANDOVER)
    form = ProxyNumberForm(posted(request))
    said = "Nomor identitas wakil dilengkapi."
    if form.is_valid() and done(
        request, actions.note_proxy_number, handover, say=said, **form.cleaned_data
    ):
        return redirect("handovers:entitlement_detail", handover.entitlement_id)
    return show(request, "note_proxy", handover.event, handover=handover, form=form)
