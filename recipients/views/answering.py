"""Small answers to a form while it is being filled in."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST

from bansos.accounts.roles import Permission
from bansos.indonesia import regions
from bansos.indonesia.words import parse_date
from facilities.access import requires

from ..answers import answer
from ..forms.region import SHOWN
from ..intake import workplaces
from ..models import Recipient
from ..pages import row_id

LONGEST = 100


@require_POST
@requires(Permission.EDIT_REGISTERS)
def check_number(request):
    """What the number in the field named by `bidang` tells, and where it stands already."""
    name = request.POST.get("bidang", "")
    prefix, _, kind = name.rpartition("-")
    prefix = f"{prefix}-" if prefix else ""
    found = answer(
        "kk" if kind == "kk" else "nik",
        request.POST.get(name, "").replace("\0", "")[:LONGEST],
        facility=_facility(request),
        sex=request.POST.get(f"{prefix}sex", ""),
        birth_date=_date(request.POST.get(f"{prefix}birth_date", "")),
        beside=_beside(request),
        confirmed=request.POST.getlist("yakin"),
    )
    return render(request, "recipients/_answer.html", {"answer": found, "is_live": True})


@require_POST
@requires(Permission.EDIT_REGISTERS)
def search_regions(request):
    """Places that answer the words typed so far, those near the facility first."""
    text = request.POST.get("region_text", "")[:LONGEST]
    found = regions.search(text, within=_facility(request).regency_code, limit=SHOWN)
    context = {"regions": found, "text": text, "chosen": request.POST.get("region_code", "")}
    return render(request, "recipients/_regions.html", context)


def _facility(request):
    own = workplaces(request.user)
    wanted = request.POST.get("upt", "")
    here = [facility for facility in own if str(facility.pk) == wanted] or own
    if not here:
        raise Http404
    return here[0]


def _beside(request):
    pk = row_id(request.POST.get("penerima"))
    visible = Recipient.objects.visible_to(request.user, Permission.EDIT_REGISTERS)
    return visible.filter(pk=pk).defer("kk").first() if pk else None


def _date(text):
    try:
        return parse_date(text[:LONGEST])
    except ValueError:
        return None
