from django.db.models import F
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bansos.accounts.roles import Permission
from facilities.access import requires

from ..doors import event_for


@require_safe
@requires(Permission.PRINT_PAPERS)
def event_list(request, event_id):
    event = event_for(request, event_id)
    listed = event.entitlements.active().with_handover().annotate(handed_at=F("valid__handed_at"))
    entitlements = listed.order_by("number", "search_name", "pk")
    context = {"event": event, "entitlements": entitlements, "now": timezone.now()}
    return render(request, "documents/event_list.html", context)
