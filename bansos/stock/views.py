from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bansos.accounts.roles import Permission
from bansos.indonesia.words import number
from facilities.access import may, requires

from . import actions
from .forms import ReceiveForm, WriteOffForm
from .models import Balance, Movement
from .workplace import workplace

MOVEMENTS_PER_PAGE = 50


@require_safe
@requires(Permission.SEE_NAMES)
def balance_list(request):
    facility, facilities = workplace(request, Permission.SEE_NAMES)
    movements = (
        Movement.objects.in_earnest()
        .filter(facility=facility)
        .select_related("package", "recorded_by")
    )
    page = Paginator(movements, MOVEMENTS_PER_PAGE).get_page(request.GET.get("halaman"))
    balances = Balance.objects.in_earnest().filter(facility=facility)
    context = {
        "facility": facility,
        "facilities": facilities,
        "balances": balances.with_movements().for_display(),
        "page": page,
        "kept": f"upt={facility.pk}",
        "may_move": may(request.user, Permission.RECEIVE_STOCK, facility),
    }
    return render(request, "stock/balance_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECEIVE_STOCK)
def receive(request):
    return _move(request, "receive", ReceiveForm, actions.receive, "diterima")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECEIVE_STOCK)
def write_off(request):
    return _move(request, "write_off", WriteOffForm, actions.write_off, "dikeluarkan dari stok")


def _move(request, name, form_class, deed, said):
    facility, facilities = workplace(request, Permission.RECEIVE_STOCK)
    data = request.POST if request.method == "POST" else None
    form = form_class(data, initial={"package": request.GET.get("paket")}, facility=facility)
    if form.is_valid() and _done(request, deed, form, facility, said):
        return redirect(f"{reverse('stock:balance_list')}?upt={facility.pk}")
    context = {"form": form, "facility": facility, "facilities": facilities}
    return render(request, f"stock/{name}.html", context)


def _done(request, deed, form, facility, said) -> bool:
    facts = dict(form.cleaned_data)
    package, quantity = facts.pop("package"), facts["quantity"]
    try:
        deed(package, facility=facility, by=request.user, at=timezone.now(), **facts)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, f"{number(quantity)} {package.unit} {said}.")
    return True
