from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bansos.accounts.roles import Permission
from bansos.privacy.searching import recall
from facilities.access import requires
from facilities.models import Facility

from .. import actions
from ..doors import inmate_for, posted, powers_of, render_list, search_kept
from ..forms import InmateForm
from ..history import history_of
from ..models import Inmate
from ..pages import page_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_NAMES)
def inmate_list(request):
    if request.method == "POST":
        return search_kept(request)
    token = request.GET.get("cari", "")
    text = recall(request, token)
    here = Facility.objects.ids_visible_to(request.user)
    context = {
        "page": page_of(
            Inmate.objects.named(text, at=here),
            show=Inmate.objects.with_family_count().for_display(),
            after=request.GET.get("sesudah"),
            before=request.GET.get("sebelum"),
        ),
        "text": text,
        "kept": f"cari={token}" if text else "",
    }
    return render_list(request, "recipients/inmate_list.html", "recipients/_inmates.html", context)


@require_safe
@requires(Permission.SEE_NAMES)
def inmate_detail(request, inmate_id):
    inmate = inmate_for(request, inmate_id)
    context = {
        "inmate": inmate,
        "kinships": inmate.kinships.filter(recipient__facility=inmate.facility)
        .select_related("recipient")
        .order_by("pk"),
        "powers": powers_of(request.user, inmate.facility),
        "history": history_of(inmate),
    }
    return render(request, "recipients/inmate_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_REGISTERS)
def register_inmate(request):
    form = InmateForm(posted(request), user=request.user)
    if form.is_valid():
        inmate = actions.register_inmate(**form.deed(), by=request.user, at=timezone.now())
        messages.success(request, "Warga binaan ditambahkan.")
        if "keluarga" in request.POST:
            return redirect(f"{reverse('recipients:register')}?wb={inmate.pk}")
        return redirect(inmate)
    return render(request, "recipients/register_inmate.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_REGISTERS)
def revise_inmate(request, inmate_id):
    inmate = inmate_for(request, inmate_id, Permission.EDIT_REGISTERS)
    form = InmateForm(posted(request), user=request.user, instance=inmate)
    if form.is_valid():
        actions.revise_inmate(inmate, **form.deed(), by=request.user, at=timezone.now())
        messages.success(request, "Perubahan tersimpan.")
        return redirect(inmate)
    return render(request, "recipients/revise_inmate.html", {"form": form, "inmate": inmate})
