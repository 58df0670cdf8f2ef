"""What every page of a signed-in user has: their facility's clock, and no copy left behind."""

from django.utils import timezone
from django.utils.cache import patch_cache_control

from .access import postings_of


def local_clock(get_response):
    """Days and times without a facility of their own are shown as the user's clock has them."""

    def middleware(request):
        facility = next((p.facility for p in postings_of(request.user) if p.facility), None)
        with timezone.override(facility.zone if facility else None):
            return get_response(request)

    return middleware


def nothing_kept(get_response):
    """Pages hold names: no cache keeps them, and after signing out "back" shows none."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
