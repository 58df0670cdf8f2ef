"""
The registers in the admin: corrections go through the same actions as on the screens.

Numbers are masked and not editable here; deeds (registration, verification, retirement)
and ties to inmates are done where their rules are.
"""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone

from bansos.accounts.admin_search import PostedSearch
from bansos.accounts.admin_site import ReadOnlyAdmin, TracedAdmin
from bansos.indonesia import regions

from . import actions
from .forms.fields import PhoneField, TidyField
from .models import Inmate, Kinship, Member, NeedCriterion, Recipient

OFFICE = "facility__regional_office"


class KeptAdmin(PostedSearch, TracedAdmin):
    """Rows that are corrected but stay; what is done to them goes through actions, traced there."""

    def has_delete_permission(self, request, obj=None):
        return False

    def log_addition(self, request, obj, message):
        """The action has written it down."""

    def log_change(self, request, obj, message):
        """The action has written it down."""

    def doing(self, request) -> dict:
        return {"by": request.user, "at": timezone.now()}


class VerifiedFilter(admin.SimpleListFilter):
    title = "verifikasi"
    parameter_name = "verifikasi"

    def lookups(self, request, model_admin):
        return [("sudah", "Terverifikasi"), ("belum", "Belum diverifikasi")]

    def queryset(self, request, queryset):
        match self.value():
            case "sudah":
                return queryset.verified()
            case "belum":
                return queryset.unverified()
        return queryset


class ViewInline(admin.TabularInline):
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request, obj):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class MemberInline(ViewInline):
    model = Member
    fields = ["name", "masked_nik", "sex", "birth_date", "relation", "left_on"]
    readonly_fields = ["masked_nik"]


class KinshipInline(ViewInline):
    model = Kinship
    fields = ["inmate", "relation"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("inmate", "recipient")


@admin.register(NeedCriterion)
class NeedCriterionAdmin(PostedSearch, TracedAdmin):
    list_display = ["name", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name"]

    def has_delete_permission(self, request, obj=None):
        # It would vanish from the families that have it. It is put out of use instead.
        return False


@admin.register(Inmate)
class InmateAdmin(KeptAdmin):
    list_display = ["name", "register_number", "legal_status", "facility"]
    list_filter = ["legal_status", OFFICE]
    list_select_related = ["facility"]
    search_fields = ["name", "register_number"]
    search_help_text = "Nama atau nomor register"
    autocomplete_fields = ["facility"]
    fields = ["facility", "name", "register_number", "legal_status"]

    def get_readonly_fields(self, request, obj=None):
        return ["facility", "registered_at", "registered_by"] if obj else []

    def get_fields(self, request, obj=None):
        return [*self.fields, *(["registered_at", "registered_by"] if obj else [])]

    def get_search_results(self, request, queryset, search_term):
        return queryset.named(search_term), False

    def save_model(self, request, obj, form, change):
        if change:
            actions.revise_inmate(obj, **form.cleaned_data, **self.doing(request))
        else:
            obj.pk = actions.register_inmate(**form.cleaned_data, **self.doing(request)).pk


class RecipientAdminForm(forms.ModelForm):
    name = TidyField(label="Nama penerima", max_length=150)
    phone = PhoneField(label="Nomor HP", max_length=30, required=False)

    def clean_region_code(self):
        code = self.cleaned_data["region_code"]
        if code and not regions.exists(code):
            raise ValidationError("Kode wilayah ini tidak dikenal.")
        return regions.dotted(code)


@admin.register(Recipient)
class RecipientAdmin(KeptAdmin):
    form = RecipientAdminForm
    list_display = ["name", "category", "masked_kk", "facility", "is_verified", "is_active"]
    list_filter = ["category", VerifiedFilter, ("retired_at", admin.EmptyFieldListFilter), OFFICE]
    list_select_related = ["facility"]
    search_fields = ["name"]
    search_help_text = "Nama, nomor register, NIK atau KK lengkap, 4 angka terakhir NIK"
    filter_horizontal = ["needs"]
    inlines = [MemberInline, KinshipInline]
    readonly_fields = [
        "facility",
        "category",
        "masked_kk",
        "registered_at",
        "registered_by",
        "identity_changed_at",
        "identity_changed_by",
        "verified_at",
        "verified_by",
        "retired_at",
        "retired_by",
        "retired_reason",
    ]
    fieldsets = [
        (None, {"fields": ["facility", "category", "name", "contact_name", "masked_kk"]}),
        ("Tempat dan keadaan", {"fields": ["address", "region_code", "phone", "needs", "note"]}),
        ("Persetujuan", {"fields": ["consent_manner", "consent_on"]}),
        ("Perjalanan", {"fields": readonly_fields[3:]}),
    ]

    @admin.display(description="nomor KK")
    def masked_kk(self, recipient):
        return recipient.masked_kk

    @admin.display(description="terverifikasi", boolean=True)
    def is_verified(self, recipient):
        return recipient.is_verified

    @admin.display(description="aktif", boolean=True)
    def is_active(self, recipient):
        return not recipient.is_retired

    def has_add_permission(self, request):
        # A family comes with its NIK and KK, and those are read and compared on the screen.
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.is_retired)

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    def save_model(self, request, obj, form, change):
        actions.revise(obj, **form.cleaned_data, **self.doing(request))


@admin.register(Member)
class MemberAdmin(KeptAdmin):
    list_display = ["name", "masked_nik", "recipient", "relation", "facility", "left_on"]
    list_filter = ["is_main", "sex", ("left_on", admin.EmptyFieldListFilter), OFFICE]
    list_select_related = ["recipient", "facility"]
    ordering = ["search_name", "pk"]
    search_fields = ["name"]
    search_help_text = "Nama, NIK lengkap, atau 4 angka terakhirnya"
    readonly_fields = ["recipient", "facility", "masked_nik", "is_main", "left_on"]
    fields = [
        *readonly_fields,
        "name",
        "nik_missing_reason",
        "birth_date",
        "sex",
        "relation",
        "may_collect",
    ]

    @admin.display(description="NIK")
    def masked_nik(self, member):
        return member.masked_nik

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.left_on)

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    def save_model(self, request, obj, form, change):
        person = actions.Person(id=obj.pk, **form.cleaned_data)
        facts = {"name": person.name, "main": person} if obj.is_main else {"members": [person]}
        actions.revise(obj.recipient, **facts, **self.doing(request))


@admin.register(Kinship)
class KinshipAdmin(PostedSearch, ReadOnlyAdmin):
    list_display = ["recipient", "relation", "inmate"]
    list_filter = ["relation", "recipient__facility__regional_office"]
    list_select_related = ["recipient", "inmate"]
    search_fields = ["recipient__search_name"]
    search_help_text = "Nama atau nomor register"

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False
