from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_safe

from bansos.accounts.roles import Permission
from bansos.handovers.models import Event
from facilities.access import requires

from .. import actions
from ..doors import event_for, not_yet, pdf

EVENTS_PER_PAGE = 25


@require_safe
@requires(Permission.PRINT_PAPERS)
def index(request):
    events = Event.objects.visible_to(request.user, Permission.PRINT_PAPERS).for_display()
    page = Paginator(events, EVENTS_PER_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "documents/index.html", {"page": page})


@require_GET
@cache_control(private=True, no_store=True)
@requires(Permission.PRINT_PAPERS)
def certificate(request, event_id):
    event = event_for(request, event_id)
    if not (event.is_open or event.is_closed):
        return not_yet(request, event, "Berita acara dicetak setelah kegiatan dibuka.")
    printed = actions.print_certificate(event, by=request.user, at=timezone.now())
    return pdf(request, printed)


@require_GET
@cache_control(private=True, no_store=True)
@requires(Permission.PRINT_PAPERS)
def receipt_list(request, event_id):
    event = event_for(request, event_id)
    if not event.is_decided:
        return not_yet(request, event, "Tanda terima dicetak setelah daftar penerima ditetapkan.")
    is_public = request.GET.get("salinan") == "publik"
    printed = actions.print_receipt_list(
        event, is_public=is_public, by=request.user, at=timezone.now()
    )
    return pdf(request, printed)


@require_safe
@requires(Permission.PRINT_PAPERS)
def event_list(request, event_id):
    event = event_for(request, event_id)
    listed = event.entitlements.active().with_handover().annotate(handed_at=F("valid__handed_at"))
    entitlements = listed.order_by("number", "search_name", "pk")
    context = {"event": event, "entitlements": entitlements, "now": timezone.now()}
    return render(request, "documents/event_list.html", context)
