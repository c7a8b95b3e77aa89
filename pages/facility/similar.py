"""The nearest other places that offer the kind of care a facility is known for; no query."""

from dataclasses import dataclass

from facilities.models import Service
from facilities.taxonomy import SUBSTANCE_USE
from pages.cards import cards
from pages.distances import how_far
from places.geo import Point
from places.resolve import resolve
from search.fit import Fit
from search.index import Index
from search.index.points import miles_of
from search.query import MENTAL_HEALTH, SearchQuery

MOST = 4
# Farther than a day's way to and fro isn't near.
FARTHEST = 100


@dataclass(frozen=True)
class Similar:
    """The places with `service` that are nearest to a facility.

    `cards`: the nearest first, each with how far it is. Those that serve only some people are
    left out, as in a search for the service; those for mental health care only, too, unless the
    facility is another. `index`: the Index they are of.
    """

    service: Service
    cards: list
    index: Index


def similar(facility, levels, index):
    """Return the Similar of a Facility, listed or not, by the first of its `levels` (Services).

    Measured from its door if that is published, else from the middle of its ZIP code or city.
    """
    service = levels[0] if levels else index.taxonomy.localized.by_code[SUBSTANCE_USE]
    point = _point_of(facility)
    if point is None:
        return Similar(service, [], index)
    ordinal = index.ordinals.get(facility.pk)
    is_like_it = ordinal is not None and index.is_mental_health_only(ordinal)
    include = frozenset({MENTAL_HEALTH} if is_like_it else ())
    fitting = Fit(index, SearchQuery(services=(service,), include=include)).fitting
    if ordinal is not None:
        fitting &= ~(1 << ordinal)
    nearest = index.points.nearest(point, fitting, MOST, FARTHEST)
    miles_by_pk = {index.pks[p]: miles_of(chord) for chord, p in nearest}
    shown = cards([(pk, None) for pk in miles_by_pk], index)
    for card, miles in zip(shown, miles_by_pk.values(), strict=True):
        card.miles = miles
        card.far = how_far(miles, card.is_exact and facility.is_exact)
    return Similar(service, shown, index)


def _point_of(facility):
    """Return the Point to measure from, or None.

    For a withheld address the database holds the middle of its ZIP code or city, or nothing.
    """
    if facility.latitude is not None:
        return Point(facility.latitude, facility.longitude)
    for text in (facility.zip, f"{facility.city}, {facility.state}"):
        if text and (place := resolve(text).place):
            return place.point
    return None
