from django.contrib import admin

from bansos.accounts.admin_site import ReadOnlyAdmin

from .models import Balance, Movement


@admin.register(Balance)
class BalanceAdmin(ReadOnlyAdmin):
    list_display = ["facility", "package", "on_hand"]
    list_select_related = ["facility", "package"]
    search_fields = ["facility__short_name", "package__name", "package__campaign__name"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("facility", "package")


@admin.register(Movement)
class MovementAdmin(ReadOnlyAdmin):
    list_display = ["moved_at", "facility", "package", "kind", "quantity", "recorded_by", "note"]
    list_filter = ["kind"]
    search_fields = ["facility__short_name", "package__name"]
    date_hierarchy = "moved_at"
    show_full_result_count = False
    fields = [
        "moved_at",
        "facility",
        "package",
        "kind",
        "quantity",
        "recorded_by",
        "note",
        "handover_id",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("facility", "package", "recorded_by")
