from django.contrib.auth import views as auth_views
from django.urls import path, reverse_lazy

from . import views
from .demo import DEMO_ACCOUNTS
from .forms import SignInForm

app_name = "accounts"

urlpatterns = [
    path(
        "masuk/",
        auth_views.LoginView.as_view(
            template_name="accounts/sign_in.html",
            authentication_form=SignInForm,
            extra_context={"demo_accounts": DEMO_ACCOUNTS},
        ),
        name="sign_in",
    ),
    path("masuk/peragaan/", views.demo_sign_in, name="demo_sign_in"),
    path("keluar/", auth_views.LogoutView.as_view(), name="sign_out"),
    path(
        "kata-sandi/",
        auth_views.PasswordChangeView.as_view(
            template_name="accounts/change_password.html",
            success_url=reverse_lazy("accounts:password_changed"),
        ),
        name="change_password",
    ),
    path(
        "kata-sandi/diganti/",
        auth_views.PasswordChangeDoneView.as_view(template_name="accounts/password_changed.html"),
        name="password_changed",
    ),
]
