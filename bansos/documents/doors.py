"""What the views of papers begin and end with: fetching the event, answering with a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header

from bansos.accounts.roles import Permission
from bansos.handovers.models import Event

from . import facts


def event_for(request, event_id) -> Event:
    """The event with all its papers name, or 404 where the user may not print them."""
    visible = Event.objects.visible_to(request.user, Permission.PRINT_PAPERS)
    return get_object_or_404(visible.select_related(*facts.RELATED), pk=event_id)


def not_yet(request, event, message):
    """Back to the event, with a word why there is no such paper."""
    messages.info(request, message)
    return redirect(event)


def pdf(request, printed) -> HttpResponse:
    """A paper, to be looked at or, if asked for, to be kept."""
    response = HttpResponse(printed.content, content_type="application/pdf")
    as_attachment = request.GET.get("unduh") == "1"
    response["Content-Disposition"] = content_disposition_header(as_attachment, printed.filename)
    return response
