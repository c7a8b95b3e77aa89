"""The counts in the admin: tables to read. No page shows a single count."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counters.models import DailyCount, Kind
from counters.tables import LEAST, by_month, helpfulness, last_months
from visitor_forms.admin_mixins import ReadOnlyMixin


@admin.register(DailyCount)
class DailyCountAdmin(ReadOnlyMixin, admin.ModelAdmin):
    def get_urls(self):
        """Return the address of the tables alone: a row's own page would show its number."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_changelist"
        return [path("", self.admin_site.admin_view(self.changelist_view), name=name)]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        months = last_months(timezone.localdate())
        context = {
            **self.admin_site.each_context(request),
            "title": _("Counts of the last 12 months"),
            "least": LEAST,
            "months": months,
            "searches": by_month(Kind.SEARCHES, months),
            "calls": by_month(Kind.CALLS, months),
            "guides": helpfulness(months),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/counters/counts.html", context)
