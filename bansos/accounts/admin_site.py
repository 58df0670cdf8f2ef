"""
Django's own admin, opened by the role table instead of a staff flag, and traced.

The settings name this module as an app, so it is read before any model is ready: what needs
models imports them where it does.
"""

from functools import update_wrapper

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.contrib.admin.utils import unquote
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, FieldDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse

SHOWN_ENTRIES = 100
"""How much of an object's history the admin shows."""


class AdminConfig(DjangoAdminConfig):
    default_site = "bansos.accounts.admin_site.AdminSite"


class AdminSite(admin.AdminSite):
    site_header = "Bansos Pemasyarakatan"
    site_title = "Bansos"
    index_title = "Pengelolaan data"

    def has_permission(self, request):
        return request.user.is_active and request.user.has_module_perms("admin")

    def admin_view(self, view, cacheable=False):
        guarded = super().admin_view(view, cacheable)

        def refuse_or_show(request, *args, **kwargs):
            # Who is signed in already would only be sent round in circles by a sign-in page.
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            # PostgreSQL takes no NUL, and not every page of Django's asks a form first.
            if "%00" in request.META["QUERY_STRING"]:
                raise BadRequest
            return guarded(request, *args, **kwargs)

        return update_wrapper(refuse_or_show, guarded)

    @login_not_required
    def login(self, request, extra_context=None):
        from django.contrib.auth.views import redirect_to_login

        if self.has_permission(request):
            return redirect("admin:index")
        # One door for everybody; a second sign-in page would be a second set of rules.
        return redirect_to_login(request.GET.get("next", reverse("admin:index")))


class TracedAdmin(admin.ModelAdmin):
    """
    Leaves each addition, change and deletion in the trail: the names of the fields, no values.

    It takes the place of Django's own log, which would be a second trail, and one that can
    be rewritten.
    """

    def trail_facility(self, obj):
        """The facility in whose chain the entry goes; by default the object's own."""

    def get_changeform_initial_data(self, request):
        # An address may fill a form in advance; an id that is none would break the page.
        asked = super().get_changeform_initial_data(request)
        return {name: value for name, value in asked.items() if self._may_start_as(name, value)}

    def construct_change_message(self, request, form, formsets, add=False):
        details = {"fields": list(form.changed_data)}
        for formset in formsets or []:
            if rows := _changed_rows(formset):
                details[formset.model._meta.label_lower] = rows
        return details

    def log_addition(self, request, obj, message):
        self._trace("add", request, obj, message)

    def log_change(self, request, obj, message):
        self._trace("change", request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            self._trace("delete", request, obj, {})

    @transaction.atomic
    def response_action(self, request, queryset):
        # What is deleted and what the trail says of it belong to one transaction.
        chosen = request.POST.getlist(admin.helpers.ACTION_CHECKBOX_NAME)
        if not all(fits(self.opts.pk, pk) for pk in chosen):
            raise BadRequest
        return super().response_action(request, queryset)

    def history_view(self, request, object_id, extra_context=None):
        from bansos.audit.models import Entry

        of_object = Entry.objects.filter(
            object_type=self.opts.label_lower, object_id=unquote(object_id)
        )
        entries = {"entries": of_object.newest_first()[:SHOWN_ENTRIES]}
        return super().history_view(request, object_id, entries | (extra_context or {}))

    def _may_start_as(self, name, value) -> bool:
        try:
            field = self.opts.get_field(name)
        except FieldDoesNotExist:
            return False
        return not field.many_to_many and fits(field, value)

    def _trace(self, verb, request, obj, details):
        from bansos.audit import trail

        trail.record(
            f"{obj._meta.label_lower}.{verb}",
            obj,
            by=request.user,
            facility=self.trail_facility(obj),
            details=details,
        )


def fits(field, value) -> bool:
    """Whether both databases can look for the value in the field."""
    try:
        value = field.to_python(value)
    except ValidationError:
        return False
    return not isinstance(value, int) or abs(value) < 2**63


def _changed_rows(formset) -> dict:
    """What was done to the rows of an inline: their ids, and the names of changed fields."""
    rows = {
        "added": [obj.pk for obj in formset.new_objects],
        "changed": {obj.pk: list(fields) for obj, fields in formset.changed_objects},
        "deleted": [obj.pk for obj in formset.deleted_objects],
    }
    return {verb: done for verb, done in rows.items() if done}


class ReadOnlyAdmin(admin.ModelAdmin):
    """For deeds: to be looked at here, and done where they are done."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
