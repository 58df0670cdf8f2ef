"""
What anybody may ask: does this paper stand.

No answer holds a name. A code that nobody has and one that is none are told in the same words,
after the same one question to the database.
"""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bansos.handovers.codes import LENGTH, read_code

from .. import attempts
from ..forms import CodeForm
from ..models import Document


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def verify(request):
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _answer(request, form.cleaned_data["code"])
    return render(request, "documents/verify.html", {"form": form})


@require_safe
@login_not_required
@never_cache
def verify_code(request, code):
    return _answer(request, code)


def _answer(request, text):
    if attempts.is_barred(request):
        return render(request, "documents/verify.html", {"is_barred": True}, status=429)
    code = read_code(text[:100]) or ""
    related = ["facility", "event__campaign", "event__facility", "replaced_by", "replaces"]
    plain = Document.objects.select_related(*related).defer("snapshot")
    # Older codes of six signs are of coupons, never of papers.
    document = plain.filter(code=code if len(code) == LENGTH else "").first()
    if document is None:
        attempts.note_miss(request)
        context = {"form": CodeForm(), "is_unknown": True}
        return render(request, "documents/verify.html", context, status=404)
    return render(request, "documents/verify_code.html", {"document": document})
