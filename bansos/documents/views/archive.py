"""Issued papers: the shelf, one of them, and what is done to it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from bansos.accounts.roles import Permission
from bansos.handovers.doors import posted, powers_of
from facilities.access import requires

from .. import attaching, bundles, issuing, printing
from ..doors import document_for, event_for, refused, send
from ..forms import ArchiveForm, ScanForm, VoidForm
from ..models import Document, Scan
from ..registry import PAPERS

ROWS_PER_PAGE = 25


@require_safe
@requires(Permission.PRINT_PAPERS)
def archive(request):
    documents = Document.objects.visible_to(request.user).for_display()
    form = ArchiveForm(request.GET, documents=documents)
    page = Paginator(form.narrow(documents), ROWS_PER_PAGE).get_page(request.GET.get("halaman"))
    context = {"form": form, "page": page, "kept": urlencode(form.asked)}
    return render(request, "documents/archive.html", context)


@require_safe
@requires(Permission.PRINT_PAPERS)
def document_detail(request, document_id):
    return _show(request, document_for(request, document_id), ScanForm())


@require_GET
@requires(Permission.PRINT_PAPERS)
def stored(request, document_id):
    """The bytes that were issued, whatever became of the document since."""
    document = document_for(request, document_id)
    printed = printing.print_document(document, by=request.user, at=timezone.now())
    return send(printed.content, printed.filename, attached=request.GET.get("unduh") == "1")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SIGN_PAPERS)
def void_document(request, document_id):
    document = document_for(request, document_id, Permission.SIGN_PAPERS)
    form = VoidForm(posted(request))
    if form.is_valid():
        told = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        if refused(request, issuing.void, document, **told):
            messages.success(request, f"{document} dibatalkan. Nomornya tidak dipakai lagi.")
        return redirect(document)
    context = {"document": document, "event": document.event, "form": form}
    return render(request, "documents/void_document.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PRINT_PAPERS)
def attach(request, document_id):
    document = document_for(request, document_id)
    form = ScanForm(posted(request), request.FILES or None)
    if form.is_valid():
        file, told = form.cleaned_data["file"], {"by": request.user, "at": timezone.now()}
        if refused(request, attaching.attach, document, file, **told):
            messages.success(request, "Dokumen bertanda tangan tersimpan.")
            return redirect(document)
    return _show(request, document, form)


@require_GET
@requires(Permission.PRINT_PAPERS)
def scan(request, scan_id):
    visible = Scan.objects.visible_to(request.user).select_related("document__event__facility")
    found = get_object_or_404(visible, pk=scan_id)
    name = printing.filename_of(found.document)[:-4]
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=f"{name}-bertanda-tangan.{found.ending}",
        content_type="application/pdf" if found.ending == "pdf" else "image/jpeg",
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@requires(Permission.PRINT_PAPERS)
def print_all(request, event_id):
    """Everything that stands, in one file for the printer."""
    event = event_for(request, event_id)
    order = list(PAPERS)
    standing = event.documents.standing().select_related("event__facility")
    documents = sorted(standing, key=lambda one: (order.index(one.kind), one.pk))
    if not documents:
        messages.info(request, "Belum ada dokumen yang terbit untuk dicetak.")
        return redirect("documents:event_papers", event.pk)
    whole = bundles.merged(documents, about=event, by=request.user, at=timezone.now())
    return send(whole, printing.filename("Semua-Dokumen", event))


@require_GET
@requires(Permission.PRINT_PAPERS)
def bundle(request, event_id):
    """Everything that was ever issued, for the shelf."""
    event = event_for(request, event_id)
    documents = event.documents.select_related("facility", "event__facility")
    documents = documents.prefetch_related("scans").order_by("issued_at", "pk")
    packed = bundles.bundle(list(documents), about=event, by=request.user, at=timezone.now())
    name = printing.filename("Dokumen", event)[:-4] + ".zip"
    response = FileResponse(packed, as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


def _show(request, document, form):
    powers = powers_of(request.user, document.facility)
    sheet = PAPERS[document.Kind(document.kind)]
    context = {
        "document": document,
        "event": document.event,
        "form": form,
        "may_replace": document.is_standing and sheet.permission in powers,
        "may_void": document.is_standing and Permission.SIGN_PAPERS in powers,
        "scans": document.scans.select_related("uploaded_by"),
    }
    return render(request, "documents/document_detail.html", context)
