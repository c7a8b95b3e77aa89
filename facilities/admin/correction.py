"""Corrections in the admin, each beside the listing it is about."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from facilities.admin.correction_boxes import ABOUT_SOURCE, fieldsets
from facilities.admin.correction_form import CorrectionForm
from facilities.corrections.kinds import kind_of
from facilities.importing.lock import ImportRunning, import_lock
from facilities.importing.save_correction import (
    put_right,
    said_by_source,
    withdraw,
    words_of_source,
)
from facilities.models import Correction, Facility
from facilities.signals import corrected


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
    readonly_fields = ABOUT_SOURCE
    actions = ["withdraw"]

    @admin.display(description=_("what it says"))
    def summary(self, correction):
        return kind_of(correction).summary(correction)

    @admin.display(description=_("the source says something new"), ordering="is_contested")
    def news(self, correction):
        """Return "Yes" or nothing: the admin's red cross for no would stand where all is well."""
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
        """Show a stored one's own boxes; of a new one the style sheet hides what isn't its."""
        return fieldsets(obj and kind_of(obj))

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.is_import_running = getattr(request, "is_import_running", False)
        return form

    def has_change_permission(self, request, obj=None):
        """Allow changing what is in force; what has ended is kept as it was."""
        return super().has_change_permission(request, obj) and (obj is None or obj.is_active)

    def has_delete_permission(self, request, obj=None):
        return False

    def changeform_view(self, request, *args, **kwargs):
        """Hold the directory until all is committed; during an import say so and lose nothing."""
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
        if kind_of(obj).hides_address:
            self._name_neighbors(request, obj.facility)
        put_right(obj)
        corrected.send(Correction, correction=obj, request=request)

    def _name_neighbors(self, request, facility):
        """Name the facilities listed at an address that is about to be hidden."""
        same = {"street__iexact": facility.street, "city__iexact": facility.city}
        there = Facility.objects.filter(state=facility.state, merged_into=None, **same)
        if facility.street and (neighbors := there.exclude(pk=facility.pk)):
            names = "; ".join(str(neighbor) for neighbor in neighbors)
            text = _("These are listed at the same address, and still show it: %(names)s")
            messages.warning(request, text % {"names": names})

    @admin.action(
        description=_("Withdraw: show what the source says again"), permissions=["change"]
    )
    def withdraw(self, request, queryset):
        try:
            with import_lock():
                for correction in queryset.active():
                    withdraw(correction)
                    self.log_change(request, correction, "Withdrawn.")
        except ImportRunning:
            self.message_user(
                request, _("An import is running. Try again in a minute."), messages.ERROR
            )
