"""The record of what agents saw and did."""

from django.contrib import admin

from callbacks.admin.base import FixedOrderAdmin
from callbacks.models import CallbackAccess
from visitor_forms.admin_mixins import ReadOnlyMixin


@admin.register(CallbackAccess)
class CallbackAccessAdmin(ReadOnlyMixin, FixedOrderAdmin):
    """Who saw and did what: read-only, for the agents' supervisors."""

    list_display = ["at", "agent_name", "what", "request_number"]
    list_filter = ["what"]
    date_hierarchy = "at"
