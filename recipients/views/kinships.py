from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bansos.accounts.roles import Permission
from facilities.access import requires

from .. import actions
from ..doors import done, recipient_for
from ..forms import KinshipForm
from ..models import Inmate

SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_REGISTERS)
def add_kinship(request, recipient_id):
    """Search among the facility's inmates, then tie one of them to the recipient."""
    recipient = recipient_for(request, recipient_id, Permission.EDIT_REGISTERS)
    if recipient.is_retired:
        return redirect(recipient)
    text = request.POST.get("q", "")
    is_search = request.method != "POST" or "cari" in request.POST or request.htmx
    form = KinshipForm(None if is_search else request.POST, facility=recipient.facility)
    if form.is_valid():
        done(request, actions.add_kinship, recipient, say="Hubungan dicatat.", **form.cleaned_data)
        return redirect(recipient)
    here = [recipient.facility_id]
    inmates = Inmate.objects.present().named(text, at=here)
    context = {
        "recipient": recipient,
        "form": form,
        "text": text,
        "inmates": inmates.exclude(kinships__recipient=recipient).for_display()[:SHOWN],
    }
    page = "recipients/add_kinship.html"
    return render(request, "recipients/_inmate_radios.html" if request.htmx else page, context)


@require_POST
@requires(Permission.EDIT_REGISTERS)
def drop_kinship(request, recipient_id, kinship_id):
    recipient = recipient_for(request, recipient_id, Permission.EDIT_REGISTERS)
    kinship = get_object_or_404(recipient.kinships, pk=kinship_id)
    done(request, actions.drop_kinship, kinship, say="Hubungan dihapus.")
    return redirect("recipients:add_kinship", recipient.pk)
