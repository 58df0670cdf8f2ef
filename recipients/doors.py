"""What the views begin and end with: fetching what the user may touch, doing one deed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from bansos.accounts.roles import Permission
from bansos.privacy import searching
from facilities.access import may

from . import actions
from .models import Inmate, Likeness, Recipient


def recipient_for(request, recipient_id, permission=Permission.SEE_NAMES) -> Recipient:
    """The recipient, or 404 where the user may not do this."""
    visible = Recipient.objects.visible_to(request.user, permission)
    return get_object_or_404(visible.for_display(), pk=recipient_id)


def inmate_for(request, inmate_id, permission=Permission.SEE_NAMES) -> Inmate:
    """The inmate, or 404 where the user may not do this."""
    visible = Inmate.objects.visible_to(request.user, permission)
    return get_object_or_404(visible.for_display(), pk=inmate_id)


def likeness_for(request, likeness_id) -> Likeness:
    """The likeness, or 404 where the user may not decide about either of the two."""
    visible = Likeness.objects.visible_to(request.user, Permission.EDIT_REGISTERS)
    return get_object_or_404(visible.for_display(), pk=likeness_id)


def powers_of(user, facility) -> set[Permission]:
    """What the user may do at this very facility; elsewhere they may be somebody else."""
    return {permission for permission in Permission if may(user, permission, facility)}


def posted(request):
    """What was sent, also when it is nothing at all; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def done(request, deed, *args, say, **facts) -> bool:
    """Do it and say so, or say why it was refused."""
    try:
        deed(*args, by=request.user, at=timezone.now(), **facts)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, say)
    return True


def search_kept(request, kept=None):
    """Keep the text of a search out of the address, and go where its token finds it."""
    token = searching.remember(request, request.POST.get("q", ""))
    query = urlencode({**(kept or {}), **({"cari": token} if token else {})})
    return redirect(f"{request.path}?{query}" if query else request.path)


def render_list(request, page, part, context):
    """The whole page, or only its list where that is all that htmx will put in."""
    is_part = request.htmx and not request.htmx.history_restore_request
    response = render(request, part if is_part else page, context)
    if is_part:
        response["HX-Push-Url"] = request.get_full_path()
    patch_vary_headers(response, ["HX-Request"])
    return response
