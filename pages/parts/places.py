"""Links to other places that were perhaps meant, as components/_other_places.html has them."""

from django.utils.translation import get_language

from pages.parts.cutting import cut, cuts, escaped, mark
from pages.parts.queries import query_string


def places_html(places, query):
    """Return the HTML of links to the page of a query about other ResolvedPlaces."""
    values = {}
    for number, place in enumerate(places):
        values[f"place{number}"] = place.label_with_city
        values[f"link{number}"] = query_string(query, where=place.query, page=None)
    return _text(get_language(), len(places)) % escaped(values)


def _cut_text(_language, count):
    places = [{"label_with_city": mark(f"place{number}")} for number in range(count)]
    return cut("components/_other_places.html", {"places": places}, ["link"]).text


_text = cuts(_cut_text, most=50)
