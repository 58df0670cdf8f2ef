from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bansos.accounts.roles import Permission
from facilities.access import may, requires
from recipients.actions import departure_of
from recipients.doors import inmate_for

from .. import actions
from ..actions.standing import named
from ..doors import posted
from ..forms import ReleaseForm, TransferForm


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DECIDE_LIST)
def transfer_inmate(request, inmate_id):
    """To another facility, with the families who hang on this inmate alone."""
    inmate = inmate_for(request, inmate_id, Permission.DECIDE_LIST)
    if inmate.has_left:
        return redirect(inmate)
    form = TransferForm(posted(request), inmate=inmate)
    if form.is_valid() and _said(request, actions.transfer_inmate, inmate, **form.cleaned_data):
        return redirect("recipients:inmate_list")
    return _asked(request, "transfer_inmate", inmate, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_REGISTERS)
def release_inmate(request, inmate_id):
    inmate = inmate_for(request, inmate_id, Permission.EDIT_REGISTERS)
    if inmate.has_left:
        return redirect(inmate)
    may_withdraw = may(request.user, Permission.DECIDE_LIST, inmate.facility) and bool(
        actions.open_entitlements(departure_of(inmate))
    )
    form = ReleaseForm(posted(request), may_withdraw=may_withdraw)
    if form.is_valid() and _said(request, actions.release_inmate, inmate, **form.deed()):
        return redirect(inmate)
    return _asked(request, "release_inmate", inmate, form=form)


def _asked(request, template, inmate, **context):
    """The question, with the families and the entitlements that it is about."""
    departure = departure_of(inmate)
    promised = actions.open_entitlements(departure)
    context |= {"inmate": inmate, "departure": departure, "promised": promised}
    return render(request, f"handovers/{template}.html", context)


def _said(request, deed, inmate, **facts) -> bool:
    """Do it and say what became of the families' entitlements, or why it was refused."""
    try:
        left = deed(inmate, by=request.user, at=timezone.now(), **facts)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return False
    lost = f" Dikeluarkan dari daftar: {named(left.withdrawn)}." if left.withdrawn else ""
    moved = f" ke {facts['to']}" if "to" in facts else ""
    messages.success(request, f"Kepergian {inmate.name}{moved} tercatat.{lost}")
    return True
