"""The pins of a map: the page's numbered places, and all others alone or in groups."""

from typing import Any

from django.utils.translation import gettext as _

from facilities.paths import path_of
from search.geometry import MAX_ZOOM, XY, unproject
from search.index import Index
from search.index.index import IndexEntry
from search.index.spots import Spots
from search.map.layout import aside, groups

MOST_NAMES = 50  # of places that zooming doesn't part


def unnumbered(index: Index, ordinals: list[int], zoom: float, pins: list[XY]) -> dict[str, Any]:
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


def numbered_pin(index: Index, number: int, ordinal: int) -> dict[str, Any]:
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
    url = path_of(entry.public_id, entry.slug)
    return {"name": entry.name, "url": url, "area": _area(entry)}


def _area(entry: IndexEntry) -> str:
    """Return the area whose center stands for a facility, "" if its location is exact."""
    if entry.is_exact:
        return ""
    if entry.precision == "zip":
        return _("ZIP %(zip)s") % {"zip": entry.zip}
    return f"{entry.city}, {entry.state}"
