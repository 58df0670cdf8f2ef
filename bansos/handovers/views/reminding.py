from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from bansos.accounts.roles import Permission
from facilities.access import requires

from .. import actions
from ..calling import to_call
from ..doors import done, entitlement_for, event_for, show, too_late
from ..forms import ReminderForm
from ..models import Event

ROWS_PER_PAGE = 50


@require_safe
@requires(Permission.HAND_OVER)
def reminder_list(request, event_id):
    event = event_for(request, event_id, Permission.HAND_OVER)
    if not event.is_late and (moved_on := too_late(request, event, Event.State.OPEN)):
        return moved_on
    page = Paginator(to_call(event), ROWS_PER_PAGE)
    page = page.get_page(request.GET.get("halaman"))
    return show(request, "reminder_list", event, page=page)


@require_POST
@requires(Permission.HAND_OVER)
def remind(request, entitlement_id):
    entitlement = entitlement_for(request, entitlement_id, Permission.HAND_OVER)
    form = ReminderForm(request.POST)
    if form.is_valid():
        said = f"{entitlement} dicatat sudah dihubungi."
        done(request, actions.remind, entitlement, say=said, **form.cleaned_data)
    else:
        messages.error(request, "Tuliskan hasilnya dalam beberapa kata.")
    return redirect("handovers:reminder_list", entitlement.event_id)
