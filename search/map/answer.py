"""What the map shows of a search: its numbered places, the others in groups, names of cities."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.utils.translation import ngettext

from places.gazetteer.cities import City, cities_in, states_in
from places.geo import westward
from search.geometry import (
    MAINLAND,
    MAX_ZOOM,
    XY,
    Box,
    box_around,
    middle_of,
    project,
    unproject,
    view_of,
    zoom_for,
)
from search.index import Index
from search.index.bits import bits_of, less, ordinals_of
from search.index.spots import Spots
from search.map.layout import spaced
from search.map.pins import pins
from search.paging import PER_PAGE, ResultPage, page_of_search
from search.request import SearchRequest

Numbered = list[tuple[int, int]]  # (number on the page, ordinal in the index)

MOST_LABELS = 25
LABELS_LOOKED_AT = 250
LEAST_SHARE = 1 / 40  # of the people of the largest city shown
# Pixels: more than a map has beside its list.
LARGEST = (2400, 1200)
COUNTIES_FROM = 8  # zoom, as in static/js/map-outlines.js
TOWNS_FROM = 9  # zoom: without streets the map goes little farther (static/js/map.js)
MOST_TOWNS = 12
AROUND = 0.25  # degrees: so near to the box a state has a city if it has land in it


def answer(search: SearchRequest) -> dict[str, Any]:
    """Return what the map of a valid SearchRequest shows, as plain values for JSON.

    Points are [latitude, longitude], longitudes `westward`. `cards` are the places of the
    page under its numbers, with `more` that stand so near that they aren't drawn; `clusters`
    [[latitude, longitude, how many, the box that holds them]]; `spots` the places that stand
    alone or at one spot. What these hold in the box, with what is `outside` and `unpinned`, is
    the `total`. `towns`: [[city and state, how many are in the box]]. Raises Http404 for a page
    past the last.
    """
    page, index = page_of_search(search, PER_PAGE), search.index
    numbered = _numbered(index, page)
    placed = (search.results.bits if search.results else 0) & index.spots.placed
    box, zoom, middle = _view(search, lambda: _first_box(search, page, numbered, placed))
    others = less(placed, bits_of((p for _number, p in numbered), len(index.pks)))
    near = ordinals_of(index.spots.within(others, box))
    here = _within(index.spots, dict(numbered).values(), box)
    shown, stands = pins(index, numbered, near, zoom)
    return {
        "box": box.as_list(),
        "zoom": zoom,
        "middle": middle,
        "first": page.first,
        **_counts(page, placed, len(near) + len(here)),
        **shown,
        "labels": _labels(box, zoom, stands),
        "towns": _towns(index, [*near, *here]) if zoom >= TOWNS_FROM else [],
        "states": _states(box) if zoom >= COUNTIES_FROM else [],
    }


def zoom_of(box: Box, most: int | None, size: tuple[int, int] | None) -> float:
    """Return the zoom at which a box fits `size`, or any screen; at `most` what was asked for.

    What a map costs follows from the pixels it has room for.
    """
    width, height = LARGEST
    if size:
        width, height = min(size[0], width), min(size[1], height)
    else:
        box = box.without_rounding()
    return min(most or MAX_ZOOM, zoom_for(box, width, height))


def _counts(page: ResultPage, placed: int, seen: int) -> dict[str, Any]:
    unpinned = page.total - placed.bit_count()
    return {
        "total": page.total,
        "outside": placed.bit_count() - seen,
        "unpinned": unpinned,
        "message": message(seen, unpinned),
    }


def _numbered(index: Index, page: ResultPage) -> Numbered:
    """Return [(number, ordinal)] of the page's places that a map may show."""
    # A facility that is newer than the Index has no card, so no number either.
    ordinals = [index.ordinals[pk] for pk, _miles in page.hits if pk in index.ordinals]
    placed = index.spots.placed
    return [(number, p) for number, p in enumerate(ordinals, page.first) if placed >> p & 1]


