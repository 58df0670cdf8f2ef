"""Photos of an event: the page where they come in, and each of them for who may see the event."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansos.accounts.roles import Permission
from facilities.access import may, requires

from .. import actions
from ..doors import done, event_for, show_tab
from ..forms import PhotoForm
from ..models import Event, EventPhoto


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_EVENT)
def event_photos(request, event_id):
    event = event_for(request, event_id, Permission.PLAN_EVENT)
    is_post = request.method == "POST"
    form = PhotoForm(
        request.POST if is_post else None, request.FILES if is_post else None, prefix="photo"
    )
    if form.is_valid() and _added(request, event, form):
        return redirect("handovers:event_photos", event.pk)
    is_reported = event.state == Event.State.REPORTED
    may_add = not is_reported and may(request.user, Permission.PLAN_EVENT, event.facility)
    photos = event.photos.all()
    return show_tab(request, "event_photos", event, form=form, photos=photos, may_add=may_add)


@require_safe
@cache_control(private=True, no_store=True)
@requires(Permission.SEE_NAMES)
def photo(request, photo_id):
    shown = get_object_or_404(EventPhoto.objects.visible_to(request.user), pk=photo_id)
    try:
        return FileResponse(shown.file.open("rb"), content_type="image/jpeg")
    except OSError:
        raise Http404 from None


@require_POST
@requires(Permission.PLAN_EVENT)
def drop_photo(request, photo_id):
    visible = EventPhoto.objects.visible_to(request.user, Permission.PLAN_EVENT)
    dropped = get_object_or_404(visible.select_related("event__facility"), pk=photo_id)
    done(request, actions.drop_photo, dropped, say="Foto dihapus.")
    return redirect("handovers:event_photos", dropped.event_id)


def _added(request, event, form) -> bool:
    try:
        actions.add_photo(event, **form.cleaned_data, by=request.user, at=timezone.now())
    except actions.Refused as refusal:
        form.add_error("file", str(refusal))
        return False
    return True
