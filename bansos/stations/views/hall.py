"""The screen in the hall: its page, the numbers it asks for, and who says what it shows."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.views.decorators.http import require_GET, require_POST, require_safe

from bansos.accounts.roles import Permission
from bansos.handovers import actions
from bansos.handovers.doors import done, event_for, powers_of, too_late
from bansos.handovers.models import Event
from facilities.access import requires

from ..forms import AgendaForm, NamesForm
from ..hall import event_of, new_token, screen_of

SHOWN_IN = set(Event.State) - {Event.State.DRAFT, Event.State.SUBMITTED}


@require_safe
@requires(Permission.HAND_OVER)
def hall_screen(request, event_id):
    event = event_for(request, event_id, Permission.HAND_OVER)
    if moved_on := too_late(request, event, *SHOWN_IN):
        return moved_on
    screen = screen_of(event.pk, at=timezone.now())
    context = {"event": event, "screen": screen, "token": new_token(event)}
    return render(request, "stations/hall_screen.html", context)


@require_GET
@login_not_required
def hall_figures(request):
    """What opens is the token of a page that somebody opened who may: one query in all."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    event_id = event_of(token) if scheme == "Screen" else None
    screen = event_id and screen_of(event_id, at=timezone.now())
    if not screen:
        response = HttpResponse(status=401, headers={"WWW-Authenticate": 'Screen realm="hall"'})
    elif screen.tag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304, headers={"ETag": screen.tag})
    else:
        response = render(request, "stations/_hall.html", {"screen": screen})
        response["ETag"] = screen.tag
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
@requires(Permission.HAND_OVER)
def hall_control(request, event_id):
    event = event_for(request, event_id, Permission.HAND_OVER)
    if moved_on := too_late(request, event, *SHOWN_IN - {Event.State.REPORTED}):
        return moved_on
    powers = powers_of(request.user, event.facility)
    return render(request, "stations/hall_control.html", {"event": event, "powers": powers})


@require_POST
@requires(Permission.HAND_OVER)
def mark_agenda(request, event_id):
    event = event_for(request, event_id, Permission.HAND_OVER)
    form = AgendaForm(request.POST)
    if form.is_valid():
        done(request, actions.mark_agenda, event, **form.cleaned_data)
    return redirect("stations:hall_control", event.pk)


@require_POST
@requires(Permission.DECIDE_LIST)
def show_names(request, event_id):
    event = event_for(request, event_id, Permission.DECIDE_LIST)
    form = NamesForm(request.POST)
    if form.is_valid():
        said = "ditampilkan" if form.cleaned_data["shown"] else "tidak ditampilkan"
        say = f"Nama penerima simbolis {said} pada layar aula."
        done(request, actions.show_names, event, say=say, **form.cleaned_data)
    return redirect("stations:hall_control", event.pk)
