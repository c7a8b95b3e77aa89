"""What staff see of a flood, and how they close what came in during one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import Max, Min
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class FloodAdminMixin:
    """For ModelAdmins of rows with `in_flood`.

    An admin defines `marked()`, the rows of floods that nobody has dealt with, and
    `close_marked(user, rows)`, which closes them, writes down who did, and returns how many.
    """

    def get_urls(self):
        view = self.admin_site.admin_view(self.close_flood)
        return [path("close-flood/", view, name=self._name("close_flood")), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        if request.method == "GET" and self.has_view_permission(request):
            self._tell_of_flood(request)
        return super().changelist_view(request, extra_context)

    def _tell_of_flood(self, request):
        if count := self.model.objects.recent().filter(in_flood=True).count():
            text = _(
                "A flood is going on: %(count)s came in within the last hour, more than usual. "
                "They are marked, and listed last."
            )
            messages.warning(request, text % {"count": count})
        count = self.marked().count() if self.has_change_permission(request) else 0
        if count:
            text = ngettext(
                "%(count)s that came in during a flood is waiting.",
                "%(count)s that came in during a flood are waiting.",
                count,
            )
            address = reverse(f"admin:{self._name('close_flood')}")
            link = format_html('<a href="{}">{}</a>', address, _("Close them all"))
            messages.warning(request, format_html("{} {}", text % {"count": count}, link))

    def close_flood(self, request):
        """Ask whether to close all of them, with how many there are; then do so."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._close(request)
        came_in = self.model.objects.all().came_in
        facts = self.marked().aggregate(first=Min(came_in), latest=Max(came_in), last=Max("pk"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Close what came in during a flood"),
            "count": self.marked().count(),
            **facts,
        }
        return TemplateResponse(request, "admin/visitor_forms/close_flood.html", context)

    def _close(self, request):
        last = request.POST.get("last", "")
        if not (last.isascii() and last.isdigit() and len(last) < 19):
            raise SuspiciousOperation("Not the number of a row.")
        # What came after the page was shown stays: nobody has seen it.
        count = self.close_marked(request.user, self.marked().filter(pk__lte=int(last)))
        text = ngettext("%(count)s was closed.", "%(count)s were closed.", count)
        messages.success(request, text % {"count": count})
        return HttpResponseRedirect(reverse(f"admin:{self._name('changelist')}"))

    def _name(self, view):
        return f"{self.opts.app_label}_{self.opts.model_name}_{view}"
