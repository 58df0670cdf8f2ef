"""The desk on a device: a page without anybody's data, and what keeps it there."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ..shell import shell as shell_now
from .policy import senses_allowed


@require_GET
@login_not_required
@never_cache
@senses_allowed
def shell(request):
    return HttpResponse(shell_now().page)


@require_GET
@login_not_required
@never_cache
def worker(request):
    return HttpResponse(shell_now().worker, content_type="text/javascript")
