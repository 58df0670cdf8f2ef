"""At which facility somebody works right now, who may be posted to several."""

from django.http import Http404

from facilities.models import Facility


def workplace(request, permission) -> tuple[Facility, list[Facility]]:
    """
    The facility the request is about, and all those it could be about.

    `?upt=` chooses among several; most people have one and never see the question.

    :raises Http404: if the user holds the permission nowhere, or not there.
    """
    facilities = list(
        Facility.objects.visible_to(request.user, permission).order_by("short_name", "pk")
    )
    wanted = request.GET.get("upt")
    here = [facility for facility in facilities if wanted in (None, "", str(facility.pk))]
    if not here:
        raise Http404
    return here[0], facilities
