"""The queue of visitors' reports, each beside the listing it is about."""

from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from facilities.directory.putting_right import words_of_source
from facilities.models import Correction
from feedback.handling import ANSWERED_BY
from feedback.models import Report


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """Only its state is changed here; what is right is written in a correction."""

    list_display = ["__str__", "facility", "state", "sent_at", "open_here", "has_note", "service"]
    list_filter = ["state", "kind"]
    list_select_related = ["facility", "service"]
    search_fields = ["facility__name", "facility__city", "facility__public_id"]
    date_hierarchy = "sent_at"
    fields = ["facility", "kind", "service", "note", "sent_at"]
    fields += ["state", "closed_at", "handled_by", "correction"]
    change_form_template = "admin/feedback/report/change_form.html"

    def get_queryset(self, request):
        still = Q(facility__reports__state__in=Report.OPEN)
        reports = (
            super()
            .get_queryset(request)
            .annotate(open_reports=Count("facility__reports", filter=still))
        )
        return reports.order_by("-sent_at", "-pk")

    @admin.display(description=_("open of this place"), ordering=F("open_reports").desc())
    def open_here(self, report):
        return report.open_reports

    @admin.display(description=_("note"))
    def has_note(self, report):
        return "•••" if report.note else ""

    def get_readonly_fields(self, request, obj=None):
        return [name for name in self.fields if name != "state"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.move(obj.state, request.user)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        report = self.get_object(request, object_id)
        extra = {**(extra_context or {})}
        if report and self.has_view_permission(request, report):
            may_correct = request.user.has_perm("facilities.add_correction")
            extra |= {
                "facility": report.facility,
                "source_says": words_of_source(report.facility),
                "others": report.facility.reports.exclude(pk=report.pk),
                "correct_link": correct_link(report) if may_correct else "",
            }
        return super().change_view(request, object_id, form_url, extra)


def correct_link(report):
    """Return the address of the form for the correction that a Report asks for, filled in."""
    known = {"report": report.pk, "facility": report.facility_id}
    if what := ANSWERED_BY.get(report.kind):
        known["what"] = what.value
    if report.service_id:
        known["service"] = report.service_id
    mine = Correction.objects.active().filter(facility=report.facility_id, what=known.get("what"))
    if existing := mine.filter(service=report.service_id).first():
        address = reverse("admin:facilities_correction_change", args=[existing.pk])
        return f"{address}?{urlencode({'report': report.pk})}"
    return f"{reverse('admin:facilities_correction_add')}?{urlencode(known)}"
