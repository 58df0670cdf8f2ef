"""The press release: drafted from facts, edited in the browser, taken along as text."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from bansos.accounts.roles import Permission
from facilities.access import requires

from .. import press
from ..actions import print_press_release
from ..doors import event_for, not_yet
from ..forms import PressReleaseForm

NOT_YET = "Siaran pers disusun setelah kegiatan dibuka."


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
@requires(Permission.PRINT_PAPERS)
def press_release(request, event_id):
    event = event_for(request, event_id)
    if not event.has_begun:
        return not_yet(request, event, NOT_YET)
    versions = list(event.press_releases.select_related("saved_by"))
    if request.method == "POST":
        form = PressReleaseForm(request.POST)
        if form.is_valid() and _saved(request, event, form):
            return redirect("documents:press_release", event.pk)
    else:
        form = PressReleaseForm(initial=_initial(request, event, versions))
    context = {"event": event, "form": form, "versions": versions}
    return render(request, "documents/press_release.html", context)


@require_GET
@cache_control(private=True, no_store=True)
@requires(Permission.PRINT_PAPERS)
def press_release_text(request, event_id):
    event = event_for(request, event_id)
    if not event.has_begun:
        return not_yet(request, event, NOT_YET)
    printed = print_press_release(event, by=request.user, at=timezone.now())
    response = HttpResponse(printed.content, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, printed.filename)
    return response


def _initial(request, event, versions) -> dict:
    """The version asked for, else the last one; the draft where there is none or it is wanted."""
    asked = request.GET.get("versi", "")
    shown = next((each for each in versions if str(each.version) == asked), None)
    if shown is None and versions and asked != "draf":
        shown = versions[0]
    text = shown.text if shown else press.draft(event, at=timezone.now())
    return {"text": text, "based_on": versions[0].version if versions else 0}


def _saved(request, event, form) -> bool:
    try:
        saved = press.save(event, **form.cleaned_data, by=request.user, at=timezone.now())
    except press.Refused as refusal:
        form.add_error("text", str(refusal))
        return False
    messages.success(request, f"Versi {saved.version} disimpan.")
    return True
