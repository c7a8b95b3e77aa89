"""Service groups and services in the admin: to look up, not to change."""

from django.contrib import admin

from facilities.models import Service, ServiceGroup
from visitor_forms.admin_mixins import ReadOnlyMixin


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
