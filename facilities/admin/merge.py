"""Merges in the admin: who said that two places are one, why, and taking it back."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from facilities.importing.lock import ImportRunning, import_lock
from facilities.merging.save_merge import undo
from facilities.models import Merge
from visitor_forms.admin_mixins import ReadOnlyMixin

RUNNING = _("An import is running. Try again in a minute.")
UNDONE = _("%(merged)s and %(survivor)s are two places again.")


class StateFilter(admin.SimpleListFilter):
    """Those in force, or those that were undone."""

    title, parameter_name = _("state"), "state"

    def lookups(self, request, model_admin):
        return [("active", _("In force")), ("undone", _("Undone"))]

    def queryset(self, request, queryset):
        if self.value() in ("active", "undone"):
            return queryset.filter(undone_at__isnull=self.value() == "active")
        return queryset


@admin.register(Merge)
class MergeAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """A merge is made on the page of a place (facilities/admin/merge_pages.py), undone here."""

    change_form_template = "admin/facilities/merge/change_form.html"
    list_display = ["facility", "into", "state", "reason", "made_at", "made_by", "undone_by"]
    list_filter = [StateFilter]
    list_select_related = ["facility", "into", "made_by", "undone_by"]
    search_fields = [
        f"{side}__{field}"
        for side in ("facility", "into")
        for field in ("name", "city", "public_id")
    ]
    fields = ["facility", "into", "reason", "made_by", "made_at", "undone_by", "undone_at"]
    actions = ["undo"]

    @admin.display(description=_("state"), ordering="undone_at")
    def state(self, merge):
        return _("Undone") if merge.undone_at else _("In force")

    def get_urls(self):
        view = self.admin_site.admin_view(self.undo_view)
        return [
            path("<int:pk>/undo/", view, name="facilities_merge_undo"),
            *super().get_urls(),
        ]

    def has_undo_permission(self, request):
        return request.user.has_perm("facilities.change_merge")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        extra = {"may_undo": self.has_undo_permission(request), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, extra)

    def undo_view(self, request, pk):
        """Undo the merge whose page has the button."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_undo_permission(request):
            raise PermissionDenied
        self._undo(request, [get_object_or_404(Merge, pk=pk)])
        return HttpResponseRedirect(reverse("admin:facilities_merge_change", args=[pk]))

    @admin.action(description=_("Undo: they are two places again"), permissions=["undo"])
    def undo(self, request, queryset):
        self._undo(request, queryset.active())

    def _undo(self, request, merges):
        try:
            with import_lock():
                for merge in merges:
                    undo(merge, request.user)
                    self._tell(request, merge)
        except ImportRunning:
            messages.error(request, RUNNING)

    def _tell(self, request, merge):
        names = {"merged": merge.facility, "survivor": merge.into}
        text = f"Undone: {merge.facility} and {merge.into} are two places."
        for each in (merge, merge.facility, merge.into):
            self.log_change(request, each, text)
        messages.success(request, UNDONE % names)
