from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bansos.accounts.roles import Permission
from facilities.access import requires

from .. import actions
from ..doors import done, event_for, posted, show


@require_POST
@requires(Permission.RUN_EVENT)
def rehearse(request, event_id):
    event = event_for(request, event_id, Permission.RUN_EVENT)
    try:
        rehearsal = actions.rehearse(event, by=request.user, at=timezone.now())
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(event)
    messages.success(request, "Gladi siap dibuka, dengan daftar yang sama dan stok tersendiri.")
    return redirect(rehearsal)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DECIDE_LIST)
def wipe_rehearsal(request, event_id):
    """What goes with a rehearsal, and then it goes."""
    event = event_for(request, event_id, Permission.DECIDE_LIST)
    if not event.campaign.is_rehearsal:
        messages.error(request, "Ini bukan gladi. Kegiatan sungguhan tidak pernah dihapus.")
        return redirect(event)
    if posted(request) is not None:
        said = "Gladi dihapus seluruhnya. Jejak auditnya tetap ada."
        done(request, actions.wipe, event, say=said)
        return redirect("handovers:event_list")
    return show(request, "wipe_rehearsal", event, wiped=actions.to_wipe(event))
