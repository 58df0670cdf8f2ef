from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansos.accounts.roles import Permission
from bansos.handovers.actions import Refused
from bansos.handovers.doors import event_for, posted, powers_of, too_late
from bansos.handovers.models import Event, Photo
from facilities.access import requires

from .. import actions
from ..forms import PairForm
from ..models import Station
from .policy import senses_allowed


@require_safe
@requires(Permission.HAND_OVER)
def station_list(request, event_id):
    event = event_for(request, event_id, Permission.HAND_OVER)
    return _show(request, "station_list", event, stations=event.stations.for_display())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HAND_OVER)
def pair(request, event_id):
    event = event_for(request, event_id, Permission.HAND_OVER)
    if not event.is_late and (moved_on := too_late(request, event, Event.State.OPEN)):
        return moved_on
    form = PairForm(posted(request))
    station = token = None
    if form.is_valid():
        try:
            station, token = actions.pair(
                event, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
    # The token stands in this one answer, which nothing keeps, and never in an address.
    return _show(request, "pair", event, form=form, station=station, token=token)


@require_POST
@requires(Permission.VOID_HANDOVER)
def revoke(request, station_id):
    visible = Station.objects.visible_to(request.user, Permission.VOID_HANDOVER)
    station = get_object_or_404(visible, pk=station_id)
    actions.revoke(station, by=request.user, at=timezone.now())
    messages.success(request, f"{station} dicabut. Perangkat itu tidak dapat menyerahkan lagi.")
    return redirect("stations:station_list", station.event_id)


@require_safe
@login_not_required
@never_cache
@senses_allowed
def check_device(request):
    """Whether this device can do what the day will ask of it. Knows of nobody and no event."""
    return render(request, "stations/check_device.html")


@require_safe
@requires(Permission.SEE_NAMES)
def photo(request, operation_id):
    kept = get_object_or_404(Photo.objects.visible_to(request.user), pk=operation_id)
    try:
        with kept.file.open("rb") as file:
            content = file.read()
    except OSError:
        # Its time was over, or a copy of the database came without its files.
        raise Http404 from None
    response = HttpResponse(content, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _show(request, template, event, **context):
    context |= {"event": event, "powers": powers_of(request.user, event.facility)}
    return render(request, f"stations/{template}.html", context)
