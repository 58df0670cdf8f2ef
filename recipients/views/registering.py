from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bansos.accounts.roles import Permission
from facilities.access import requires
from facilities.models import Facility

from .. import actions
from ..doors import posted, recipient_for
from ..intake import WITHOUT_INMATE, form_for, intake_of, workplaces
from ..models import Inmate

SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_REGISTERS)
def choose_inmate(request):
    """The first step: whose family it is, or none of an inmate's."""
    text = request.POST.get("q", "")
    here = Facility.objects.ids_visible_to(request.user, Permission.EDIT_REGISTERS)
    found = Inmate.objects.present().named(text, at=here)
    found = found.for_display() if text.strip() else found.order_by("-pk")
    context = {
        "inmates": found.select_related("facility")[:SHOWN],
        "text": text,
        "workplaces": workplaces(request.user),
        "categories": WITHOUT_INMATE,
    }
    page = "recipients/choose_inmate.html"
    return render(request, "recipients/_inmate_choices.html" if request.htmx else page, context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_REGISTERS)
def register(request):
    intake = intake_of(request)
    if intake is None:
        return redirect("recipients:choose_inmate")
    form = intake.form(posted(request))
    if form.is_valid() and (recipient := _saved(request, form, actions.register, **intake.facts)):
        messages.success(request, "Keluarga terdaftar. Menunggu verifikasi oleh orang kedua.")
        if "lagi" not in request.POST:
            return redirect(recipient)
        return redirect("recipients:choose_inmate" if intake.inmate else request.get_full_path())
    kin = kin_of(intake.inmate) if intake.inmate else []
    context = {"form": form, "intake": intake, "kin": kin}
    return render(request, "recipients/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_REGISTERS)
def revise(request, recipient_id):
    recipient = recipient_for(request, recipient_id, Permission.EDIT_REGISTERS)
    if recipient.is_retired:
        return redirect(recipient)
    kinship = recipient.main_kinship
    inmate, was_verified = kinship and kinship.inmate, recipient.is_verified
    form = form_for(
        posted(request), recipient.facility, recipient.category, inmate=inmate, instance=recipient
    )
    if form.is_valid() and (revised := _saved(request, form, actions.revise, recipient)):
        fell = was_verified and not revised.is_verified
        note = " Verifikasi dicabut: orang kedua perlu memeriksanya lagi." if fell else ""
        messages.success(request, f"Perubahan tersimpan.{note}")
        return redirect(revised)
    context = {"form": form, "recipient": recipient, "inmate": inmate}
    return render(request, "recipients/revise.html", context)


def kin_of(inmate):
    """The first families of the inmate here; of who stayed elsewhere no more is told."""
    here = inmate.recipients.active().filter(facility=inmate.facility_id)
    return here.defer("kk").order_by("pk")[:5]


def _saved(request, form, deed, *args, **facts):
    try:
        return deed(*args, **facts, **form.deed(), by=request.user, at=timezone.now())
    except actions.AlreadyRegistered as refusal:
        form.look_again(refusal)
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
    return None
