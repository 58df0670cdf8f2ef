"""Django's own admin, opened by the role table instead of a staff flag."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    default_site = "bansos.accounts.admin_site.AdminSite"


class AdminSite(admin.AdminSite):
    site_header = "Bansos Pemasyarakatan"
    site_title = "Bansos"
    index_title = "Pengelolaan data"

    def has_permission(self, request):
        return request.user.is_active and request.user.has_module_perms("admin")

    def login(self, request, extra_context=None):
        # Django's own models are not ready yet when this module is first read.
        from django.contrib.auth.views import redirect_to_login

        # One door for everybody; a second sign-in page would be a second set of rules.
        return redirect_to_login(request.GET.get("next", request.path))


class ReadOnlyAdmin(admin.ModelAdmin):
    """For deeds: to be looked at here, and done where they are done."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
