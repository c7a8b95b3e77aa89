"""Lists of places that help, to look up and remove; their places, to look up."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from resources.importing import remove_list
from resources.models import Resource, ResourceList
from visitor_forms.admin_mixins import ReadOnlyMixin


@admin.register(ResourceList)
class ResourceListAdmin(ReadOnlyMixin, admin.ModelAdmin):  # type: ignore[type-arg]
    """Imports write lists. One that is removed takes its places with it."""

    list_display = ["title", "kind", "publisher", "as_of", "places", "imported_at", "imported_by"]
    list_filter = ["kind"]
    search_fields = ["title", "publisher"]

    def has_delete_permission(self, request: HttpRequest, obj: ResourceList | None = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ResourceList]:
        lists: QuerySet[ResourceList] = super().get_queryset(request)
        return lists.annotate(number=Count("resources"))

    @admin.display(description=_("places"), ordering="number")
    def places(self, listing: Any) -> int:
        number: int = listing.number
        return number

    def delete_model(self, request: HttpRequest, obj: ResourceList) -> None:
        remove_list(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[ResourceList]) -> None:
        for listing in queryset:
            remove_list(listing)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name the lists alone: a page with 16,000 places is none that staff can read."""
        titles = [f"{listing} ({listing.resources.count():,})" for listing in objs]
        return titles, {_("lists of places that help"): len(titles)}, set(), []


@admin.register(Resource)
class ResourceAdmin(ReadOnlyMixin, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "kind", "city", "state", "phone", "precision", "list"]
    list_filter = ["kind", "precision", "state"]
    search_fields = ["name", "city", "zip", "phone", "street"]
    list_select_related = ["list"]
