"""
For devices. What opens is the token in the header: cookies open nothing here, so that no other
site can use them, and a queue is sent whoever has signed in or out meanwhile.
"""

from functools import wraps
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import FileResponse, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from bansos.handovers.actions import PhotoRefused, hand_over, keep_photo

from ..api.answers import result, stamp
from ..api.bodies import read_json
from ..api.checks import verdict_of
from ..api.pack import cursor_of, event_facts, pack, since_of
from ..api.photos import photo_of, photo_result
from ..api.refusals import Turned
from ..api.shapes import operations_of
from ..models import Station
from ..tokens import is_news, station_of

DOCUMENT = Path(__file__).resolve().parent.parent / "openapi.json"


def _for_devices(view):
    """Let a view answer the station whose token was sent, or say why there is none."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def answered(request):
        at = timezone.now()
        try:
            response = _asked(view, request, at)
        except Turned as turned:
            response = JsonResponse(turned.payload(), status=turned.status)
            if turned.status == 401:
                response["WWW-Authenticate"] = 'Bearer realm="stations"'
        patch_cache_control(response, private=True, no_store=True)
        return response

    return answered


def _asked(view, request, at):
    """:raises Turned: also where the database is away for a moment: devices ask again."""
    try:
        return view(request, station_of(request, at=at), at)
    except (IntegrityError, InterfaceError, OperationalError):
        raise Turned(503, "busy", "Server sedang sibuk. Dicoba lagi sebentar lagi.") from None


@require_POST
@_for_devices
def operations(request, station, at):
    asked = operations_of(read_json(request), station)
    seen = _seen(station, at) if is_news(station, at) else None
    answers = hand_over(asked, facility=station.facility, by=station.paired_by, at=at, along=seen)
    return JsonResponse(
        {
            "results": [result(answer) for answer in answers],
            "event": event_facts(station),
            "server_time": stamp(at),
        }
    )


@require_GET
@_for_devices
def send_pack(request, station, at):
    if not (station.event.is_open or station.event.is_late_at(at)):
        raise Turned(409, "event_closed", "Kegiatan ini sedang tidak berlangsung.")
    if is_news(station, at):
        Station.objects.filter(pk=station.pk).update(last_seen_at=at)
    cursor = cursor_of(station)
    since = since_of(request, cursor)
    tag = f'W/"{station.pk}-{cursor}-{"all" if since is None else since}"'
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
    else:
        response = JsonResponse(pack(station, cursor=cursor, since=since, at=at))
    response["ETag"] = tag
    return response


@require_POST
@_for_devices
def photos(request, station, at):
    operation_id, content, is_consented = photo_of(request)
    if is_news(station, at):
        Station.objects.filter(pk=station.pk).update(last_seen_at=at)
    facts = {"event": station.event, "is_consented": is_consented}
    try:
        kept, is_new = keep_photo(operation_id, content, **facts, by=station.paired_by, at=at)
    except PhotoRefused as refusal:
        return JsonResponse(photo_result(operation_id, at, refusal=refusal))
    except (IntegrityError, OperationalError):
        raise Turned(503, "busy", "Server sedang sibuk. Dicoba lagi sebentar lagi.") from None
    return JsonResponse(photo_result(kept.pk, at, is_new=is_new))


@require_POST
@_for_devices
def checks(request, station, at):
    is_ready = verdict_of(read_json(request))
    seen = {"checked_at": at, "is_ready": is_ready, "last_seen_at": at}
    Station.objects.filter(pk=station.pk).update(**seen)
    return JsonResponse({"station": station.name, "server_time": stamp(at)})


@require_GET
@login_not_required
@never_cache
def openapi(request):
    return FileResponse(DOCUMENT.open("rb"), content_type="application/json")


def _seen(station, at):
    def along(writes):
        writes.set(Station, station.pk, last_seen_at=at)

    return along
