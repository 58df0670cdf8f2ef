from django.contrib import admin

from bansos.accounts.admin_site import ReadOnlyAdmin

from .models import Station


@admin.register(Station)
class StationAdmin(ReadOnlyAdmin):
    """To be looked at. Devices are paired and revoked on the pages of their event."""

    list_display = ["name", "facility", "event", "paired_by", "paired_at", "last_seen_at"]
    list_select_related = ["facility", "event__campaign", "paired_by"]
    search_fields = ["name", "facility__short_name"]
    exclude = ["token_hash"]
