"""The pins of a map: the page's numbered places, and all others alone or in groups."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from facilities.paths import path_of
from search.geometry import XY, box_of_edges, unproject
from search.index import Index
from search.index.entries import IndexEntry
from search.map.ground import settled
from search.map.layout import Group, groups

MOST_NAMES = 20  # of places at one spot


def pins(
    index: Index, numbered: Sequence[tuple[int, int]], others: Sequence[int], zoom: float
) -> tuple[dict[str, Any], list[XY]]:
    """Return {"cards", "clusters", "spots"}, and where all of them stand.

    `numbered`: [(number of the list, ordinal)]; `others`: ordinals.
    """
    spots = index.spots
    at = [spots.at(ordinal) for _number, ordinal in numbered]
    placed, under = settled(groups(others, spots, zoom), at, zoom)
    cards = [_card(index, number, ordinal) for number, ordinal in numbered]
    for position, group in under.items():
        cards[position]["more"] = _count(group)
    clusters, alone = [], []
    for group, spot in placed:
        if group.is_one_spot:
            places = [_place(index, p) for p in sorted(group.members)[:MOST_NAMES]]
            alone.append({"at": unproject(*spot), "count": len(group.members), "places": places})
        else:
            clusters.append([*unproject(*spot), *_count(group)])
    shown = {"cards": cards, "clusters": clusters, "spots": alone}
    return shown, [*at, *(spot for _group, spot in placed)]


def _count(group: Group) -> list[Any]:
    """Return [how many, the box that holds them as an address has it]."""
    xs, ys = group.xs, group.ys
    return [len(xs), str(box_of_edges(min(xs), min(ys), max(xs), max(ys)))]


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


def _place(index: Index, ordinal: int) -> dict[str, Any]:
    entry = index.entries[ordinal]
    url = path_of(entry.public_id, entry.slug)
    return {"name": entry.name, "url": url, "area": _area(entry), "pk": index.pks[ordinal]}


def _area(entry: IndexEntry) -> str:
    """Return the area whose center stands for a facility, "" if its location is exact."""
    if entry.is_exact:
        return ""
    if entry.precision == "zip":
        return _("ZIP %(zip)s") % {"zip": entry.zip}
    return f"{entry.city}, {entry.state}"
