"""What the map shows of a search: its numbered places, the others in groups, names of cities."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from places.gazetteer.cities import cities_in
from places.geo import Point, miles_between, westward
from search.geometry import MAINLAND, MAX_ZOOM, XY, Box, box_around, project, unproject, zoom_for
from search.index import Index
from search.index.bits import bits_of, ordinals_of
from search.index.index import IndexEntry
from search.index.spots import Spots
from search.map.layout import aside, groups, spaced
from search.paging import PER_PAGE, ResultPage, page_of_search
from search.query import REACHES
from search.request import SearchRequest

Numbered = list[tuple[int, int]]  # (number on the page, ordinal in the index)

MOST_LABELS = 25
LABELS_LOOKED_AT = 250
MOST_NAMES = 50  # of places that zooming doesn't part
LEAST_SHARE = 1 / 40  # of the people of the largest city shown
COUNTIES_FROM = 8  # zoom, as in static/js/map-outlines.js
AROUND = 0.25  # degrees: so near to the box a state has a city if it has land in it


def answer(search: SearchRequest) -> dict[str, Any]:
    """Return what the map of a valid SearchRequest shows, as plain values for JSON.

    Points are [latitude, longitude], longitudes `westward`. `cards` are the places of the
    page under its numbers, `clusters` [[latitude, longitude, how many]], `spots` the places
    that stand alone, at one spot, or can't be parted any more. What these hold in the box, with
    what is `outside` and `unpinned`, is the `total`. Raises Http404 for a page past the last.
    """
    page, index = page_of_search(search, PER_PAGE), search.index
    numbered = _numbered(index, page)
    placed = (search.results.bits if search.results else 0) & index.spots.placed
    box = search.asked.get("box") or _first_box(search, page, numbered, placed)
    zoom = search.asked.get("zoom") or zoom_for(box, *search.asked["size"])
    rest = placed & ~bits_of((p for _number, p in numbered), len(index.pks))
    near = _within(index.spots, ordinals_of(rest), box)
    pins = [index.spots.at(p) for _number, p in numbered]
    return {
        "box": box.as_list(),
        "zoom": zoom,
        "first": page.first,
        **_counts(
            page, placed, len(near) + len(_within(index.spots, dict(numbered).values(), box))
        ),
        "cards": [_card(index, number, ordinal) for number, ordinal in numbered],
        **_unnumbered(index, near, zoom, pins),
        "labels": _labels(box, zoom, pins),
        "states": _states(box) if zoom >= COUNTIES_FROM else [],
        "reach": reach_of(box),
    }


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


def _first_box(search: SearchRequest, page: ResultPage, numbered: Numbered, placed: int) -> Box:
    """Return what to look at first: the page's places if they are the nearest, else all."""
    spots, place = search.index.spots, search.place
    is_by_distance = search.results and search.results.is_measured
    ordinals = [p for _number, p in numbered] if is_by_distance else ordinals_of(placed)
    if place is None and page.pages > 1 and _within(spots, ordinals, MAINLAND):
        return MAINLAND
    points = [spots.at(ordinal) for ordinal in ordinals]
    if not points and place:
        points = [project(place.latitude, westward(place.longitude))]
    return box_around(points) or MAINLAND


def _within(spots: Spots, ordinals: Iterable[int], box: Box) -> list[int]:
    """Return those of `ordinals` that lie in a box."""
    left, top, right, bottom = box.edges()
    x, y = spots.x, spots.y
    return [p for p in ordinals if left <= x[p] <= right and top <= y[p] <= bottom]


def _unnumbered(index: Index, ordinals: list[int], zoom: float, pins: list[XY]) -> dict[str, Any]:
    """Return {"clusters", "spots"} of facilities; what is shown for them is added to `pins`."""
    clusters, spots, keep_off = [], [], list(pins)
    for group in groups(ordinals, index.spots.x, index.spots.y, zoom):
        members, at = sorted(group.members), (group.x, group.y)
        # A single exact location stays where it is.
        if len(members) > 1 or not index.entries[members[0]].is_exact:
            at = aside(*at, keep_off, zoom)
        if at != (group.x, group.y):
            keep_off.append(at)
        pins.append(at)
        if _stays_together(index.spots, members, zoom):
            places = [_place(index, p) for p in members[:MOST_NAMES]]
            middle = unproject(group.x, group.y)
            spot = {"at": unproject(*at), "middle": middle, "count": len(members), "places": places}
            spots.append(spot)
        else:
            clusters.append([*unproject(*at), len(members)])
    return {"clusters": clusters, "spots": spots}


def _stays_together(spots: Spots, members: list[int], zoom: float) -> bool:
    """Tell whether zooming in never parts a group."""
    first = spots.at(members[0])
    return zoom >= MAX_ZOOM or all(spots.at(p) == first for p in members)


def _card(index: Index, number: int, ordinal: int) -> dict[str, Any]:
    entry = index.entries[ordinal]
    at = unproject(*index.spots.at(ordinal))
    return {
        "number": number,
        "id": entry.public_id,
        "name": entry.name,
        "at": at,
        "area": _area(entry),
    }


def _place(index: Index, ordinal: int) -> dict[str, str]:
    entry = index.entries[ordinal]
    url = reverse("facility", args=[entry.public_id, entry.slug])
    return {"name": entry.name, "url": url, "area": _area(entry)}


def _area(entry: IndexEntry) -> str:
    """Return the area whose center stands for a facility, "" if its location is exact."""
    if entry.is_exact:
        return ""
    if entry.precision == "zip":
        return _("ZIP %(zip)s") % {"zip": entry.zip}
    return f"{entry.city}, {entry.state}"


def _labels(box: Box, zoom: float, pins: list[XY]) -> list[list[Any]]:
    """Return [[name, latitude, longitude]] of the largest cities that have room beside pins."""
    largest = list(islice(cities_in(*box.as_list()), LABELS_LOOKED_AT))
    names = (
        (city.name, *project(city.latitude, city.longitude))
        for city in largest
        if city.population >= largest[0].population * LEAST_SHARE
    )
    return [[name, *unproject(x, y)] for name, x, y in spaced(names, pins, zoom, MOST_LABELS)]


def _states(box: Box) -> list[str]:
    """Return the states that lie in a box, those of the largest cities first."""
    wide = (box.west - AROUND, box.south - AROUND, box.east + AROUND, box.north + AROUND)
    return list(dict.fromkeys(city.state for city in cities_in(*wide)))


def reach_of(box: Box) -> int | None:
    """Return the least miles a search can reach that cover a box from its middle, or None."""
    middle = Point((box.south + box.north) / 2, (box.west + box.east) / 2)
    corners = [Point(lat, lng) for lat in (box.south, box.north) for lng in (box.west, box.east)]
    farthest = max(miles_between(middle, corner) for corner in corners)
    return next((reach for reach in REACHES if farthest <= reach), None)


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
