"""The page of one facility."""

from django.db.models import Prefetch
from django.http import HttpResponsePermanentRedirect
from django.views.generic import DetailView

from facilities.describe import describe, standing
from facilities.models import Facility, Listing


class FacilityDetail(DetailView):
    # The raw rows and the editions' counts are an import's business, and large.
    listings = Listing.objects.select_related("edition").defer(
        "raw", "edition__counts", "edition__code_counts", "edition__asked_codes"
    )
    queryset = Facility.objects.prefetch_related("phones", Prefetch("listings", listings))
    slug_field = slug_url_kwarg = "public_id"
    template_name = "facilities/detail.html"

    def get(self, request, *args, **kwargs):
        facility = self.object = self.get_object()
        target = facility.merged_into or facility
        if target != facility or kwargs["slug"] != facility.slug:
            return HttpResponsePermanentRedirect(target.get_absolute_url())
        return self.render_to_response(self.get_context_data(object=facility))

    def get_context_data(self, **kwargs):
        facility = self.object
        groups = describe(facility)
        return super().get_context_data(
            standing=standing(facility),
            groups=groups,
            declined=[service for one in groups for service in one.declined],
            **kwargs,
        )
