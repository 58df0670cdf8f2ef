"""The papers of an event that the catalogue lists."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from bansos.accounts.roles import Permission
from bansos.privacy.exporting import answer, export, format_of
from facilities.access import requires

from .. import actions
from ..catalogue import BEGUN, DECIDED
from ..doors import event_for, not_yet
from ..paper_sheets import SHEETS

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
@cache_control(private=True, no_store=True)
@requires(Permission.PRINT_PAPERS)
def report_word(request, event_id):
    event = event_for(request, event_id)
    if not event.has_begun:
        return not_yet(request, event, f"Laporan Kegiatan dicetak {BEGUN}.")
    printed = actions.write_report(event, by=request.user, at=timezone.now())
    response = HttpResponse(printed.content, content_type=WORD)
    response["Content-Disposition"] = content_disposition_header(True, printed.filename)
    return response


@require_GET
@requires(Permission.PRINT_PAPERS)
def paper_sheet(request, event_id, paper):
    table_of = SHEETS.get(paper)
    if table_of is None:
        raise Http404
    event, at = event_for(request, event_id), timezone.now()
    if not event.is_decided:
        return not_yet(request, event, f"Tabel diunduh {DECIDED}.")
    table, kind = table_of(event, at=at), format_of(request)
    file = export(table, kind, by=request.user, at=at)
    return answer(table, kind, file, at=timezone.localtime(at))
