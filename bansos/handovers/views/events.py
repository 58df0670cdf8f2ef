from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansos.accounts.roles import Permission
from bansos.privacy import searching
from bansos.stock.models import Movement
from bansos.stock.workplace import workplace
from facilities.access import requires

from .. import actions
from ..doors import done, event_for, posted, searched, show, show_tab, too_late
from ..forms import EventForm, ListForm, RevisionForm
from ..history import History
from ..models import Event, Handover

EVENTS_PER_PAGE = 25
ROWS_PER_PAGE = 50


@require_safe
@requires(Permission.SEE_NAMES)
def event_list(request):
    events = Event.objects.visible_to(request.user).for_display()
    page = Paginator(events, EVENTS_PER_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "handovers/event_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_EVENT)
def plan(request):
    facility, facilities = workplace(request, Permission.PLAN_EVENT)
    form = EventForm(posted(request), facility=facility)
    if form.is_valid():
        by, at = request.user, timezone.now()
        try:
            event = actions.plan(facility=facility, by=by, at=at, **form.facts)
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("handovers:choose_recipients", event.pk)
    context = {"form": form, "facility": facility, "facilities": facilities}
    return render(request, "handovers/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_EVENT)
def revise(request, event_id):
    event = event_for(request, event_id, Permission.PLAN_EVENT)
    if moved_on := too_late(request, event, *set(Event.State) - {Event.State.REPORTED}):
        return moved_on
    kind = EventForm if event.is_draft else RevisionForm
    # The form fills a row of its own: what was refused must not show in the page's head.
    own = event_for(request, event_id, Permission.PLAN_EVENT) if request.method == "POST" else event
    form = kind(posted(request), instance=own, facility=event.facility)
    if form.is_valid() and done(
        request, actions.revise, event, say="Perubahan disimpan.", **form.facts
    ):
        return redirect(event)
    return show(request, "revise", event, form=form)


@require_safe
@requires(Permission.SEE_NAMES)
def event_detail(request, event_id):
    event = event_for(request, event_id)
    form, (token, text) = ListForm(request.GET, event=event), searched(request)
    rows = form.entitlements(text).select_related("package", "symbolic_official")
    valid = Handover.objects.valid().select_related("handed_by", "recorded_by")
    rows = rows.prefetch_related(Prefetch("handovers", valid))
    page = Paginator(rows.order_by("number", "search_name", "pk"), ROWS_PER_PAGE)
    page = page.get_page(request.GET.get("halaman"))
    kept = _query(form, token)
    return show_tab(request, "event_detail", event, form=form, page=page, text=text, kept=kept)


@require_POST
@requires(Permission.SEE_NAMES)
def search_list(request, event_id):
    event = event_for(request, event_id)
    form = ListForm(request.POST, event=event)
    token = searching.remember(request, request.POST.get("q", ""))
    return redirect(f"{event.get_absolute_url()}?{_query(form, token)}")


@require_safe
@requires(Permission.SEE_NAMES)
def event_stock(request, event_id):
    event = event_for(request, event_id)
    movements = Movement.objects.of(event.package, at=event.facility)
    moved = movements.per_kind()
    return show_tab(
        request,
        "event_stock",
        event,
        moved=moved,
        handed=moved.get(Movement.Kind.HANDED, 0) - moved.get(Movement.Kind.VOIDED, 0),
        movements=movements.beside_handovers().select_related("recorded_by")[:20],
        items=event.package.items.all(),
    )


@require_safe
@requires(Permission.SEE_NAMES)
def event_history(request, event_id):
    event = event_for(request, event_id)
    history = History(event)
    page = Paginator(history.entries, ROWS_PER_PAGE).get_page(request.GET.get("halaman"))
    lines = [history.told(entry) for entry in page]
    return show_tab(request, "event_history", event, page=page, lines=lines)


def _query(form, token) -> str:
    """The filter and the search as they stand in the address."""
    return urlencode(form.asked | ({"cari": token} if token else {}))
