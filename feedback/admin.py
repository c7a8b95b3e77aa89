"""The queue of visitors' reports, each beside the listing it is about."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import Case, Count, F, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from facilities.importing.save_correction import words_of_source
from facilities.models import Correction
from feedback.handling import ANSWERED_BY, dismiss_all
from feedback.models import Report
from feedback.purging import overdue
from visitor_forms.admin_mixins import NoAddOrDeleteMixin
from visitor_forms.flood_admin import FloodAdminMixin

OPEN_FIRST = Case(When(state__in=Report.OPEN, then=Value(0)), default=Value(1))


@admin.register(Report)
class ReportAdmin(NoAddOrDeleteMixin, FloodAdminMixin, admin.ModelAdmin):
    """Only its state is changed here; what is right is written in a correction."""

    list_display = ["__str__", "about", "facility", "state", "sent_at", "open_here", "has_note"]
    list_display += ["in_flood"]
    list_filter = ["state", "kind", "in_flood"]
    list_select_related = ["facility", "service"]
    search_fields = ["facility__name", "facility__city", "facility__public_id"]
    date_hierarchy = "sent_at"
    fields = ["facility", "kind", "number", "service", "note", "sent_at"]
    fields += ["in_flood", "state", "closed_at", "handled_by", "correction"]
    change_form_template = "admin/feedback/report/change_form.html"

    def get_queryset(self, request):
        still = Q(facility__reports__state__in=Report.OPEN)
        same = still & Q(facility__reports__kind=F("kind"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                open_reports=Count("facility__reports", filter=still),
                same_reports=Count("facility__reports", filter=same),
            )
        )

    def get_ordering(self, request):
        """Put what nobody has decided on yet before what is done."""
        return [OPEN_FIRST, "in_flood", "-sent_at"]

    def marked(self):
        return Report.objects.filter(in_flood=True, state=Report.State.NEW)

    def close_marked(self, user, rows):
        return dismiss_all(user, rows)

    def changelist_view(self, request, extra_context=None):
        if count := overdue().count():
            text = _("%(count)s notes should be emptied by now: run purge_reports every night.")
            messages.warning(request, text % {"count": count})
        return super().changelist_view(request, extra_context)

    @admin.display(description=_("the same, of all open here"), ordering=F("same_reports").desc())
    def open_here(self, report):
        counts = {"same": report.same_reports, "all": report.open_reports}
        return _("%(same)s of %(all)s") % counts

    @admin.display(description=_("which"))
    def about(self, report):
        return report.number or report.service or ""

    @admin.display(description=_("note"))
    def has_note(self, report):
        return "•••" if report.note else ""

    def get_readonly_fields(self, request, obj=None):
        return [name for name in self.fields if name != "state"]

    def save_model(self, request, obj, form, change):
        obj.move(obj.state, request.user)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        report = self.get_object(request, object_id)
        extra = {**(extra_context or {})}
        if report and self.has_view_permission(request, report):
            may_correct = request.user.has_perm("facilities.add_correction")
            place = report.facility.survivor
            extra |= {
                "facility": place,
                "source_says": words_of_source(place),
                "other_reports": report.facility.reports.exclude(pk=report.pk),
                "correct_link": correct_link(report) if may_correct else "",
            }
        return super().change_view(request, object_id, form_url, extra)


def correct_link(report):
    """Return the address of the form for the correction that a Report asks for, filled in.

    It is the correction in force, if there is one, and of the place its own was merged into.
    """
    facility = report.facility.survivor
    values = {"facility": facility.pk, **_asked(report, facility)}
    corrections = facility.corrections.active()
    corrections = corrections.about(values.get("what"), values.get("service"))
    if values.get("what") == Correction.Kind.OTHER_PHONE:
        corrections = corrections.filter(Q(wrong=report.number) | Q(phone=report.number))
    if existing := corrections.first():
        address = reverse("admin:facilities_correction_change", args=[existing.pk])
        return f"{address}?{urlencode({'report': report.pk})}"
    address = reverse("admin:facilities_correction_add")
    return f"{address}?{urlencode({'report': report.pk, **values})}"


def _asked(report, facility):
    """Return {field of Correction: value} of what a Report asks to put right."""
    kind = ANSWERED_BY.get(report.kind)
    if not kind:
        return {}
    shown = facility.main_number
    if report.number and shown and report.number != shown.display:
        return {"what": Correction.Kind.OTHER_PHONE.value, "wrong": report.number}
    return {"what": kind.value, **({"service": report.service_id} if report.service_id else {})}
