from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from .demo import DEMO_ACCOUNTS
from .models import User


@login_not_required
@require_POST
def demo_sign_in(request):
    """Sign in as one of the demonstration's people, by a press of a button."""
    username = request.POST.get("username", "")
    if not settings.DEMO or username not in {account.username for account in DEMO_ACCOUNTS}:
        raise Http404
    user = User.objects.filter(username=username, is_demo=True, is_active=True).first()
    if user is None:
        messages.error(request, "Akun peragaan belum ada. Jalankan perintah manage.py demo.")
        return redirect(settings.LOGIN_URL)
    login(request, user)
    return redirect(settings.LOGIN_REDIRECT_URL)
