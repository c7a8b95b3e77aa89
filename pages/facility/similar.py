"""The nearest other places that offer the kind of care a facility is known for; no query."""

from dataclasses import dataclass

from derived import Derived
from facilities.models import Service
from facilities.numbers import NumberToCall
from facilities.paths import path_of
from facilities.taxonomy import SUBSTANCE_USE
from facilities.wording import joined
from pages.cards import mental_health_note
from pages.distances import how_far
from pages.quick import Quick
from places.geo import Point
from places.resolve import resolve
from search import index as directory
from search.fit import Fit
from search.index import Index
from search.index.bits import Bits, less
from search.index.points import miles_of
from search.query import MENTAL_HEALTH, SearchQuery

MOST = 4
# Farther than a day's way to and fro isn't near.
FARTHEST = 100


@dataclass
class Neighbor(Quick):
    """The little that is shown of a similar place: less than a card, as every page has others.

    `numbers`, `years`: as a Card has them. `only`: who alone is served; `note`: that it is for
    mental health care alone; "" for neither. `miles`: how far, `far` in words.
    """

    name: str
    url: str
    city: str
    state: str
    only: str
    note: str
    numbers: list[NumberToCall]
    years: frozenset[int]
    miles: float
    far: str


@dataclass(frozen=True)
class Similar:
    """The places with `service` that are nearest to a facility.

    `places`: Neighbors, the nearest first. Those that serve only some people are left out, as in
    a search for the service; those for mental health care only, too, unless the facility is
    another. `index`: the Index they are of.
    """

    service: Service
    places: list[Neighbor]
    index: Index


# {what was asked for: who fits} of an Index: some dozen sets.
_fitting: Derived[dict[tuple[int, bool], Bits]] = Derived(
    lambda _index: {}, version=directory.current
)


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
    fitting = _fitting_of(index, service, is_like_it)
    if ordinal is not None:
        fitting = less(fitting, 1 << ordinal)
    nearest = index.points.nearest(point, fitting, MOST, FARTHEST)
    places = [_neighbor(p, miles_of(chord), facility.is_exact, index) for chord, p in nearest]
    return Similar(service, places, index)


def _fitting_of(index, service, is_for_mental_health):
    """Return who fits a search for a Service, those for mental health care alone perhaps too."""
    kept, key = _fitting.of(index), (service.id, is_for_mental_health)
    if key not in kept:
        include = frozenset({MENTAL_HEALTH} if is_for_mental_health else ())
        kept[key] = Fit(index, SearchQuery(services=(service,), include=include)).fitting
    return kept[key]


def _neighbor(ordinal, miles, is_exact, index):
    """Return the Neighbor of an ordinal; `is_exact`: measured from a door."""
    entry, localized = index.entries[ordinal], index.taxonomy.localized
    is_mental_health_only = index.is_mental_health_only(ordinal)
    only = localized.claimed(index.offers(ordinal, index.serving_only), is_mental_health_only)
    return Neighbor(
        name=entry.name,
        url=path_of(entry.public_id, entry.slug),
        city=entry.city,
        state=entry.state,
        only=only and joined(". ", (service.name for service in localized.only_of(only))),
        note=mental_health_note(is_mental_health_only, index.is_dual_diagnosis_only(ordinal)),
        numbers=index.numbers_to_call(entry.pk, entry.phones),
        years=index.years(ordinal),
        miles=miles,
        far=how_far(miles, is_exact and entry.is_exact),
    )


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
