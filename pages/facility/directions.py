"""Ways to a facility: the site's own map, and the visitor's, to which go its address alone."""

from functools import lru_cache
from urllib.parse import quote, urlencode

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from derived import in_words

# A phone that knows geo: opens the maps app its owner chose; others know a maker's address.
# No link says where the visitor is, what the place is called, or that it treats anyone.
MAPS = (
    (_("Maps app on an Android phone"), "geo:0,0?q={}"),
    (_("Apple Maps"), "https://maps.apple.com/?daddr={}"),
    (_("Google Maps"), "https://www.google.com/maps/dir/?api=1&destination={}"),
    (_("OpenStreetMap"), "https://www.openstreetmap.org/search?query={}"),
)


def directions(facility):
    """Return [(label, link)] to a Facility's door; none if it isn't published."""
    if facility.address_withheld or not facility.street:
        return []
    place = f"{facility.street}, {facility.city}, {facility.state} {facility.zip}".strip()
    quoted = quote(place, safe="")
    return [(label, link.format(quoted)) for label, link in _maps.current(get_language())]


# MAPS in a language
_maps = in_words(lambda: [(str(label), link) for label, link in MAPS])


# Half of what the map shows around a facility, in degrees: a few miles each way.
AROUND_X, AROUND_Y = 0.05, 0.03


def map_link(facility, standing):
    """Return the address of the search whose map shows what is around a Facility.

    Around its ZIP code or city where its own point isn't published or known. What a search leaves
    out unless asked to show it is let in where the facility is such a place (its Standing).
    """
    query = [("where", facility.zip or f"{facility.city}, {facility.state}")]
    if facility.is_exact and not facility.address_withheld:
        x, y = facility.longitude, facility.latitude
        edges = (x - AROUND_X, y - AROUND_Y, x + AROUND_X, y + AROUND_Y)
        query.append(("box", ",".join(f"{edge:.2f}" for edge in edges)))
    if standing.is_mental_health_only:
        query.append(("include", "mental-health"))
    if standing.serves_only:
        query.append(("include", "serves-only"))
    search = _search_path(get_language(), get_script_prefix())
    return f"{search}?{urlencode(query, safe=',')}"


@lru_cache(maxsize=32)
def _search_path(_language, _prefix):
    return reverse("search")
