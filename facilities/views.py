"""Pages of the directory: search, browse, facility. No logic: filters and querysets have it."""

from django.db.models import Prefetch
from django.http import Http404, HttpResponsePermanentRedirect
from django.views.generic import DetailView, TemplateView
from django_filters.views import FilterView

from facilities import browse
from facilities.describe import cards, describe
from facilities.filters import RADII, FacilityFilter
from facilities.models import Facility, Listing
from facilities.options import chips, filter_groups, shortcuts
from facilities.paging import page_of, page_of_search

PER_PAGE = 20


class Home(TemplateView):
    template_name = "facilities/home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            search=FacilityFilter({}, Facility.objects.none()),
            shortcuts=shortcuts(),
            states=browse.states(),
            **kwargs,
        )


class Search(FilterView):
    """Results of a search; an invalid one shows its errors and no facility."""

    queryset = Facility.objects.all()
    filterset_class = FacilityFilter
    template_name = "facilities/search.html"

    def get_filterset_kwargs(self, filterset_class):
        # An empty query string is a search, too: for everything.
        return {**super().get_filterset_kwargs(filterset_class), "data": self.request.GET}

    def get_context_data(self, **kwargs):
        search = self.filterset
        page = page_of_search(search, with_phones(self.object_list), PER_PAGE)
        return super().get_context_data(
            search=search,
            page=page,
            cards=cards(page.facilities, search.known),
            filter_groups=filter_groups(search),
            chips=chips(search),
            radii=RADII,
            **kwargs,
        )


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
            card=cards([facility])[facility.pk],
            groups=groups,
            declined=[service for one in groups for service in one.declined],
            **kwargs,
        )


class States(TemplateView):
    template_name = "facilities/states.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(states=browse.states(), **kwargs)


class StatePage(TemplateView):
    """A state's cities and all its facilities."""

    template_name = "facilities/state.html"

    def get(self, request, *args, state, **kwargs):
        found = browse.state_of(state)
        if found is None:
            raise Http404
        if found.slug != state:
            return HttpResponsePermanentRedirect(found.get_absolute_url())
        return self.render_to_response(self.get_context_data(state=found))

    def get_context_data(self, state):
        facilities = Facility.objects.listed().in_state(state.code)
        return super().get_context_data(
            state=state,
            cities=browse.cities(state),
            **listing(facilities.order_by("name", "city", "public_id"), self.request),
        )


class CityPage(TemplateView):
    """A city's facilities and, where they are few, the nearest around it."""

    template_name = "facilities/city.html"

    def get(self, request, *args, state, city, **kwargs):
        found = browse.state_of(state)
        city = found and browse.city_of(found, city)
        if not city:
            raise Http404
        if found.slug != state:
            return HttpResponsePermanentRedirect(city.get_absolute_url())
        return self.render_to_response(self.get_context_data(city=city))

    def get_context_data(self, city):
        nearby = browse.around(city)
        context = listing(browse.facilities_in(city), self.request)
        context["cards"] |= cards(nearby)
        return super().get_context_data(city=city, nearby=nearby, **context)


def listing(facilities, request):
    """Return the context of a page of `facilities`: the page and its cards."""
    search = FacilityFilter(request.GET, facilities)
    page = page_of(with_phones(facilities), search.page_number, PER_PAGE)
    return {"page": page, "cards": cards(page.facilities)}


def with_phones(facilities):
    """Return the queryset with the numbers to call, in one more query."""
    return facilities.prefetch_related("phones")
