"""Who works on the site: their log-in, second factor, sessions, and the record of these."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = "staff"

    def ready(self):
        from staff import checks, confirming, record, sessions  # noqa: F401

        confirming.connect()
        record.connect()
        sessions.connect()


class StaffAdminConfig(AdminConfig):
    """Django's admin, with a site that asks for the second factor."""

    default_site = "staff.site.StaffSite"
