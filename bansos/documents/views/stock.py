"""The papers of a facility's stock."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from bansos.accounts.roles import Permission
from bansos.indonesia.words import parse_date
from bansos.privacy.exporting import answer, export, format_of
from bansos.stock.models import Balance, Movement
from facilities.access import requires

from .. import actions, ledger, paper_sheets
from ..doors import pdf

PLACE = ["facility__regional_office", "package__campaign"]


@require_GET
@cache_control(private=True, no_store=True)
@requires(Permission.PRINT_PAPERS)
def stock_card(request, balance_id):
    balance, at = _balance_for(request, balance_id), timezone.now()
    printed = actions.print_stock_card(balance, **_period(request), by=request.user, at=at)
    return pdf(request, printed)


@require_GET
@requires(Permission.PRINT_PAPERS)
def stock_card_sheet(request, balance_id):
    balance, at = _balance_for(request, balance_id), timezone.now()
    card = ledger.stock_card(balance, at=at, **_period(request))
    table, kind = paper_sheets.stock_card(card, facility=balance.facility), format_of(request)
    file = export(table, kind, by=request.user, at=at)
    return answer(table, kind, file, at=timezone.localtime(at))


@require_GET
@cache_control(private=True, no_store=True)
@requires(Permission.PRINT_PAPERS)
def goods_receipt(request, movement_id):
    visible = Movement.objects.visible_to(request.user, Permission.PRINT_PAPERS)
    received = visible.filter(kind=Movement.Kind.RECEIVED)
    related = received.select_related(*PLACE, "recorded_by")
    movement = get_object_or_404(related, pk=movement_id)
    return pdf(request, actions.print_goods_receipt(movement, by=request.user, at=timezone.now()))


def _balance_for(request, balance_id) -> Balance:
    visible = Balance.objects.visible_to(request.user, Permission.PRINT_PAPERS)
    return get_object_or_404(visible.select_related(*PLACE), pk=balance_id)


def _period(request) -> dict:
    return {"since": _day(request, "dari"), "until": _day(request, "sampai")}


def _day(request, name):
    """The day that is asked for; none where it is no day."""
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None
