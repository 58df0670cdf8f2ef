from django.contrib import admin

from bansos.accounts.admin_site import ReadOnlyAdmin
from bansos.audit.models import Entry, Head


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "chain", "number", "actor_name", "deed", "object_type", "object_id"]
    search_fields = ["=object_id", "=action"]
    search_help_text = "Id objek atau nama perbuatan, persis, misalnya handover.void"
    # The trail is the longest table of all: nobody counts it to show a hundred of its rows.
    show_full_result_count = False
    ordering = ["-pk"]

    @admin.display(description="perbuatan")
    def deed(self, entry):
        return entry.deed


@admin.register(Head)
class HeadAdmin(ReadOnlyAdmin):
    list_display = ["chain", "number", "hash"]
    ordering = ["chain"]
