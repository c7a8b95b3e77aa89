"""“Use my location”: a position comes in by POST, a search around the nearest ZIP code goes out.

The position is used for that and forgotten: no address, log line, page or cache holds it.
"""

from urllib.parse import urlencode

from django import forms
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from pages.start.form import ANSWERS
from places.geo import Point
from places.nearest import nearest_zip
from resources.kinds import Kind
from search.filters import LONGEST_TEXT, MOST_PARAMETERS, SearchFilter
from search.request import SearchRequest
from visitor_forms.guard import OwnPagesOnly

# About half a mile: enough to find the nearest ZIP code, too little to find a house.
DECIMALS = 2
# The pages, other than the search, whose form sends a position: `?to=` says so.
RESOURCES, START = "resources", "start"
# Parameters of the old search that the new one keeps: all but its place, area and page.
KEPT = tuple(name for name in SearchFilter.base_filters if name not in ("where", "box", "page"))


class Position(forms.Form):
    """Degrees (WGS 84), whole to any number of decimals: more of them are dropped."""

    latitude = forms.FloatField(min_value=-90, max_value=90)
    longitude = forms.FloatField(min_value=-180, max_value=180)

    @property
    def point(self):
        return Point(*(round(self.cleaned_data[name], DECIMALS) for name in self.fields))


class NearMe(OwnPagesOnly, TemplateView):
    template_name = "pages/near_me.html"

    def post(self, request):
        position = Position(request.POST)
        if not position.is_valid():
            message = _("Your browser sent a location that we can't read.")
            return self.explain(message, status=400)
        point = position.point
        place = nearest_zip(point.latitude, point.longitude)
        if place is None:
            message = _("You seem to be outside the United States. We only list places in the US.")
            return self.explain(message, status=200)
        address = ADDRESSES.get(request.GET.get("to"), search_from)
        # 303: the browser asks for the search with GET, and keeps nothing to send again.
        return HttpResponseRedirect(address(place, request.POST), status=303)

    def explain(self, message, status):
        """Answer with the page that says what to do instead; it repeats no position."""
        return self.render_to_response(self.get_context_data(message=message), status=status)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            field=SearchRequest().form["where"],
            kept=kept(self.request.POST),
            **kwargs,
        )


def search_from(place, asked):
    """Return the address of the search around a place, with the filters of `asked`, a QueryDict."""
    query = [("where", place.query), *kept(asked)]
    return f"{reverse('search')}?{urlencode(query)}"


def resources_from(place, asked):
    """Return the address of other places that help around a place, of the kind in `asked`."""
    query = {"where": place.query}
    if asked.get("kind") in Kind.values:
        query["kind"] = asked["kind"]
    return f"{reverse(RESOURCES)}?{urlencode(query)}"


def start_from(place, asked):
    """Return the address that leads to the search around a place with the answers in `asked`."""
    answers = [(name, asked[name][:LONGEST_TEXT]) for name in ANSWERS if asked.get(name)]
    return f"{reverse(START)}?{urlencode([('where', place.query), *answers])}"


ADDRESSES = {RESOURCES: resources_from, START: start_from}


def kept(asked):
    """Return the [(name, value)] of a search without its place, at most MOST_PARAMETERS."""
    # Values are cut one character too late, so that the search itself says they are too long.
    pairs = [
        (name, value[: LONGEST_TEXT + 1]) for name in KEPT for value in asked.getlist(name) if value
    ]
    return pairs[:MOST_PARAMETERS]
