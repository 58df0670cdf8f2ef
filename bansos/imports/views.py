from contextlib import suppress

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from . import actions
from .doors import for_importers, import_for
from .forms import MatchForm, UploadForm
from .mending import book_of
from .models import Import, Kind, Verdict
from .presenting import Presenter
from .reading import Table, Unreadable
from .tables import samples
from .template_book import book_for

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINES = 25
ORDER = [Verdict.TO_MEND, Verdict.NEW, Verdict.CHANGED, Verdict.DUPLICATE, Verdict.SAME]
"""What asks for something first."""

KNOWN = "Berkas ini sudah pernah diunggah. Inilah keadaannya; tidak ada yang diulang."


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def upload(request):
    """Send a file; below it, the files that were sent before."""
    is_post = request.method == "POST"
    form = UploadForm(
        request.POST if is_post else None, request.FILES if is_post else None, user=request.user
    )
    if form.is_valid():
        imported = _uploaded(request, form)
        if imported:
            return redirect(imported)
    imports = Import.objects.visible_to(request.user).for_display()
    context = {
        "form": form,
        "page": Paginator(imports, 10).get_page(request.GET.get("halaman")),
        "books": form.fields["kind"].choices,
    }
    return render(request, "imports/upload.html", context)


def _uploaded(request, form):
    file = form.cleaned_data["file"]
    where = {name: form.cleaned_data[name] for name in ["kind", "facility"]}
    by, at = request.user, timezone.now()
    try:
        imported, is_known = actions.upload(file.chunks(), name=file.name, **where, by=by, at=at)
    except actions.Refused as refusal:
        form.add_error("file", str(refusal))
        return None
    if is_known:
        messages.info(request, KNOWN)
    else:
        # Where others read at this moment, its page asks again.
        with suppress(actions.Busy):
            imported = actions.advance(imported, by=by, at=at)
    return imported


@require_safe
@for_importers
def template_book(request):
    kind = request.GET.get("isi", Kind.FAMILIES)
    if kind not in Kind.values:
        raise Http404
    return _book(book_for(kind), f"contoh-{kind}.xlsx")


@require_safe
@for_importers
def import_detail(request, import_id):
    """Where an import stands: its progress, its preview, or what became of it."""
    imported = import_for(request, import_id)
    if imported.state == Import.State.READ:
        return redirect("imports:match", imported.pk)
    asked = request.GET.get("hasil")
    verdict = asked if asked in Verdict.values else _first_verdict(imported)
    page = Paginator(imported.lines.filter(verdict=verdict), LINES)
    page = page.get_page(request.GET.get("halaman"))
    presenter = Presenter(imported)
    context = {
        "imported": imported,
        "verdict": Verdict(verdict),
        "tabs": [(each, getattr(imported, each.counter)) for each in ORDER],
        "page": page,
        "lines": [presenter.show(line) for line in page],
        "kept": f"hasil={verdict}",
    }
    return render(request, "imports/import_detail.html", context)


def _first_verdict(imported):
    return next((each for each in ORDER if getattr(imported, each.counter)), Verdict.NEW)


@require_POST
@for_importers
def advance(request, import_id):
    """Work on for a moment; the page asks again until somebody is to decide."""
    imported, wait = import_for(request, import_id), ""
    try:
        imported = actions.advance(imported, by=request.user, seconds=2.0)
        is_stuck = False
    except (actions.Refused, Unreadable) as refusal:
        is_stuck = not (request.htmx and isinstance(refusal, actions.Busy))
        if is_stuck:
            messages.error(request, str(refusal))
        else:
            wait = str(refusal)
    if not request.htmx:
        return redirect(imported)
    if is_stuck or not imported.is_at_work:
        return HttpResponseClientRedirect(imported.get_absolute_url())
    return render(request, "imports/_progress.html", {"imported": imported, "wait": wait})


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def match(request, import_id):
    imported = import_for(request, import_id)
    if imported.state not in [Import.State.READ, Import.State.CHECKED]:
        return redirect(imported)
    try:
        table = Table.open(imported.place)
    except Unreadable as gone:
        messages.error(request, str(gone))
        return redirect("imports:upload")
    form = MatchForm(
        request.POST if request.method == "POST" else None,
        imported=imported,
        table=table,
        samples=samples(table, imported),
    )
    if form.is_valid() and _matched(request, imported, form):
        return redirect(
            "imports:match" if form.is_elsewhere else "imports:import_detail", import_id
        )
    return render(request, "imports/match.html", {"imported": imported, "form": form})


def _matched(request, imported, form):
    try:
        if form.is_elsewhere:
            actions.retitle(imported, **form.asked_place())
        else:
            matched = actions.match(imported, **form.deed())
            actions.advance(matched, by=request.user)
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_POST
@for_importers
def apply(request, import_id):
    imported = import_for(request, import_id)
    by, at = request.user, timezone.now()
    try:
        actions.advance(actions.apply(imported, by=by, at=at), by=by, at=at)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(imported)


@require_POST
@for_importers
def discard(request, import_id):
    imported = import_for(request, import_id)
    try:
        actions.discard(imported)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(imported)
    messages.success(request, "Berkas dibuang. Tidak ada yang masuk ke daftar.")
    return redirect("imports:upload")


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def undo(request, import_id):
    imported = import_for(request, import_id)
    if request.method == "POST":
        try:
            actions.undo(imported, by=request.user, at=timezone.now())
        except actions.Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Impor dibatalkan. Daftar kembali seperti sebelumnya.")
        return redirect(imported)
    return render(request, "imports/undo.html", {"imported": imported})


@require_safe
@for_importers
def mending_book(request, import_id):
    imported = import_for(request, import_id)
    return _book(book_of(imported), f"perbaikan-{imported.pk}.xlsx")


def _book(content, name):
    response = HttpResponse(content, content_type=WORKBOOK)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
