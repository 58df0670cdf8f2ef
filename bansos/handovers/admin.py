"""
What was done, to be looked at. It is done, and undone, on the screens of the event.

Nobody is searched for by name here: what is searched stands in the address.
"""

from django.contrib import admin

from bansos.accounts.admin_site import ReadOnlyAdmin

from .models import (
    Claim,
    Conflict,
    Directive,
    Entitlement,
    Event,
    Guest,
    Handover,
    Refusal,
    RevokedCode,
    Statement,
    Tally,
)


class DeedAdmin(ReadOnlyAdmin):
    """Shows every field but the hidden ones, and fetches the rows they speak of with them."""

    hidden: list[str] = []
    show_full_result_count = False

    def get_fields(self, request, obj=None):
        names = [field.name for field in self.opts.concrete_fields]
        return [name for name in names if name not in self.hidden]

    def get_queryset(self, request):
        related = {field.name for field in self.opts.concrete_fields if field.is_relation}
        if "event" in related:
            related |= {"event__campaign", "event__facility"}
        return super().get_queryset(request).select_related(*sorted(related))


class NoteInline(admin.TabularInline):
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class GuestInline(NoteInline):
    model = Guest


class DirectiveInline(NoteInline):
    model = Directive


class StatementInline(NoteInline):
    model = Statement


@admin.register(Event)
class EventAdmin(DeedAdmin):
    list_display = ["campaign", "facility", "starts_at", "venue", "state", "certificate_number"]
    list_filter = ["state", "campaign"]
    search_fields = ["campaign__name", "facility__short_name", "certificate_number"]
    date_hierarchy = "starts_at"
    inlines = [GuestInline, DirectiveInline, StatementInline]


class StateFilter(admin.SimpleListFilter):
    title = "keadaan"
    parameter_name = "keadaan"

    def lookups(self, request, model_admin):
        return [("berlaku", "Berlaku"), ("dicabut", "Dicabut"), ("dikecualikan", "Dikecualikan")]

    def queryset(self, request, queryset):
        match self.value():
            case "berlaku":
                return queryset.active()
            case "dicabut":
                return queryset.withdrawn()
            case "dikecualikan":
                return queryset.exclude(exempted_at=None)
        return queryset


@admin.register(Entitlement)
class EntitlementAdmin(DeedAdmin):
    list_display = ["name", "facility", "event", "number", "shown_code", "quantity", "is_symbolic"]
    list_filter = [StateFilter, "is_symbolic", "category", "campaign"]
    search_fields = ["=code", "facility__short_name", "campaign__name"]
    search_help_text = "Cari menurut kode kupon, UPT, atau kampanye."
    hidden = ["search_name"]

    @admin.display(description="kode kupon", ordering="code")
    def shown_code(self, entitlement):
        return entitlement.shown_code


class VoidFilter(admin.SimpleListFilter):
    title = "keabsahan"
    parameter_name = "sah"

    def lookups(self, request, model_admin):
        return [("ya", "Sah"), ("tidak", "Dibatalkan")]

    def queryset(self, request, queryset):
        match self.value():
            case "ya":
                return queryset.valid()
            case "tidak":
                return queryset.exclude(voided_at=None)
        return queryset


@admin.register(Handover)
class HandoverAdmin(DeedAdmin):
    list_display = [
        "entitlement",
        "facility",
        "event",
        "kind",
        "handed_at",
        "recorded_by",
        "is_void",
    ]
    list_filter = [VoidFilter, "kind", "is_offline", "event__campaign"]
    search_fields = ["=entitlement__code", "facility__short_name", "event__campaign__name"]
    search_help_text = "Cari menurut kode kupon, UPT, atau kampanye."
    ordering = ["-event", "-handed_at"]
    hidden = ["proxy_number"]

    @admin.display(description="dibatalkan", boolean=True)
    def is_void(self, handover):
        return not handover.is_valid


@admin.register(Tally)
class TallyAdmin(DeedAdmin):
    list_display = ["event", "facility", "entitled", "handed", "symbolic", "by_proxy", "remaining"]
    list_filter = ["event__state", "event__campaign"]
    search_fields = ["event__facility__short_name", "event__campaign__name"]

    @admin.display(description="UPT", ordering="event__facility__short_name")
    def facility(self, tally):
        return tally.event.facility

    @admin.display(description="sisa")
    def remaining(self, tally):
        return tally.remaining


@admin.register(Claim)
class ClaimAdmin(DeedAdmin):
    list_display = ["entitlement", "campaign", "is_active", "is_exempted"]
    list_filter = ["is_active", "is_exempted", "campaign"]
    search_fields = ["=entitlement__code", "campaign__name"]
    ordering = ["-pk"]
    # A mark is the key by which the same family is found anywhere.
    hidden = ["mark"]


@admin.register(RevokedCode)
class RevokedCodeAdmin(DeedAdmin):
    list_display = ["entitlement", "facility", "event", "revoked_at", "revoked_by"]
    search_fields = ["=code", "facility__short_name"]
    search_help_text = "Cari menurut kode kupon atau UPT."


@admin.register(Conflict)
class ConflictAdmin(DeedAdmin):
    list_display = ["entitlement", "facility", "event", "cause", "handed_at", "settlement"]
    list_filter = ["cause", "settlement", "event__campaign"]
    search_fields = ["facility__short_name", "event__campaign__name"]
    hidden = ["proxy_number"]


@admin.register(Refusal)
class RefusalAdmin(DeedAdmin):
    list_display = ["entitlement", "facility", "event", "outcome", "message", "recorded_at"]
    list_filter = ["outcome", "event__campaign"]
    search_fields = ["facility__short_name", "event__campaign__name"]
