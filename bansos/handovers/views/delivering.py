from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bansos.accounts.roles import Permission
from bansos.indonesia.words import number
from facilities.access import requires

from .. import actions
from ..delivering import by_team, teams_of, to_deliver
from ..doors import event_for, show, too_late
from ..forms import TeamForm
from ..models import Event

ROWS_PER_PAGE = 250


@require_safe
@requires(Permission.HAND_OVER)
def delivery_list(request, event_id):
    event = event_for(request, event_id, Permission.HAND_OVER)
    states = Event.State
    if not event.is_late and (moved_on := too_late(request, event, states.FROZEN, states.OPEN)):
        return moved_on
    teams = teams_of(event)
    page = Paginator(to_deliver(event), ROWS_PER_PAGE).get_page(request.GET.get("halaman"))
    groups = by_team(page, teams)
    return show(request, "delivery_list", event, page=page, groups=groups, teams=teams)


@require_POST
@requires(Permission.HAND_OVER)
def assign_team(request, event_id):
    event = event_for(request, event_id, Permission.HAND_OVER)
    form = TeamForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Tuliskan nama tim dalam beberapa kata.")
    elif not form.chosen:
        messages.info(request, "Belum ada keluarga yang dipilih.")
    else:
        _assign(request, event, form.chosen, team=form.cleaned_data["team"])
    return redirect("handovers:delivery_list", event.pk)


def _assign(request, event, ids, *, team):
    facts = {"team": team, "by": request.user, "at": timezone.now()}
    try:
        changed = actions.assign_team(event, ids, **facts)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        what = f"diserahkan ke {team}" if team else "tidak lagi diserahkan ke tim"
        messages.success(request, f"{number(changed)} keluarga {what}.")
