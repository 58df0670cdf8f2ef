from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bansos.accounts.roles import Permission
from facilities.access import requires
from recipients.doors import likeness_for

from .. import actions
from ..actions.standing import named
from ..doors import posted


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_REGISTERS)
def merge(request, likeness_id):
    """What a merge would mean, and then the merge."""
    likeness = likeness_for(request, likeness_id)
    if not (likeness.is_open and likeness.is_within_facility):
        return redirect(likeness)
    kept, other = chosen(likeness, request.POST.get("simpan") or request.GET.get("simpan"))
    if posted(request) is not None and _merged(request, likeness, kept):
        return redirect(kept)
    context = {
        "likeness": likeness,
        "kept": kept,
        "other": other,
        "fate": actions.consequences(kept, other),
    }
    return render(request, "handovers/merge.html", context)


@require_POST
@requires(Permission.EDIT_REGISTERS)
def undo_merge(request, likeness_id):
    likeness = likeness_for(request, likeness_id)
    try:
        not_back = actions.undo_merge(likeness, by=request.user, at=timezone.now())
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        lost = f" Tidak kembali ke daftar: {named(not_back)}." if not_back else ""
        messages.success(request, f"Penggabungan diurungkan.{lost}")
    return redirect(likeness)


def chosen(likeness, wanted):
    """Which record is kept and which is not; the older one unless somebody says otherwise."""
    first, second = likeness.pair
    return (second, first) if str(second.pk) == wanted else (first, second)


def _merged(request, likeness, kept) -> bool:
    try:
        fate = actions.merge_families(likeness, keep=kept, by=request.user, at=timezone.now())
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, f"Keduanya digabung. {fate}".strip())
    return True
