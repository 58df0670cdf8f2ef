from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansos.accounts.roles import Permission
from bansos.indonesia.identity import group_digits
from bansos.privacy import actions as privacy
from bansos.privacy.searching import recall
from facilities.access import requires
from facilities.models import Facility

from .. import actions
from ..doors import done, posted, powers_of, recipient_for, render_list, search_kept
from ..forms import FilterForm, ReasonForm, RevealForm
from ..history import history_of
from ..models import Likeness, Recipient
from ..pages import page_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_NAMES)
def recipient_list(request):
    filters = FilterForm(request.GET)
    if request.method == "POST":
        return search_kept(request, filters.asked)
    token = request.GET.get("cari", "")
    text = recall(request, token)
    here = Facility.objects.ids_visible_to(request.user)
    found = filters.narrow(Recipient.objects.matching(text, at=here), at=here)
    asked = filters.asked | ({"cari": token} if text else {})
    context = {
        "page": page_of(
            found,
            after=request.GET.get("sesudah"),
            before=request.GET.get("sebelum"),
        ),
        "filters": filters,
        "text": text,
        "token": token if text else "",
        "kept": urlencode(asked),
        "kept_filters": urlencode(filters.asked),
    }
    return render_list(
        request, "recipients/recipient_list.html", "recipients/_recipients.html", context
    )


@require_safe
@requires(Permission.SEE_NAMES)
def recipient_detail(request, recipient_id):
    recipient = recipient_for(request, recipient_id)
    context = {
        "recipient": recipient,
        "powers": powers_of(request.user, recipient.facility),
        "is_own_work": recipient.is_known_first_hand_by(request.user),
        "likenesses": Likeness.objects.about(recipient)[:3],
        "history": history_of(recipient),
    }
    return render(request, "recipients/recipient_detail.html", context)


@require_POST
@requires(Permission.EDIT_REGISTERS)
def verify(request, recipient_id):
    recipient = recipient_for(request, recipient_id, Permission.EDIT_REGISTERS)
    done(request, actions.verify, recipient, say="Keluarga ini terverifikasi.")
    return redirect(recipient)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_REGISTERS)
def retire(request, recipient_id):
    recipient = recipient_for(request, recipient_id, Permission.EDIT_REGISTERS)
    form = ReasonForm(posted(request))
    if recipient.is_retired:
        return redirect(recipient)
    if form.is_valid():
        done(request, actions.retire, recipient, say="Dinonaktifkan.", **form.cleaned_data)
        return redirect(recipient)
    return render(request, "recipients/retire.html", {"recipient": recipient, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REVEAL_NUMBER)
def reveal(request, recipient_id):
    recipient = recipient_for(request, recipient_id, Permission.REVEAL_NUMBER)
    form = RevealForm(posted(request), recipient=recipient)
    context = {"recipient": recipient, "form": form}
    if form.is_valid():
        who, field = form.chosen()
        reason = form.cleaned_data["reason"]
        try:
            number = privacy.reveal(who, field, reason=reason, by=request.user, at=timezone.now())
            context |= {"number": group_digits(number), "who": who, "field": field}
        except privacy.ReasonMissing as refusal:
            form.add_error("reason", str(refusal))
    return render(request, "recipients/reveal.html", context)
