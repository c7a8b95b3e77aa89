"""“Is this listing right?”: a form about one facility, then what happens next."""

from http import HTTPStatus

from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from facilities.models import Facility
from feedback.forms import ReportForm
from feedback.receiving import receive
from limits.limit import Limit
from pages.facility.similar import similar
from pages.facility.standing import levels
from search import index
from visitor_forms.crypto import has_keys
from visitor_forms.guard import GuardedPage

# In an hour. A helper's office may have one address for all.
LIMIT = Limit("reports", times=10, seconds=3600, times_for_all=300)


class OfFacility:
    """Mixin of views about a facility, at its present address; none where nothing can be kept."""

    name = ""

    def dispatch(self, request, *args, **kwargs):
        if not has_keys():
            raise Http404
        facilities = Facility.objects.select_related("merged_into")
        facility = get_object_or_404(facilities, public_id=kwargs["public_id"])
        self.facility = facility.survivor
        is_here = (self.facility, kwargs["slug"]) == (facility, facility.slug)
        if request.method != "POST" and not is_here:  # what was typed is never sent on
            return HttpResponsePermanentRedirect(self.address(self.name))
        return super().dispatch(request, *args, **kwargs)

    def address(self, name):
        return reverse(name, args=[self.facility.public_id, self.facility.slug])

    def get_context_data(self, **kwargs):
        return super().get_context_data(facility=self.facility, **kwargs)


class ReportPage(GuardedPage, OfFacility, TemplateView):
    template_name = "feedback/report.html"
    name = "report"
    limit = LIMIT

    def make_form(self, data=None):
        return ReportForm(self.facility, data)

    def accept(self, form, verdict):
        receive(form, verdict)

    def thank(self):
        return HttpResponseRedirect(self.address("report-thanks"), status=HTTPStatus.SEE_OTHER)

    def get_context_data(self, **kwargs):
        phones = self.facility.phones.all()
        numbers = index.current().numbers_to_call(self.facility.pk, phones)
        return super().get_context_data(numbers=numbers, **kwargs)


@method_decorator(never_cache, name="dispatch")
class Thanks(OfFacility, TemplateView):
    """A page without data: whoever opens it learns nothing of what was sent, or if anything was."""

    template_name = "feedback/thanks.html"
    name = "report-thanks"

    def get_context_data(self, **kwargs):
        nearby = similar(self.facility, levels(self.facility), index.current())
        return super().get_context_data(similar=nearby, **kwargs)