def _view(search: SearchRequest, first_box: Callable[[], Box]) -> tuple[Box, float, list[float]]:
    """Return what is asked for: the Box, its zoom, and the point [latitude, longitude] amid it.

    Where no view is asked for, the whole map of that size with the first box in its middle.
    """
    most, view = search.asked.get("zoom"), search.asked["view"]
    if view:
        return view, zoom_of(view, most, None), unproject(*middle_of(view))
    size, first = search.asked["size"], first_box()
    zoom = zoom_of(first, most, size)
    width, height = (min(side, largest) for side, largest in zip(size, LARGEST, strict=True))
    return view_of(first, zoom, width, height), zoom, unproject(*middle_of(first))


def _first_box(search: SearchRequest, page: ResultPage, numbered: Numbered, placed: int) -> Box:
    """Return what to look at first.

    The area that was searched; else the page's places if they are the nearest, else all.
    """
    if search.query.box:
        return search.query.box.westward()
    spots, place = search.index.spots, search.place
    is_by_distance = search.results and search.results.is_measured
    ordinals = [p for _number, p in numbered] if is_by_distance else ordinals_of(placed)
    if place is None and page.pages > 1 and _is_any_within(spots, ordinals, MAINLAND):
        return MAINLAND
    xs, ys = (map(axis.__getitem__, ordinals) for axis in (spots.x, spots.y))
    points = list(zip(xs, ys, strict=True))
    if not points and place:
        points = [project(place.latitude, westward(place.longitude))]
    return box_around(points) or MAINLAND


def _within(spots: Spots, ordinals: Iterable[int], box: Box) -> list[int]:
    """Return those of `ordinals` that lie in a box."""
    left, top, right, bottom = box.edges()
    x, y = spots.x, spots.y
    return [p for p in ordinals if left <= x[p] <= right and top <= y[p] <= bottom]


def _is_any_within(spots: Spots, ordinals: Iterable[int], box: Box) -> bool:
    left, top, right, bottom = box.edges()
    x, y = spots.x, spots.y
    return any(left <= x[p] <= right and top <= y[p] <= bottom for p in ordinals)


def _labels(box: Box, zoom: float, pins: list[XY]) -> list[list[Any]]:
    """Return [[name, latitude, longitude]] of the largest cities that have room beside pins."""
    cities = _large(islice(cities_in(*box.as_list()), LABELS_LOOKED_AT))
    names = ((city.name, *project(city.latitude, city.longitude)) for city in cities)
    return [[name, *unproject(x, y)] for name, x, y in spaced(names, pins, zoom, MOST_LABELS)]


def _large(cities: Iterable[City]) -> Iterator[City]:
    """Yield the first of cities, of which the largest come first, that are large beside it."""
    least = 0.0
    for city in cities:
        least = least or city.population * LEAST_SHARE
        if city.population < least:
            break
        yield city


def _towns(index: Index, ordinals: Iterable[int]) -> list[list[Any]]:
    """Return [[city and state, how many]] of the towns that hold most of `ordinals`."""
    towns = Counter(map(index.entries.town, ordinals))
    counts = {f"{city}, {state}": count for (city, state), count in towns.items()}
    largest = sorted(counts.items(), key=lambda town: (-town[1], town[0]))
    return [[name, count] for name, count in largest[:MOST_TOWNS]]


def _states(box: Box) -> list[str]:
    """Return the states that lie in a box, those of the largest cities first."""
    wide = (box.west - AROUND, box.south - AROUND, box.east + AROUND, box.north + AROUND)
    return states_in(*wide)


def message(seen: int, unpinned: int) -> str:
    """Return the one sentence or two that are said once the map has loaded."""
    text = ngettext("%(n)s place in this view.", "%(n)s places in this view.", seen)
    text %= {"n": f"{seen:,}"}
    if not unpinned:
        return text
    more = ngettext(
        "%(n)s more can't be shown on a map: find it in the list.",
        "%(n)s more can't be shown on a map: find them in the list.",
        unpinned,
    )
    return f"{text} {more % {'n': f'{unpinned:,}'}}"
