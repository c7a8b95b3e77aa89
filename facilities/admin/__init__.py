"""The directory in the admin: look everything up, change what an import respects."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from facilities.admin.correction_form import CorrectionForm
from facilities.admin.facility_form import FacilityForm
from facilities.corrections.kinds import FOUND, fieldsets
from facilities.importing.lock import ImportRunning, import_lock
from facilities.importing.save_correction import (
    put_right,
    said_by_source,
    withdraw,
    words_of_source,
)
from facilities.models import (
    Correction,
    Edition,
    Facility,
    Listing,
    Phone,
    Service,
    ServiceGroup,
)
from facilities.signals import corrected
from visitor_forms.admin_mixins import NoAddOrDeleteMixin, ReadOnlyMixin


class PhoneInline(ReadOnlyMixin, admin.TabularInline):
    model = Phone
    extra = 0


class ListingInline(ReadOnlyMixin, admin.TabularInline):
    model = Listing
    fields = ["edition", "line", "codes"]
    extra = 0


class CorrectionInline(ReadOnlyMixin, admin.TabularInline):
    model = Correction
    fields = ["what", "summary", "state", "is_contested", "provenance"]
    readonly_fields = ["summary", "provenance"]
    show_change_link = True
    extra = 0


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
        "website", "highlights", "changed_at",
    ]  # fmt: skip
    raw_id_fields = ["merged_into"]
    inlines = [PhoneInline, ListingInline, CorrectionInline]
    show_full_result_count = False

    def get_readonly_fields(self, request, obj=None):
        return [name for name in self.fields if name not in ("status", "merged_into")]


@admin.register(Edition)
class EditionAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["title", "kind", "year", "is_current", "is_demo", "imported_at"]
    list_filter = ["kind", "is_current"]


@admin.register(ServiceGroup)
class ServiceGroupAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["name", "slug", "rule", "parameter", "position"]


@admin.register(Service)
class ServiceAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """The taxonomy is reviewed like code: change fixtures/taxonomy, then load_taxonomy."""

    list_display = ["name", "slug", "code", "group", "polarity", "featured", "in_taxonomy"]
    list_filter = ["group", "polarity", "featured", "in_taxonomy"]
    search_fields = ["name", "slug", "code", "source_label"]
    list_select_related = ["group"]


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):
    """What was confirmed against a listing; it shows at once, and stays after imports."""

    form = CorrectionForm
    change_form_template = "admin/facilities/correction/change_form.html"
    list_display = ["facility", "what", "summary", "state", "news"]
    list_display += ["confirmed_on", "confirmed_by", "made_by"]
    list_filter = ["state", "is_contested", "is_gone", "what", "confirmed_by"]
    list_select_related = ["facility", "service", "made_by"]
    search_fields = ["facility__name", "facility__city", "facility__public_id"]
    raw_id_fields = ["facility"]
    readonly_fields = FOUND
    actions = ["withdraw"]

    @admin.display(description=_("what it says"))
    def summary(self, correction):
        return correction.summary

    @admin.display(description=_("the source says something new"), ordering="is_contested")
    def news(self, correction):
        """Not a red cross, the admin's own sign of no: it would stand where all is well."""
        return _("Yes") if correction.is_contested else ""

    @admin.display(description=_("latitude and longitude"))
    def point(self, correction):
        return correction.point

    @admin.display(description=_("what the source says now"))
    def says_now(self, correction):
        return said_by_source(correction) if correction.pk else ""

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, *(["facility", "what"] if obj else [])]

    def get_fieldsets(self, request, obj=None):
        """Of one that is there, what its kind says; of a new one the style sheet hides the rest."""
        return fieldsets(obj and obj.what)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.is_import_running = getattr(request, "is_import_running", False)
        return form

    def has_change_permission(self, request, obj=None):
        """Only what is in force can be changed; what has ended is kept as it was."""
        return super().has_change_permission(request, obj) and (obj is None or obj.is_active)

    def has_delete_permission(self, request, obj=None):
        return False

    def changeform_view(self, request, *args, **kwargs):
        """Hold the directory until all is committed; during an import say so, and lose nothing."""
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        try:
            with import_lock():
                return super().changeform_view(request, *args, **kwargs)
        except ImportRunning:
            request.is_import_running = True
            return super().changeform_view(request, *args, **kwargs)

    def render_change_form(self, request, context, **kwargs):
        """Show the listing beside the form."""
        form = context["adminform"].form
        pk = str(form.instance.facility_id or form["facility"].value() or "")
        facility = pk.isdecimal() and Facility.objects.filter(pk=pk[:18]).first()
        if facility:
            context |= {"facility": facility, "source_says": words_of_source(facility)}
        return super().render_change_form(request, context, **kwargs)

    def save_model(self, request, obj, form, change):
        obj.made_by = request.user
        if obj.what == Correction.What.WITHHELD:
            self._name_neighbors(request, obj.facility)
        put_right(obj)
        corrected.send(Correction, correction=obj, request=request)

    def _name_neighbors(self, request, facility):
        """Say what else is listed at an address that is about to be hidden."""
        same = {"street__iexact": facility.street, "city__iexact": facility.city}
        others = Facility.objects.filter(state=facility.state, merged_into=None, **same)
        if facility.street and (found := others.exclude(pk=facility.pk)):
            names = "; ".join(str(one) for one in found)
            text = _("These are listed at the same address, and still show it: %(names)s")
            messages.warning(request, text % {"names": names})

    @admin.action(
        description=_("Withdraw: show what the source says again"), permissions=["change"]
    )
    def withdraw(self, request, queryset):
        try:
            with import_lock():
                for one in queryset.active():
                    withdraw(one)
                    self.log_change(request, one, "Withdrawn.")
        except ImportRunning:
            self.message_user(
                request, _("An import is running. Try again in a minute."), messages.ERROR
            )
