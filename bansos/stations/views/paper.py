"""After a day on paper: which rows of a page were signed, with the page itself attached."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from bansos.accounts.roles import Permission
from bansos.handovers import paper
from bansos.handovers.actions import Refused
from bansos.handovers.decisions import LATE
from bansos.handovers.doors import event_for, posted, powers_of, too_late
from bansos.handovers.models import Event
from facilities.access import requires

from ..models import PaperPage, PaperScan
from ..paper.actions import StalePage, Unexplained, record_page
from ..paper.forms import FindForm, PageForm
from ..paper.rows import rows_of, sheets_of
from .policy import senses_allowed

BEGUN = [Event.State.OPEN, Event.State.CLOSED, Event.State.REPORTED]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HAND_OVER)
@senses_allowed
def paper_pages(request, event_id):
    event = event_for(request, event_id, Permission.HAND_OVER)
    if moved_on := too_late(request, event, *BEGUN):
        return moved_on
    form = FindForm(posted(request), event=event)
    if form.is_valid():
        return redirect("stations:paper_page", event.pk, form.cleaned_data["page"])
    return _show(request, "paper_pages", event, form=form, sheets=sheets_of(event))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HAND_OVER)
def paper_page(request, event_id, number):
    event = event_for(request, event_id, Permission.HAND_OVER)
    if moved_on := too_late(request, event, *BEGUN):
        return moved_on
    if number not in paper.pages_of(event):
        raise Http404
    page = PaperPage.objects.for_display().filter(event=event, number=number).first()
    rows, is_reported = rows_of(event, number, page), event.state == Event.State.REPORTED
    if not rows:
        raise Http404
    form = PageForm(posted(request), request.FILES or None, event=event, page=page, rows=rows)
    if not is_reported and form.is_valid() and _save(request, form, number):
        return redirect("stations:paper_page", event.pk, number)
    about = {
        "number": number,
        "page": page,
        "is_over": _is_over(event),
        "is_read_only": is_reported,
    }
    return _show(request, "paper_page", event, form=form, **about)


@require_GET
@cache_control(private=True, no_store=True)
@requires(Permission.HAND_OVER)
def paper_scan(request, scan_id):
    visible = PaperScan.objects.visible_to(request.user, Permission.HAND_OVER)
    scan = get_object_or_404(visible, pk=scan_id)
    try:
        file = scan.file.open("rb")
    except OSError:
        raise Http404 from None
    # Always to be kept, never to be run inside the house: a PDF may hold more than a page.
    name = f"kertas-halaman-{scan.page.number}-{scan.pk}{scan.ending}"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=scan.kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _is_over(event) -> bool:
    """Whether the time is over in which what happened before the end may still be recorded."""
    return event.closed_at is not None and timezone.now() > event.closed_at + LATE


def _save(request, form, number) -> bool:
    try:
        saved = record_page(form.event, number, form.told, by=request.user, at=timezone.now())
    except Unexplained as refusal:
        form.add_error("explanation", str(refusal))
        return False
    except StalePage as refusal:
        messages.error(request, str(refusal))
        return True
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    page = saved.page
    told = f"{page} disimpan: {page.ticks} centang, {page.signatures} tanda tangan."
    if saved.kept:
        told += f" {saved.kept} baris menjadi konflik untuk diselesaikan Kepala."
    (messages.warning if page.is_alarm or saved.kept else messages.success)(request, told)
    return True


def _show(request, template, event, **context):
    context |= {"event": event, "powers": powers_of(request.user, event.facility)}
    return render(request, f"stations/{template}.html", context)
