"""Facilities in the admin, with their numbers, listings and corrections."""

from django.contrib import admin

from facilities.admin.facility_form import FacilityForm
from facilities.admin.merge_pages import MergePagesMixin
from facilities.corrections.kinds import kind_of
from facilities.models import Correction, Facility, Listing, Merge, Phone
from visitor_forms.admin_mixins import NoAddOrDeleteMixin, ReadOnlyMixin


class PhoneInline(ReadOnlyMixin, admin.TabularInline):
    model = Phone
    extra = 0


class ListingInline(ReadOnlyMixin, admin.TabularInline):
    model = Listing
    fk_name = "facility"
    fields = ["edition", "line", "merged_from", "codes"]
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
class FacilityAdmin(NoAddOrDeleteMixin, MergePagesMixin, admin.ModelAdmin):
    """Its status is the operator's; the rest comes from listings, corrections and merges."""

    form = FacilityForm
    change_form_template = "admin/facilities/facility/change_form.html"
    list_display = ["name", "program", "city", "state", "status", "precision"]
    list_filter = ["status", "precision", "address_withheld", "state"]
    search_fields = ["name", "program", "city", "zip", "public_id"]
    fields = [
        "status", "public_id", "name", "program", "street", "street2", "city",
        "state", "zip", "county", "address_withheld", "latitude", "longitude", "precision",
        "position_from", "website", "highlights", "changed_at",
    ]  # fmt: skip
    inlines = [PhoneInline, ListingInline, CorrectionInline]
    show_full_result_count = False

    def get_readonly_fields(self, request, obj=None):
        return [name for name in self.fields if name != "status"]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        facility = self.get_object(request, object_id)
        merges = Merge.objects.active().of(facility) if facility else Merge.objects.none()
        extra = {
            "merges": merges.select_related("facility", "into", "made_by"),
            "may_merge": request.user.has_perm("facilities.add_merge"),
            **(extra_context or {}),
        }
        return super().change_view(request, object_id, form_url, extra)
