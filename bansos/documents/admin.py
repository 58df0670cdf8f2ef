"""What was issued, to be looked at. It is done, and undone, on the screens of papers."""

from django.contrib import admin

from bansos.handovers.admin import DeedAdmin

from .models import Document, Scan


@admin.register(Document)
class DocumentAdmin(DeedAdmin):
    list_display = ["kind", "number", "facility", "state", "issued_at", "issued_by"]
    list_filter = ["state", "kind", "year"]
    search_fields = ["number", "facility__short_name"]
    # What stands on the paper is not the administrator's, and whose files are where is nobody's.
    hidden = ["snapshot", "file"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("snapshot")


@admin.register(Scan)
class ScanAdmin(DeedAdmin):
    list_display = ["document", "ending", "pages", "uploaded_at", "uploaded_by"]
    hidden = ["file"]
