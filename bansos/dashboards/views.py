"""What goes on, in numbers and in words. Nothing here changes anything."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST, require_safe

from bansos.accounts.roles import Permission
from bansos.audit import trail as audit
from bansos.audit.models import Head
from bansos.handovers import watching
from bansos.privacy.exporting import answer, export, format_of
from facilities.access import permissions_of, postings_of, requires
from facilities.models import Facility, RegionalOffice

from . import figures, sheets, work
from .forms import TrailForm
from .trail import HOUSE, Scope, line

ENTRIES_PER_PAGE = 50


@require_safe
def home(request):
    now = timezone.now()
    zone = home_zone(request.user)
    here = now.astimezone(zone)
    context = {"now": now, "zone": zone, "today": here.date(), "greeting": greeting(here.hour)}
    permissions = permissions_of(request.user)
    if Permission.SEE_NAMES in permissions:
        context |= facility_work(request.user, now)
    elif Permission.SEE_NUMBERS in permissions:
        facilities = Facility.objects.visible_to(request.user, Permission.SEE_NUMBERS)
        context["total"] = figures.total(facilities)
    return render(request, "dashboards/home.html", context)


def facility_work(user, now) -> dict:
    facilities = Facility.objects.ids_visible_to(user)
    is_head = Permission.VOID_HANDOVER in permissions_of(user)
    events = work.unfinished_events(facilities)
    counts = work.register_counts(facilities, user=user)
    return {
        "events": work.with_stock(work.shown_events(events, now)),
        "counts": counts,
        "tasks": [
            *(work.head_tasks(user, at=now) if is_head else []),
            *work.event_tasks(events, user=user, at=now),
            *work.register_tasks(counts),
        ],
    }


@require_safe
@requires(Permission.VOID_HANDOVER)
def tasks(request):
    """What the head is to look into, the most urgent first."""
    now = timezone.now()
    facilities = Facility.objects.visible_to(request.user, Permission.VOID_HANDOVER)
    events = watching.watched(facilities, at=now)
    context = {"tasks": watching.tasks_of(events, at=now), "now": now}
    context["zone"] = home_zone(request.user)
    return render(request, "dashboards/tasks.html", context)


@require_safe
@requires(Permission.SEE_NUMBERS)
def numbers(request, office_id=None):
    context = {"now": timezone.now(), "zone": home_zone(request.user)}
    return render(request, "dashboards/numbers.html", context | _board(request, office_id))


@require_GET
@requires(Permission.SEE_NUMBERS)
def numbers_sheet(request, office_id=None):
    # Whoever counts over several facilities tells it to the house.
    own = {posting.facility_id for posting in postings_of(request.user)}
    chain = own.pop() if len(own) == 1 else None
    return _file(request, sheets.numbers(_board(request, office_id), chain=chain or HOUSE))


def _board(request, office_id) -> dict:
    """The totals that are asked for: of the nation, of an office, of one campaign."""
    facilities = Facility.objects.visible_to(request.user, Permission.SEE_NUMBERS)
    office = None
    if office_id is not None:
        offices = RegionalOffice.objects.filter(facilities__in=facilities)
        office = get_object_or_404(offices.distinct(), pk=office_id)
        facilities = facilities.filter(regional_office=office)
    campaigns = figures.campaigns_at(facilities)
    wanted = request.GET.get("kampanye")
    campaign = next((each for each in campaigns if str(each.pk) == wanted), None)
    rows = [] if office else figures.per_office(facilities, campaign)
    is_per_office = len(rows) > 1
    if not is_per_office:
        rows = figures.per_facility(facilities, campaign)
    return {
        "office": office,
        "campaigns": campaigns,
        "campaign": campaign,
        "is_per_office": is_per_office,
        "rows": rows,
        "total": figures.sum_up(rows),
        "kept": urlencode({"kampanye": campaign.pk}) if campaign else "",
    }


@require_safe
@requires(Permission.SEE_TRAIL)
def trail(request):
    scope = Scope(request.user)
    form = TrailForm(request.GET, scope=scope)
    entries = list(form.entries()[: ENTRIES_PER_PAGE + 1])
    shown = entries[:ENTRIES_PER_PAGE]
    kept = {name: value for name, value in request.GET.items() if form.cleaned_data.get(name)}
    older = kept | {"sebelum": shown[-1].pk} if len(entries) > len(shown) else None
    context = {
        "form": form,
        "lines": [line(entry, scope) for entry in shown],
        "older": older and urlencode(older),
        "kept": urlencode(form.asked),
        "chain": form.chain,
        "place": "" if form.chain is None else scope.place_of(form.chain),
        "actor": shown[0].actor_name if shown and form.cleaned_data.get("pelaku") else "",
        "is_over_several": form.chain is None,
    }
    return render(request, "dashboards/trail.html", context)


@require_GET
@requires(Permission.SEE_TRAIL)
def trail_sheet(request):
    scope, asked = Scope(request.user), request.GET.copy()
    # Where one has read to is no filter.
    asked.pop("sebelum", None)
    return _file(request, sheets.trail(TrailForm(asked, scope=scope), scope))


def _file(request, table):
    kind, at = format_of(request), timezone.now()
    file = export(table, kind, by=request.user, at=at)
    return answer(table, kind, file, at=timezone.localtime(at))


@require_POST
@requires(Permission.SEE_TRAIL)
def verify_chain(request):
    scope = Scope(request.user)
    chain = next((pk for pk, _ in scope.choices if str(pk) == request.POST.get("upt")), None)
    if chain is None:
        raise Http404
    head = Head.objects.filter(chain=chain).first()
    found = next(audit.verify(chain), None)
    if found:
        messages.error(request, f"{scope.place_of(chain)}: {found}")
    else:
        until = f"utuh sampai catatan nomor {head.number}" if head else "masih kosong"
        messages.success(request, f"Rantai jejak {scope.place_of(chain)} {until}.")
    return redirect(f"{reverse('dashboards:trail')}?{urlencode({'upt': chain})}")


def home_zone(user) -> ZoneInfo:
    """The clock of where the user is posted; a regional office has the one of its facilities."""
    for posting in postings_of(user):
        if posting.facility:
            return posting.facility.zone
        if posting.regional_office:
            facility = posting.regional_office.facilities.order_by("pk").first()
            if facility:
                return facility.zone
    return ZoneInfo("Asia/Jakarta")


def greeting(hour) -> str:
    """The Indonesian greeting for an hour of the day."""
    for until, words in [(4, "malam"), (11, "pagi"), (15, "siang"), (18, "sore")]:
        if hour < until:
            return f"Selamat {words}"
    return "Selamat malam"
