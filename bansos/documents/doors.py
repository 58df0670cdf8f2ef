"""What the views of papers begin and end with: finding them, and sending them."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header

from bansos.accounts.roles import Permission
from bansos.handovers.models import Event

from . import facts
from .models import Document, Kind
from .refusals import Refused
from .registry import PAPERS, Paper, Subject


def event_for(request, event_id) -> Event:
    """The event with all that its papers need, or 404 where the user prints none."""
    visible = Event.objects.visible_to(request.user, Permission.PRINT_PAPERS)
    return get_object_or_404(visible.select_related("tally", *facts.RELATED), pk=event_id)


def sheet_for(request, event_id, kind) -> tuple[Kind, Paper, Subject]:
    """What paper of what, or 404 where there is no such paper or event."""
    if kind not in PAPERS:
        raise Http404
    event = event_for(request, event_id)
    return Kind(kind), PAPERS[Kind(kind)], Subject(event.facility, event)


def document_for(request, document_id, permission=Permission.PRINT_PAPERS) -> Document:
    """The document, or 404 where the user may not do this."""
    visible = Document.objects.visible_to(request.user, permission).for_display()
    related = ["facility__regional_office", "voided_by", "replaced_by", "event__facility"]
    return get_object_or_404(visible.select_related(*related), pk=document_id)


def origin_of(request) -> str:
    """Where this house answers, as the browser says it."""
    return settings.PUBLIC_ADDRESS or request.build_absolute_uri("/")


def refused(request, deed, *args, **facts):
    """What the deed gives back; None after saying why it was refused."""
    try:
        return deed(*args, **facts)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None


def send(content, filename, *, content_type="application/pdf", attached=False) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(attached, filename)
    response["Cache-Control"] = "private, no-store"
    return response


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
