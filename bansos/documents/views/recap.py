"""Totals of a month or a year, for who sees numbers: the choice on screen, PDF and workbook."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_safe

from bansos.accounts.roles import Permission
from bansos.indonesia.words import MONTHS
from bansos.privacy.exporting import answer, export, format_of
from facilities.access import postings_of, requires
from facilities.models import Facility, RegionalOffice

from .. import actions, paper_sheets
from .. import recap as recaps
from ..doors import pdf
from ..recap import Period

HOUSE = 0
FIRST_YEAR = 2020


@require_safe
@requires(Permission.SEE_NUMBERS)
def recap(request):
    facilities, office, period = _asked(request)
    now = timezone.now()
    context = {
        "paper": recaps.recap(facilities, period, office=office, at=now),
        "period": period,
        "office": office,
        "offices": _offices(request),
        "years": range(timezone.localdate().year, FIRST_YEAR - 1, -1),
        "months": list(enumerate(MONTHS, start=1)),
        "kept": request.GET.urlencode(),
    }
    return render(request, "documents/recap.html", context)


@require_GET
@cache_control(private=True, no_store=True)
@requires(Permission.SEE_NUMBERS)
def recap_paper(request):
    facilities, office, period = _asked(request)
    printed = actions.print_recap(
        facilities,
        period,
        office=office,
        chain=_chain(request),
        by=request.user,
        at=timezone.now(),
    )
    return pdf(request, printed)


@require_GET
@requires(Permission.SEE_NUMBERS)
def recap_sheet(request):
    facilities, office, period = _asked(request)
    at = timezone.now()
    paper = recaps.recap(facilities, period, office=office, at=at)
    filters = {"period": period.stamp} | ({"office": office.pk} if office else {})
    table = paper_sheets.recap(paper, chain=_chain(request), filters=filters)
    kind = format_of(request)
    file = export(table, kind, by=request.user, at=at)
    return answer(table, kind, file, at=timezone.localtime(at))


def _asked(request):
    """Whose numbers, of which office, of which month or year; this year's where nothing is said."""
    facilities = Facility.objects.visible_to(request.user, Permission.SEE_NUMBERS)
    office = None
    if asked := _number(request, "kanwil", most=2**31 - 1):
        office = get_object_or_404(_offices(request), pk=asked)
    today = timezone.localdate()
    year = _number(request, "tahun", least=FIRST_YEAR, most=today.year + 1) or today.year
    return facilities, office, Period(year, _number(request, "bulan", most=12))


def _offices(request):
    facilities = Facility.objects.visible_to(request.user, Permission.SEE_NUMBERS)
    return RegionalOffice.objects.filter(facilities__in=facilities).distinct()


def _number(request, name, *, least=1, most):
    text = request.GET.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0
    return number if least <= number <= most else None


def _chain(request) -> int:
    """Whoever counts over several facilities tells it to the house."""
    own = {posting.facility_id for posting in postings_of(request.user)}
    return (own.pop() if len(own) == 1 else None) or HOUSE
