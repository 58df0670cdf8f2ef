from django.contrib import admin
from django.db.models import Count, Q
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bansos.accounts.admin_site import TracedAdmin

from . import admin_pages
from .forms import FacilityForm
from .models import Facility, LetterCounter, Official, Posting, RegionalOffice


class PresentFilter(admin.SimpleListFilter):
    """Rows with a first and a last day: those of today, or those that are over."""

    title = "masa berlaku"
    parameter_name = "berlaku"

    def lookups(self, request, model_admin):
        return [("ya", "Sekarang"), ("tidak", "Sudah berakhir")]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        match self.value():
            case "ya":
                return queryset.filter(Q(ends_on=None) | Q(ends_on__gte=today))
            case "tidak":
                return queryset.filter(ends_on__lt=today)
        return queryset


@admin.register(RegionalOffice)
class RegionalOfficeAdmin(TracedAdmin):
    list_display = ["name", "official_name", "facility_count"]
    search_fields = ["name", "official_name"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(facility_total=Count("facilities"))

    @admin.display(description="jumlah UPT", ordering="facility_total")
    def facility_count(self, office):
        return office.facility_total


class OfficialInline(admin.TabularInline):
    model = Official
    extra = 0
    fields = ["name", "nip", "rank", "position", "capacity", "is_head", "starts_on", "ends_on"]


class PostingInline(admin.TabularInline):
    """To be seen here; made and ended on the page of postings, with one trace each."""

    model = Posting
    extra = 0
    can_delete = False
    show_change_link = True
    fields = readonly_fields = ["user", "role", "starts_on", "ends_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user", "facility")

    def has_add_permission(self, request, obj):
        return False


@admin.register(Facility)
class FacilityAdmin(TracedAdmin):
    form = FacilityForm
    change_list_template = "admin/facilities/facility/change_list.html"
    list_display = [
        "short_name",
        "kind",
        "facility_class",
        "specialty",
        "regional_office",
        "time_zone",
        "closed_on",
    ]
    list_filter = ["kind", "facility_class", "time_zone", "regional_office"]
    list_select_related = ["regional_office"]
    search_fields = ["short_name", "official_name", "place"]
    autocomplete_fields = ["regional_office"]
    readonly_fields = ["shown_letterhead"]
    inlines = [OfficialInline, PostingInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("official_name", "short_name"),
                    ("kind", "facility_class", "specialty"),
                    ("place", "regency_code", "time_zone"),
                    "regional_office",
                    ("opened_on", "closed_on"),
                ]
            },
        ),
        ("Kop surat", {"fields": ["address", "letterhead", "logo", "shown_letterhead"]}),
        (
            "Kertas",
            {"fields": ["paper_size", ("margin_top", "margin_left", "margin_right")]},
        ),
        ("Nomor surat", {"fields": ["number_template", ("unit_code", "classification")]}),
    ]

    def trail_facility(self, obj):
        return obj

    @admin.display(description="kop surat di kertas (setelah disimpan)")
    def shown_letterhead(self, facility):
        if facility.pk is None:
            return "terlihat setelah disimpan"
        lines = format_html_join(SafeString("<br>"), "{}", ([x] for x in facility.letterhead_lines))
        return format_html('<div class="letterhead">{}</div>', lines)

    def get_urls(self):
        own = [
            path("muat/", self.admin_site.admin_view(self.load), name="facilities_facility_load"),
            path(
                "<int:facility_id>/logo/",
                self.admin_site.admin_view(self.logo),
                name="facilities_facility_logo",
            ),
        ]
        return own + super().get_urls()

    def load(self, request):
        return admin_pages.load_facilities(request, self.admin_site.each_context(request))

    def logo(self, request, facility_id):
        return admin_pages.logo(request, facility_id)


@admin.register(Official)
class OfficialAdmin(TracedAdmin):
    list_display = ["name", "title", "facility", "is_head", "starts_on", "ends_on"]
    list_filter = ["is_head", "capacity", PresentFilter]
    list_select_related = ["facility"]
    search_fields = ["name", "nip", "position", "facility__short_name"]
    autocomplete_fields = ["facility"]

    @admin.display(description="jabatan", ordering="position")
    def title(self, official):
        return official.title


@admin.register(Posting)
class PostingAdmin(TracedAdmin):
    """
    A posting is made and ended, not rewritten or removed: the past must stay readable.
    """

    list_display = ["user", "role", "facility", "regional_office", "starts_on", "ends_on"]
    list_filter = ["role", PresentFilter]
    list_select_related = ["user", "facility", "regional_office"]
    search_fields = ["user__name", "user__username", "facility__short_name"]
    autocomplete_fields = ["user", "facility", "regional_office"]
    fields = ["user", "role", "facility", "regional_office", "starts_on", "ends_on"]

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else ["user", "role", "facility", "regional_office"]

    def has_delete_permission(self, request, obj=None):
        return False

    def construct_change_message(self, request, form, formsets, add=False):
        details = super().construct_change_message(request, form, formsets, add)
        return details | {"user": form.instance.user_id, "role": form.instance.role}


@admin.register(LetterCounter)
class LetterCounterAdmin(TracedAdmin):
    list_display = ["facility", "year", "last"]
    list_filter = ["year"]
    list_select_related = ["facility"]
    search_fields = ["facility__short_name"]
    autocomplete_fields = ["facility"]

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else ["facility", "year"]

    def has_delete_permission(self, request, obj=None):
        return False
