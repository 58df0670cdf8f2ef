from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .admin_site import TracedAdmin
from .models import User

LINE_BREAK = SafeString("<br>")

# Nobody is in a group here: what people may do follows from their postings.
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(TracedAdmin, DjangoUserAdmin):
    """
    People who sign in. What they may do is their postings, which have a page of their own.

    A user is never deleted, only switched off: the trail and the registers speak of them.
    """

    list_display = ["username", "name", "shown_postings", "is_active", "last_login"]
    list_filter = ["is_active", "is_superuser", "is_demo"]
    search_fields = ["username", "name", "email"]
    ordering = ["username"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password", "name", "email", "is_active"]}),
        ("Penugasan", {"fields": ["postings_with_links"]}),
        ("Riwayat", {"fields": ["is_superuser", "is_demo", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "name", "email", "password1", "password2"]})]
    readonly_fields = [
        "postings_with_links",
        "is_superuser",
        "is_demo",
        "last_login",
        "date_joined",
    ]

    def get_queryset(self, request):
        places = ["postings__facility", "postings__regional_office"]
        return super().get_queryset(request).prefetch_related(*places)

    @admin.display(description="penugasan")
    def shown_postings(self, user):
        lines = [(f"{p.get_role_display()} · {p.place}",) for p in user.postings.all()]
        return format_html_join(LINE_BREAK, "{}", lines) or "belum ada"

    @admin.display(description="penugasan")
    def postings_with_links(self, user):
        return format_html(
            '{}<br><a href="{}?user__id__exact={}">Lihat penugasan</a> · '
            '<a href="{}?user={}">Tambah penugasan</a>',
            self.shown_postings(user),
            reverse("admin:facilities_posting_changelist"),
            user.pk,
            reverse("admin:facilities_posting_add"),
            user.pk,
        )

    def has_delete_permission(self, request, obj=None):
        return False

    @transaction.atomic
    def user_change_password(self, request, id, form_url=""):  # noqa: A002
        # Django leaves this page without a transaction; the trail asks for one.
        return super().user_change_password(request, id, form_url)
