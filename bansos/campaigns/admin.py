from django.contrib import admin

from bansos.accounts.admin_site import TracedAdmin

from .models import Campaign, Package, PackageItem, Programme, Quota


@admin.register(Programme)
class ProgrammeAdmin(TracedAdmin):
    list_display = ["name"]
    search_fields = ["name"]


class PackageInline(admin.TabularInline):
    """To be seen here; made and filled on the page of packages."""

    model = Package
    extra = 0
    can_delete = False
    show_change_link = True
    fields = ["name", "unit", "facility"]
    readonly_fields = ["name", "unit", "facility"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("facility")

    def has_add_permission(self, request, obj):
        return False


@admin.register(Campaign)
class CampaignAdmin(TracedAdmin):
    """
    Where a campaign runs is said when it is made: events may stand on it from then on.
    """

    list_display = ["name", "occasion", "scope", "place", "starts_on", "ends_on", "is_rehearsal"]
    list_filter = ["scope", "is_rehearsal", "programme"]
    list_select_related = ["regional_office", "facility"]
    search_fields = ["name", "occasion", "theme", "basis"]
    autocomplete_fields = ["programme", "regional_office", "facility"]
    date_hierarchy = "starts_on"
    inlines = [PackageInline]
    fieldsets = [
        (None, {"fields": ["name", "occasion", "theme", "programme", "basis"]}),
        ("Lingkup", {"fields": ["scope", "regional_office", "facility"]}),
        ("Waktu", {"fields": [("starts_on", "ends_on"), "late_days", "is_rehearsal"]}),
        ("Di pintu", {"fields": ["walk_ins"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        # A rehearsal is wiped as a whole; what was meant in earnest must never become one.
        return [] if obj is None else ["scope", "regional_office", "facility", "is_rehearsal"]

    @admin.display(description="tempat")
    def place(self, campaign):
        return campaign.facility or campaign.regional_office or "Nasional"


class PackageItemInline(admin.TabularInline):
    model = PackageItem
    extra = 0
    min_num = 1
    fields = ["name", "quantity", "unit", "unit_price"]


@admin.register(Package)
class PackageAdmin(TracedAdmin):
    list_display = ["name", "campaign", "facility", "contents"]
    list_filter = ["campaign"]
    list_select_related = ["campaign", "facility"]
    search_fields = ["name", "campaign__name", "facility__short_name"]
    autocomplete_fields = ["campaign", "facility"]
    inlines = [PackageItemInline]
    fields = ["campaign", "facility", "name", "unit"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("items")

    def get_readonly_fields(self, request, obj=None):
        # Stock is counted and events are planned by the package as it was made.
        return [] if obj is None else ["campaign", "facility"]

    @admin.display(description="isi")
    def contents(self, package):
        return ", ".join(item.name for item in package.items.all()) or "belum diisi"


@admin.register(Quota)
class QuotaAdmin(TracedAdmin):
    list_display = ["campaign", "facility", "packages"]
    list_filter = ["campaign"]
    list_select_related = ["campaign", "facility"]
    search_fields = ["campaign__name", "facility__short_name"]
    autocomplete_fields = ["campaign", "facility"]

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else ["campaign", "facility"]
