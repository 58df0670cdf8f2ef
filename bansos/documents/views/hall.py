"""What is printed for the hall: coupons, the lists of their codes, and the list on paper."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from bansos.accounts.roles import Permission
from bansos.handovers.models import Entitlement
from bansos.privacy.exporting import answer, export, format_of
from facilities.access import requires

from .. import actions, facts, spreadsheets
from ..doors import event_for, not_yet, pdf

UNDECIDED = "Ini dicetak setelah daftar penerima ditetapkan."
NOBODY_WAITS = "Tidak ada penerima yang masih menunggu."


@require_GET
@cache_control(private=True, no_store=True)
@requires(Permission.PRINT_PAPERS)
def coupons(request, event_id):
    event = event_for(request, event_id)
    if refusal := _refusal(event, event.entitlements.waiting()):
        return not_yet(request, event, refusal)
    return pdf(request, actions.print_coupons(event, by=request.user, at=timezone.now()))


@require_GET
@cache_control(private=True, no_store=True)
@requires(Permission.PRINT_PAPERS)
def coupon(request, entitlement_id):
    visible = Entitlement.objects.visible_to(request.user, Permission.PRINT_PAPERS)
    with_event = visible.select_related(*(f"event__{name}" for name in facts.RELATED))
    entitlement = get_object_or_404(with_event, pk=entitlement_id)
    event = entitlement.event
    if refusal := _refusal(event, event.entitlements.waiting().filter(pk=entitlement.pk)):
        return not_yet(request, event, refusal)
    return pdf(request, actions.print_coupon(entitlement, by=request.user, at=timezone.now()))


@require_GET
@cache_control(private=True, no_store=True)
@requires(Permission.PRINT_PAPERS)
def code_list(request, event_id):
    event = event_for(request, event_id)
    if refusal := _refusal(event, event.entitlements.active()):
        return not_yet(request, event, refusal)
    return pdf(request, actions.print_code_list(event, by=request.user, at=timezone.now()))


@require_GET
@cache_control(private=True, no_store=True)
@requires(Permission.PRINT_PAPERS)
def paper_list(request, event_id):
    event = event_for(request, event_id)
    if refusal := _refusal(event, event.entitlements.active()):
        return not_yet(request, event, refusal)
    return pdf(request, actions.print_paper_list(event, by=request.user, at=timezone.now()))


@require_GET
@requires(Permission.PRINT_PAPERS)
def invitation_sheet(request, event_id):
    event, at = event_for(request, event_id), timezone.now()
    if refusal := _refusal(event, event.entitlements.waiting()):
        return not_yet(request, event, refusal)
    table, kind = spreadsheets.invitations(event), format_of(request)
    file = export(table, kind, by=request.user, at=at)
    return answer(table, kind, file, at=timezone.localtime(at))


def _refusal(event, listed) -> str:
    if not event.is_decided:
        return UNDECIDED
    if event.is_closed:
        return "Kegiatan ini sudah selesai; ini tidak dipakai lagi."
    return "" if listed.exists() else NOBODY_WAITS
