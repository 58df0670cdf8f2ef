"""From the event's list of papers to one that is issued."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from bansos.accounts.roles import Permission
from bansos.handovers.doors import event_for as shown_event
from bansos.handovers.doors import posted, powers_of, show_tab
from bansos.handovers.models import Event
from facilities.access import may, requires

from .. import actions, catalogue, checklists, issuing, numbering, previews, printing
from ..doors import document_for, event_for, not_yet, origin_of, refused, send, sheet_for
from ..forms import IssueForm, ReplaceForm
from ..models import Document
from ..registry import PAPERS, Subject

EVENTS_PER_PAGE = 25


@require_safe
@requires(Permission.PRINT_PAPERS)
def index(request):
    events = Event.objects.visible_to(request.user, Permission.PRINT_PAPERS).for_display()
    page = Paginator(events, EVENTS_PER_PAGE).get_page(request.GET.get("halaman"))
    lines = checklists.lines_of(page.object_list, _powers(request))
    for event in page:
        event.lines = lines[event.pk]
    return render(request, "documents/index.html", {"page": page})


@require_safe
@requires(Permission.SEE_NAMES)
def event_papers(request, event_id):
    event = shown_event(request, event_id)
    lines = checklists.lines_of([event], _powers(request))[event.pk]
    issued = sum(line.document is not None for line in lines)
    return show_tab(request, "event_papers", event, folder="documents", lines=lines, issued=issued)


@require_GET
@requires(Permission.PRINT_PAPERS)
def paper(request, event_id, kind):
    """The paper as it was issued; until then, or when it is to be replaced, its draft."""
    if kind in catalogue.KINDS and kind not in PAPERS:
        return _many(request, event_id, catalogue.KINDS[kind])
    kind, sheet, about = sheet_for(request, event_id, kind)
    document = None if request.GET.get("konsep") == "1" else _standing(kind, about)
    now = timezone.now()
    if document:
        printed = printing.print_document(document, by=request.user, at=now)
    elif sheet.drafted.is_reached(about.event):
        printed = printing.print_draft(kind, about, by=request.user, at=now)
    else:
        return _not_yet(request, kind, sheet, about)
    return send(printed.content, printed.filename, attached=request.GET.get("unduh") == "1")


@require_GET
@requires(Permission.PRINT_PAPERS)
def picture(request, event_id, kind):
    kind, sheet, about = sheet_for(request, event_id, kind)
    if not sheet.drafted.is_reached(about.event):
        return _not_yet(request, kind, sheet, about)
    payload = sheet.make(about, timezone.now()).payload()
    image = previews.picture(kind, payload, about.facility)
    return send(image, f"{kind}.png", content_type="image/png")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PRINT_PAPERS)
def prepare(request, event_id, kind):
    kind, sheet, about = sheet_for(request, event_id, kind)
    if not sheet.drafted.is_reached(about.event):
        return _not_yet(request, kind, sheet, about)
    if document := _standing(kind, about):
        messages.info(request, f"{document} sudah terbit.")
        return redirect(document)
    form = _form(request, IssueForm, sheet, about)
    if request.method == "POST" and not may(request.user, sheet.permission, about.facility):
        raise PermissionDenied
    if form.is_valid():
        told = {"by": request.user, "at": timezone.now(), "origin": origin_of(request)}
        told |= {"wish": form.wish, "seen": request.POST.get("seen", "")}
        if document := refused(request, issuing.issue, kind, about, **told):
            messages.success(request, f"{document} terbit.")
            return redirect(document)
    return _show(request, "prepare", kind, sheet, about, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PRINT_PAPERS)
def replace(request, document_id):
    document = document_for(request, document_id)
    sheet, about = PAPERS[document.Kind(document.kind)], _subject(request, document)
    if not may(request.user, sheet.permission, document.facility):
        raise PermissionDenied
    form = _form(request, ReplaceForm, sheet, about)
    if form.is_valid():
        told = {"by": request.user, "at": timezone.now(), "origin": origin_of(request)}
        told |= {"reason": form.cleaned_data["reason"], "seen": request.POST.get("seen", "")}
        newer = refused(request, issuing.replace, document, wish=form.wish, **told)
        if newer:
            messages.success(request, f"{newer} terbit, menggantikan yang lama.")
            return redirect(newer)
    return _show(request, "replace", document.Kind(document.kind), sheet, about, form, document)


def _many(request, event_id, kind):
    """A paper for each recipient, in files that a worker can hold; nothing of it is kept."""
    event = event_for(request, event_id)
    if not kind.is_ready(event):
        return not_yet(request, event, f"{kind.label} dicetak {kind.waits_for}.")
    parts = {str(number): number for number in range(1, kind.parts(event) + 1)}
    part, now = parts.get(request.GET.get("bagian", ""), 1), timezone.now()
    printed = actions.print_paper(kind, event, part=part, by=request.user, at=now)
    return send(printed.content, printed.filename, attached=request.GET.get("unduh") == "1")


def _standing(kind, about) -> Document | None:
    standing = Document.objects.standing().filter(event=about.event, kind=kind, entitlement=None)
    return standing.select_related("event__facility").first()


def _subject(request, document) -> Subject:
    event = sheet_for(request, document.event_id, document.kind)[2].event
    return Subject(event.facility, event, document.entitlement)


def _form(request, form, sheet, about):
    expected = numbering.expected(about.facility, about.event.local_start.year)
    numbered = sheet.numbered and not about.event.campaign.is_rehearsal
    return form(posted(request), expected=expected, numbered=numbered)


def _show(request, template, kind, sheet, about, form, document=None):
    now = timezone.now()
    payload = sheet.make(about, now).payload()
    context = {
        "document": document,
        "event": about.event,
        "form": form,
        "is_cut": previews.shortened(payload)[1],
        "is_due": sheet.issued.is_reached(about.event),
        "is_mine": may(request.user, sheet.permission, about.facility),
        "kind": kind,
        "seen": issuing.seen_mark(payload, now),
        "sheet": sheet,
    }
    return render(request, f"documents/{template}.html", context)


def _powers(request):
    return lambda facility: powers_of(request.user, facility)


def _not_yet(request, kind, sheet, about):
    messages.info(request, f"{kind.label}: {sheet.drafted.value.lower()}")
    return redirect("documents:event_papers", about.event.pk)
