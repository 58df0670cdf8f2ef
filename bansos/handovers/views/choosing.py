from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansos.accounts.roles import Permission
from bansos.privacy import searching
from facilities.access import requires
from recipients.models import Kinship, Recipient

from .. import actions
from ..doors import done, entitlement_for, event_for, posted, searched, show, too_late
from ..forms import CandidatesForm, ChooseForm, ReasonForm, SymbolicForm
from ..forms.choosing import MOST_PACKAGES
from ..models import Entitlement, Event

CANDIDATES_PER_PAGE = 250


@require_safe
@requires(Permission.PLAN_EVENT)
def choose_recipients(request, event_id):
    event = event_for(request, event_id, Permission.PLAN_EVENT)
    if moved_on := too_late(request, event, Event.State.DRAFT):
        return moved_on
    form = CandidatesForm(request.GET, event=event)
    token, text = searched(request)
    found = _with_claims(form.candidates(text), event)
    page = Paginator(found, CANDIDATES_PER_PAGE).get_page(request.GET.get("halaman"))
    shown = {"page": page, "text": text, "kept": _kept(form, token)}
    return show(request, "choose_recipients", event, form=form, **shown)


@require_POST
@requires(Permission.PLAN_EVENT)
def search_candidates(request, event_id):
    event = event_for(request, event_id, Permission.PLAN_EVENT)
    form = CandidatesForm(request.POST, event=event)
    token = searching.remember(request, request.POST.get("q", ""))
    return redirect(_address(event, form, token))


@require_POST
@requires(Permission.PLAN_EVENT)
def add_recipients(request, event_id):
    event = event_for(request, event_id, Permission.PLAN_EVENT)
    narrowed, (token, text) = CandidatesForm(request.GET, event=event), searched(request)
    form, back = ChooseForm(request.POST), _address(event, narrowed, token)
    if not form.is_valid():
        messages.error(request, f"Jumlah paket per penerima dari 1 sampai {MOST_PACKAGES}.")
        return redirect(back)
    picked = list(form.chosen(narrowed.candidates(text)))
    if not picked:
        messages.info(request, "Belum ada keluarga yang dipilih.")
        return redirect(back)
    facts = {"quantity": form.cleaned_data["quantity"], "by": request.user, "at": timezone.now()}
    try:
        chosen = actions.choose(event, picked, **facts)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(event)
    return show(request, "add_recipients", event, chosen=chosen, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DECIDE_LIST)
def exempt(request, event_id, recipient_id):
    event = event_for(request, event_id, Permission.DECIDE_LIST)
    if moved_on := too_late(request, event, Event.State.DRAFT):
        return moved_on
    recipient = get_object_or_404(Recipient, pk=recipient_id, facility=event.facility_id)
    form = ReasonForm(posted(request))
    if form.is_valid():
        facts = form.cleaned_data | {"say": f"{recipient} ditambahkan dengan pengecualian."}
        if done(request, actions.exempt, event, recipient, **facts):
            return redirect(event)
    return show(request, "exempt", event, recipient=recipient, form=form)


@require_POST
@requires(Permission.PLAN_EVENT)
def unchoose(request, entitlement_id):
    entitlement = entitlement_for(request, entitlement_id, Permission.PLAN_EVENT)
    done(request, actions.unchoose, entitlement, say=f"{entitlement} dikeluarkan dari daftar.")
    return redirect(entitlement.event)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_EVENT)
def mark_symbolic(request, entitlement_id):
    entitlement = entitlement_for(request, entitlement_id, Permission.PLAN_EVENT)
    initial = {"official": entitlement.symbolic_official_id}
    form = SymbolicForm(posted(request), initial=initial, facility=entitlement.facility_id)
    if form.is_valid() and done(
        request, actions.mark_symbolic, entitlement, say="Dicatat.", **form.cleaned_data
    ):
        return redirect("handovers:entitlement_detail", entitlement.pk)
    return show(request, "mark_symbolic", entitlement.event, entitlement=entitlement, form=form)


def _with_claims(recipients, event):
    """Tells of each whether it has an entitlement in the campaign, and whose family it is."""
    taken = Entitlement.objects.active().filter(campaign=event.campaign_id)
    taken = taken.filter(recipient=OuterRef("pk"))
    kinships = Prefetch("kinships", Kinship.objects.select_related("inmate"))
    return recipients.annotate(is_taken=Exists(taken)).prefetch_related(kinships)


def _kept(form, token) -> str:
    """The filter and the search as they stand in the address."""
    return urlencode(form.asked | ({"cari": token} if token else {}))


def _address(event, form, token) -> str:
    return f"{reverse('handovers:choose_recipients', args=[event.pk])}?{_kept(form, token)}"
