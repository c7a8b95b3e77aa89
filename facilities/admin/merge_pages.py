"""Saying that a place is the same as another: looking for it, and seeing both side by side."""

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from facilities.importing.lock import ImportRunning, import_lock
from facilities.merging.candidates import MOST, likely, search
from facilities.merging.comparison import compare
from facilities.merging.objections import objection
from facilities.merging.save_merge import MergeRefused, merge
from facilities.models import Facility, Merge

RUNNING = _("An import is running. Wait a minute and send it again.")
SURVIVOR = _("%(merged)s was merged into this one, so both would be.")


class ReasonForm(forms.Form):
    """How the operator knows that two places are one."""

    reason = forms.CharField(
        label=_("How you know"),
        max_length=300,
        help_text=_("Such as: same door and same number, by a call on November 20."),
        widget=forms.TextInput(
            attrs={"class": "vLargeTextField", "size": 80, "autocomplete": "off"}
        ),
    )


class MergePagesMixin(ModelAdmin):
    """The pages "Same place as another…" of facilities, for who may add merges."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/same/", view(self.choose_view), name="facilities_facility_same"),
            path(
                "<int:pk>/same/<int:into>/",
                view(self.compare_view),
                name="facilities_facility_same_as",
            ),
            *super().get_urls(),
        ]

    def choose_view(self, request, pk):
        """Offer likely places, and those that a search gives."""
        facility = self._facility(request, pk)
        text = request.GET.get("q", "").replace("\0", "").strip()[:100]
        context = {"text": text, "likely": likely(facility)}
        if text:
            context["results"] = results = search(facility, text)
            context["is_cut"] = len(results) == MOST
        title = _("Same place as another: %(name)s") % {"name": facility}
        return self._page(request, "choose", facility, context, title)

    def compare_view(self, request, pk, into):
        """Show two places side by side, and make them one when that is sent."""
        merged, survivor = self._facility(request, pk), self._facility(request, into)
        if survivor.merged_into and survivor.merged_into != merged:
            messages.info(request, SURVIVOR % {"merged": survivor})
            return self._see("same_as", merged, survivor.merged_into)
        form, refusal = ReasonForm(request.POST or None), objection(merged, survivor)
        error = refusal
        if request.method == "POST" and form.is_valid() and not refusal:
            error = self._merge(request, merged, survivor, form.cleaned_data["reason"])
            if not error:
                return self._see("change", survivor)
        context = {"comparison": compare(merged, survivor), "form": form}
        context |= {"error": error, "is_possible": not refusal}
        return self._page(request, "compare", merged, context, _("Are these one place?"))

    def _facility(self, request, pk):
        if not request.user.has_perm("facilities.add_merge"):
            raise PermissionDenied
        return get_object_or_404(Facility.objects.select_related("merged_into"), pk=pk)

    def _page(self, request, name, facility, context, title):
        site = self.admin_site.each_context(request)
        every = {**site, "title": title, "facility": facility, "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/facilities/merge/{name}.html", every)

    def _see(self, name, *facilities):
        pks = [facility.pk for facility in facilities]
        return HttpResponseRedirect(reverse(f"admin:facilities_facility_{name}", args=pks))

    def _merge(self, request, merged, survivor, reason):
        """Make two places one; return why that can't be done, "" if it was."""
        try:
            with import_lock():
                made = merge(merged, survivor, reason, request.user)
        except ImportRunning:
            return RUNNING
        except MergeRefused as refused:
            return refused.reason
        self._tell(request, made)
        return ""

    def _tell(self, request, made: Merge):
        self.log_addition(request, made, f"{made.facility} is the same place as {made.into}.")
        self.log_change(request, made.facility, f"Merged into {made.into}: {made.reason}")
        self.log_change(request, made.into, f"{made.facility} merged into it: {made.reason}")
        words = _("%(merged)s is now shown as one place with %(survivor)s.")
        messages.success(request, words % {"merged": made.facility, "survivor": made.into})
