"""The lists as files to take along, with the filters in force. Every one goes into the trail."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bansos.accounts.roles import Permission
from bansos.handovers.calling import to_call
from bansos.handovers.delivering import teams_of, to_deliver
from bansos.handovers.forms import ListForm
from bansos.handovers.models import Event
from bansos.privacy.actions import ReasonMissing
from bansos.privacy.exporting import answer, export, export_in_full, format_of
from bansos.privacy.searching import recall
from bansos.stock.models import Balance, Movement
from bansos.stock.workplace import workplace
from facilities.access import requires
from facilities.models import Facility
from recipients.forms import FilterForm
from recipients.models import Inmate, Recipient

from .. import calling, delivering, spreadsheets
from ..forms import FullSheetForm


@require_GET
@requires(Permission.SEE_NAMES)
def families_sheet(request):
    found, filters = _families(request, Facility.objects.ids_visible_to(request.user))
    table = spreadsheets.families(found, chains=_chains(request), filters=filters)
    return _file(request, table)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DECIDE_LIST)
def full_families_sheet(request):
    """Full numbers leave by the head's hand alone, and for a reason."""
    form = FullSheetForm(request.POST if request.method == "POST" else None)
    powers = [Permission.REVEAL_NUMBER, Permission.DECIDE_LIST]
    own, decided = (Facility.objects.ids_visible_to(request.user, power) for power in powers)
    found, filters = _families(request, [pk for pk in own if pk in decided])
    if form.is_valid():
        chains, at = _chains(request, *powers), timezone.now()
        table = spreadsheets.families(found, chains=chains, filters=filters, in_full=True)
        kind, reason = format_of(request), form.cleaned_data["reason"]
        try:
            file = export_in_full(table, kind, reason=reason, by=request.user, at=at)
        except ReasonMissing as refusal:
            form.add_error("reason", str(refusal))
        else:
            return answer(table, kind, file, at=timezone.localtime(at))
    context = {"form": form, "count": found.count(), "filters": filters}
    return render(request, "documents/full_families_sheet.html", context)


@require_GET
@requires(Permission.SEE_NAMES)
def inmates_sheet(request):
    text = recall(request, request.GET.get("cari", ""))
    here = Facility.objects.ids_visible_to(request.user)
    found = Inmate.objects.named(text, at=here).with_family_count()
    table = spreadsheets.inmates(found, chains=_chains(request), filters=_searched(text))
    return _file(request, table)


@require_GET
@requires(Permission.SEE_NAMES)
def events_sheet(request):
    found = Event.objects.visible_to(request.user).for_display()
    return _file(request, spreadsheets.events(found, chains=_chains(request)))


@require_GET
@requires(Permission.SEE_NAMES)
def event_sheet(request, event_id):
    visible = Event.objects.visible_to(request.user).for_display()
    event = get_object_or_404(visible, pk=event_id)
    form, text = ListForm(request.GET, event=event), recall(request, request.GET.get("cari", ""))
    filters = form.asked | _searched(text)
    return _file(request, spreadsheets.event(event, form.entitlements(text), filters=filters))


@require_GET
@requires(Permission.HAND_OVER)
def reminders_sheet(request, event_id):
    visible = Event.objects.visible_to(request.user, Permission.HAND_OVER).for_display()
    event = get_object_or_404(visible, pk=event_id)
    return _file(request, calling.reminders(event, to_call(event)))


@require_GET
@requires(Permission.HAND_OVER)
def delivery_sheet(request, event_id):
    visible = Event.objects.visible_to(request.user, Permission.HAND_OVER).for_display()
    event = get_object_or_404(visible, pk=event_id)
    found, key = to_deliver(event), request.GET.get("tim", "")
    if key:
        names = [team.name for team in teams_of(event) if team.key == key]
        if not names:
            raise Http404
        found = found.filter(delivery_team__in=names)
    return _file(request, delivering.deliveries(event, found, is_one_team=bool(key)))


@require_GET
@requires(Permission.SEE_NAMES)
def movements_sheet(request):
    facility, _ = workplace(request, Permission.SEE_NAMES)
    found = Movement.objects.in_earnest().filter(facility=facility)
    return _file(request, spreadsheets.movements(found, facility=facility))


@require_GET
@requires(Permission.SEE_NAMES)
def balances_sheet(request):
    facility, _ = workplace(request, Permission.SEE_NAMES)
    found = Balance.objects.in_earnest().filter(facility=facility)
    return _file(request, spreadsheets.balances(found, facility=facility))


def _families(request, here):
    """Those that the list shows at these facilities, and the filters by which it does."""
    form, text = FilterForm(request.GET), recall(request, request.GET.get("cari", ""))
    found = form.narrow(Recipient.objects.matching(text, at=here), at=here)
    return found, form.asked | _searched(text)


def _searched(text) -> dict:
    # That something was searched, never what: it may be a name or a number.
    return {"cari": True} if text else {}


def _chains(request, *permissions) -> set[int]:
    facilities = Facility.objects.visible_to(request.user)
    for permission in permissions:
        facilities = facilities.visible_to(request.user, permission)
    return set(facilities.order_by().values_list("pk", flat=True))


def _file(request, table):
    kind, at = format_of(request), timezone.now()
    file = export(table, kind, by=request.user, at=at)
    return answer(table, kind, file, at=timezone.localtime(at))
