"""Pages of the directory: search, browse, facility. No logic: filters and querysets have it."""

from django.db.models import Prefetch
from django.http import Http404, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.views.generic import DetailView, TemplateView

from facilities import browse, index
from facilities.cards import cards
from facilities.describe import describe, standing
from facilities.filters import FacilityFilter
from facilities.models import Facility, Listing
from facilities.options import (
    all_groups,
    as_names,
    chips,
    main_groups,
    radii,
    shortcuts,
    sorts,
    ways_on,
    with_all,
)
from facilities.paging import page_of, page_of_search
from facilities.repair import FEW

PER_PAGE = 20


class Home(TemplateView):
    template_name = "facilities/home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            search=FacilityFilter({}),
            shortcuts=shortcuts(),
            states=browse.states(),
            **kwargs,
        )


class Search(TemplateView):
    """Results of a search; an invalid one shows its errors and no facility."""

    template_name = "facilities/search.html"

    def get_context_data(self, **kwargs):
        search = FacilityFilter(self.request.GET)
        page = page_of_search(search, PER_PAGE)
        return super().get_context_data(
            search=search,
            page=page,
            cards=cards(page.found, search.index),
            heading=heading(search, page.total),
            filter_groups=main_groups(search),
            radii=radii(search),
            sorts=sorts(search),
            chips=chips(search),
            ways=ways_on(search),
            as_names=as_names(search),
            with_all=with_all(search),
            is_meagre=page.total < FEW,
            **kwargs,
        )


def heading(search, total):
    """Return what a search found, where: the heading and the title of its page."""
    context = {"search": search, "total": total}
    return mark_safe(" ".join(render_to_string("facilities/_search_heading.html", context).split()))


class Filters(TemplateView):
    """Everything a search can ask for, with what each would give."""

    template_name = "facilities/filters.html"

    def get_context_data(self, **kwargs):
        search = FacilityFilter(self.request.GET)
        return super().get_context_data(search=search, filter_groups=all_groups(search), **kwargs)


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
        nearby = cards(browse.around(city), index.current())
        context = listing(browse.facilities_in(city), self.request)
        return super().get_context_data(city=city, nearby=nearby, **context)


def listing(facilities, request):
    """Return the context of a page of `facilities`: the page and its cards."""
    search = FacilityFilter(request.GET)
    page = page_of(facilities, search.page_number, PER_PAGE)
    return {"page": page, "cards": cards(page.found, index.current())}
