"""What the admin shows of facilities beside Django's own pages. Its URLs are the admin's."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from . import seeding
from .forms import LoadForm
from .logos import media_type
from .models import Facility


@require_http_methods(["GET", "HEAD", "POST"])
def load_facilities(request, admin_context):
    """Load a list of facilities, the built-in one or an uploaded one, and say what became of it."""
    form = LoadForm(request.POST, request.FILES) if request.method == "POST" else LoadForm()
    report = None
    if form.is_valid():
        try:
            with form.cleaned_data["file"] or seeding.SEED.open("rb") as file:
                report = seeding.load(file, by=request.user, at=timezone.now())
        except seeding.Unreadable as problem:
            form.add_error("file", str(problem))
    context = {**admin_context, "title": "Muat daftar UPT", "form": form, "report": report}
    return render(request, "admin/facilities/facility/load.html", context)


@require_safe
def logo(request, facility_id):
    """The letterhead's logo. An SVG opened by itself may run nothing: the page's policy says so."""
    facility = get_object_or_404(Facility, pk=facility_id)
    if not facility.logo or not facility.logo.storage.exists(facility.logo.name):
        raise Http404
    return FileResponse(facility.logo.open("rb"), content_type=media_type(facility.logo.name))
