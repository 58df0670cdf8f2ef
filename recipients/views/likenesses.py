from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bansos.accounts.roles import Permission
from facilities.access import requires
from facilities.models import Facility

from .. import actions
from ..comparing import sides_of
from ..doors import done, likeness_for, posted
from ..forms import LikenessForm
from ..models import Likeness

PER_PAGE = 20


@require_safe
@requires(Permission.EDIT_REGISTERS)
def likeness_list(request):
    likenesses = Likeness.objects.of(
        Facility.objects.ids_visible_to(request.user, Permission.EDIT_REGISTERS)
    )
    page = Paginator(likenesses.open().for_display(), PER_PAGE).get_page(request.GET.get("halaman"))
    for likeness in page:
        likeness.sides = sides_of(likeness, request.user)
    return render(request, "recipients/likeness_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_REGISTERS)
def compare(request, likeness_id):
    """Two records side by side, and what to say of them."""
    likeness = likeness_for(request, likeness_id)
    form = LikenessForm(posted(request))
    if form.is_valid():
        deed = actions.call_same if form.is_same else actions.tell_apart
        reason = form.cleaned_data["reason"]
        if done(request, deed, likeness, say="Keputusan tercatat.", reason=reason):
            return redirect("recipients:likeness_list")
        return redirect(likeness)
    context = {"likeness": likeness, "sides": sides_of(likeness, request.user), "form": form}
    return render(request, "recipients/compare.html", context)
