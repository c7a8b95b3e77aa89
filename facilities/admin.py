"""The directory in the admin: look everything up, change what an import respects."""

from django.contrib import admin

from facilities.models import Edition, Facility, Listing, Phone, Service, ServiceGroup


class ReadOnly:
    """What only an import may write."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class PhoneInline(ReadOnly, admin.TabularInline):
    model = Phone
    extra = 0


class ListingInline(ReadOnly, admin.TabularInline):
    model = Listing
    fields = ["edition", "line", "codes"]
    extra = 0


@admin.register(Facility)
class FacilityAdmin(admin.ModelAdmin):
    """Its status is the operator's; the rest comes from listings at every import."""

    list_display = ["name", "program", "city", "state", "status", "precision"]
    list_filter = ["status", "precision", "address_withheld", "state"]
    search_fields = ["name", "program", "city", "zip", "public_id"]
    fields = [
        "status", "merged_into", "public_id", "name", "program", "street", "street2", "city",
        "state", "zip", "county", "address_withheld", "latitude", "longitude", "precision",
        "website", "highlights", "changed_at",
    ]  # fmt: skip
    raw_id_fields = ["merged_into"]
    inlines = [PhoneInline, ListingInline]
    show_full_result_count = False

    def get_readonly_fields(self, request, obj=None):
        return [name for name in self.fields if name not in ("status", "merged_into")]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Edition)
class EditionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["title", "kind", "year", "is_current", "is_demo", "imported_at"]
    list_filter = ["kind", "is_current"]


@admin.register(ServiceGroup)
class ServiceGroupAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["name", "slug", "rule", "parameter", "position"]


@admin.register(Service)
class ServiceAdmin(ReadOnly, admin.ModelAdmin):
    """The taxonomy is reviewed like code: change fixtures/taxonomy, then load_taxonomy."""

    list_display = ["name", "slug", "code", "group", "polarity", "featured", "in_taxonomy"]
    list_filter = ["group", "polarity", "featured", "in_taxonomy"]
    search_fields = ["name", "slug", "code", "source_label"]
    list_select_related = ["group"]
