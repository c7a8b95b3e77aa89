"""Facilities in the admin, with their numbers, listings and corrections."""

from django.contrib import admin

from facilities.admin.facility_form import FacilityForm
from facilities.corrections.kinds import kind_of
from facilities.models import Correction, Facility, Listing, Phone
from visitor_forms.admin_mixins import NoAddOrDeleteMixin, ReadOnlyMixin


class PhoneInline(ReadOnlyMixin, admin.TabularInline):
    model = Phone
    extra = 0


class ListingInline(ReadOnlyMixin, admin.TabularInline):
    model = Listing
    fk_name = "facility"
    fields = ["edition", "line", "codes"]
    extra = 0


class CorrectionInline(ReadOnlyMixin, admin.TabularInline):
    model = Correction
    fields = ["what", "summary", "state", "is_contested", "provenance"]
    readonly_fields = ["summary", "provenance"]
    show_change_link = True
    extra = 0

    def summary(self, correction):
        return kind_of(correction).summary(correction)

    def provenance(self, correction):
        return kind_of(correction).provenance(correction)


@admin.register(Facility)
class FacilityAdmin(NoAddOrDeleteMixin, admin.ModelAdmin):
    """Its status is the operator's; the rest comes from listings and corrections."""

    form = FacilityForm
    list_display = ["name", "program", "city", "state", "status", "precision"]
    list_filter = ["status", "precision", "address_withheld", "state"]
    search_fields = ["name", "program", "city", "zip", "public_id"]
    fields = [
        "status", "merged_into", "public_id", "name", "program", "street", "street2", "city",
        "state", "zip", "county", "address_withheld", "latitude", "longitude", "precision",
        "position_from", "website", "highlights", "changed_at",
    ]  # fmt: skip
    raw_id_fields = ["merged_into"]
    inlines = [PhoneInline, ListingInline, CorrectionInline]
    show_full_result_count = False

    def get_readonly_fields(self, request, obj=None):
        return [name for name in self.fields if name not in ("status", "merged_into")]
