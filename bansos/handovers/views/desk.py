from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bansos.accounts.roles import Permission
from bansos.indonesia import words
from facilities.access import may, requires

from .. import actions
from ..codes import read_code
from ..doors import done, entitlement_for, event_for, handover_for, on_hand, posted, powers_of
from ..forms import DeskSearchForm, HandOverForm, ReasonForm, StationForm
from ..models import Entitlement, Handover

MOST_FOUND = 20
EARLIER_SHOWN = 5
WAITING_SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HAND_OVER)
def desk(request, event_id):
    event = event_for(request, event_id, Permission.HAND_OVER)
    form = DeskSearchForm(posted(request))
    found = _found(event, form.cleaned_data["q"]) if form.is_valid() else None
    if found and len(found) == 1:
        return redirect("handovers:hand_over", event.pk, found[0].pk)
    if found is None:
        shown = {"waiting": _waiting(event), "last": _last(request, event)}
    else:
        shown = {"found": found[:MOST_FOUND], "is_cut": len(found) > MOST_FOUND}
        shown["is_revoked"] = not found and _is_revoked(event, form.cleaned_data["q"])
    return _show(request, "desk", event, search=form, **shown)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HAND_OVER)
def hand_over(request, event_id, entitlement_id):
    entitlement = entitlement_for(request, entitlement_id, Permission.HAND_OVER)
    event = entitlement.event
    # Compared here: a database takes no number beyond its own.
    if event.pk != event_id:
        raise Http404
    initial = {"official": entitlement.symbolic_official_id}
    form = HandOverForm(posted(request), initial=initial, event=event)
    refusal = ""
    if form.is_valid():
        answer = _hand_over(
            request, form.operation_for(entitlement, station=_station(request)), event.facility
        )
        if answer.is_done:
            address = reverse("handovers:desk", args=[event.pk])
            return redirect(f"{address}?terakhir={answer.operation.id}")
        refusal = answer.message
    return _show(request, "hand_over", event, form=form, refusal=refusal, **_card(entitlement))


@require_POST
@requires(Permission.HAND_OVER)
def name_station(request, event_id):
    event = event_for(request, event_id, Permission.HAND_OVER)
    form = StationForm(request.POST)
    if form.is_valid():
        request.session["station"] = form.cleaned_data["station"]
    else:
        messages.error(request, "Nama meja paling banyak 40 huruf.")
    return redirect("handovers:desk", event.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HAND_OVER)
def void(request, operation_id):
    handover = handover_for(request, operation_id, Permission.HAND_OVER)
    event, is_head = (
        handover.event,
        may(request.user, Permission.VOID_HANDOVER, handover.event.facility),
    )
    form = ReasonForm(posted(request))
    if form.is_valid():
        facts = form.cleaned_data | {
            "is_head": is_head,
            "say": f"Penyerahan kepada {handover.entitlement} dibatalkan.",
        }
        if done(request, actions.void, handover, **facts):
            if event.is_serving:
                return redirect("handovers:desk", event.pk)
            return redirect("handovers:entitlement_detail", handover.entitlement_id)
    is_mine = handover.may_be_voided_by_its_officer(request.user, timezone.now())
    context = {"event": event, "handover": handover, "form": form, "may_void": is_head or is_mine}
    return render(request, "handovers/void.html", context)


def _show(request, template, event, **context):
    """The whole page, or for htmx only what stands inside the desk."""
    inside = "_" if request.htmx else ""
    context |= {
        "event": event,
        "station": _station(request),
        "powers": powers_of(request.user, event.facility),
    }
    return render(request, f"handovers/{inside}{template}.html", context)


def _station(request) -> str:
    return request.session.get("station", "")


def _hand_over(request, operation, facility) -> actions.Answer:
    by, at = request.user, timezone.now()
    [answer] = actions.hand_over([operation], facility=facility, by=by, at=at)
    return answer


def _card(entitlement) -> dict:
    """What the card tells of one family, and the id of what will be pressed on it."""
    handover = entitlement.handovers.valid().select_related("recorded_by", "handed_by").first()
    return {
        "search": DeskSearchForm(),
        "entitlement": entitlement,
        "total": entitlement.event.entitlements.count(),
        "handover": handover,
        "when": handover and _when(handover, entitlement.event.facility),
        "earlier": _earlier(entitlement),
        "on_hand": on_hand(entitlement.event),
        # Made with the page, so that every press of its button is the same operation. A page
        # that comes back after a refusal gets a new one: what was refused was not written.
        "operation": uuid4(),
    }


def _when(handover, facility) -> str:
    """The hour, and the day too if it was another."""
    day, today = (
        words.localize(at, facility).date() for at in [handover.handed_at, timezone.now()]
    )
    told = words.time_local if day == today else words.moment
    return f"{'pukul ' if day == today else ''}{told(handover.handed_at, facility)}"


def _found(event, text) -> list[Entitlement]:
    """
    Whom the text may mean, those waiting first, and one more than are shown.

    One alone if it is their number or code.
    """
    exact = list(event.entitlements.called(text)[:2])
    if len(exact) == 1:
        return exact
    rows = event.entitlements.matching(text).with_handover()
    rows = rows.annotate(handed_at=F("valid__handed_at"))
    # Where nothing is, the two databases would not agree on the order by themselves.
    open_first = [F(name).asc(nulls_first=True) for name in ["withdrawn_at", "valid__handed_at"]]
    return list(rows.order_by(*open_first, "number", "pk")[: MOST_FOUND + 1])


def _is_revoked(event, text) -> bool:
    """Whether it is the code of a coupon that was replaced by another."""
    return event.revoked_codes.filter(code=read_code(text)).exists()


def _waiting(event) -> list[Entitlement]:
    """The first of those still to come, for whoever would rather point than type."""
    return list(event.entitlements.waiting().order_by("number", "pk")[:WAITING_SHOWN])


def _last(request, event) -> Handover | None:
    """The handover just recorded, told once more so that it can be taken back."""
    try:
        operation_id = UUID(request.GET.get("terakhir", ""))
    except ValueError:
        return None
    related = event.handovers.select_related("entitlement", "recorded_by", "handed_by")
    return related.filter(pk=operation_id).first()


def _earlier(entitlement) -> list[Handover]:
    """What this family received before, here and at other events."""
    handovers = Handover.objects.valid().filter(entitlement__recipient=entitlement.recipient_id)
    others = handovers.exclude(entitlement=entitlement.pk)
    if not entitlement.event.campaign.is_rehearsal:
        others = others.exclude(event__campaign__is_rehearsal=True)
    return list(
        others.select_related("event__campaign", "event__facility").order_by("-handed_at", "pk")[
            :EARLIER_SHOWN
        ]
    )
