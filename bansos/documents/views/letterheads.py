from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bansos.accounts.roles import Permission
from bansos.handovers.doors import posted
from facilities.access import requires
from facilities.models import Facility

from .. import letterheads
from ..doors import send
from ..forms import LetterheadForm


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SIGN_PAPERS)
def letterhead(request, facility_id):
    facility = _facility(request, facility_id)
    form = LetterheadForm(posted(request), request.FILES or None, instance=facility)
    if form.is_valid():
        if form.changed_data:
            told = {"changed": form.changed_data, "by": request.user, "at": timezone.now()}
            letterheads.revise(form.instance, **told)
        messages.success(request, "Kop dan nomor surat tersimpan. Dokumen yang sudah terbit tetap.")
        return redirect("documents:letterhead", facility.pk)
    shown = _facility(request, facility_id) if form.errors else facility
    context = {"facility": shown, "form": form}
    return render(request, "documents/letterhead.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGN_PAPERS)
def letterhead_sample(request, facility_id):
    """What a page begins like, or would with what stands in the form now; nothing is kept."""
    facility = _facility(request, facility_id)
    if request.method == "GET":
        return send(letterheads.sample(facility), "kop.png", content_type="image/png")
    form = LetterheadForm(request.POST, request.FILES or None, instance=facility)
    if not form.is_valid():
        # Half a number is typed on; the sample waits, the form itself will complain.
        return HttpResponse(headers={"HX-Reswap": "none"})
    context = {"sample": letterheads.inline(letterheads.sample(form.instance))}
    return render(request, "documents/_letterhead_sample.html", context)


def _facility(request, facility_id) -> Facility:
    visible = Facility.objects.visible_to(request.user, Permission.SIGN_PAPERS)
    return get_object_or_404(visible.select_related("regional_office"), pk=facility_id)
