"""The pins of a map: the page's numbered places, and all others alone or in groups."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from facilities.paths import path_maker
from search.geometry import XY, box_of_edges, unproject
from search.index import Index
from search.index.entries import IndexEntry
from search.map.ground import settled
from search.map.layout import groups

MOST_NAMES = 20  # of places at one spot


class Words(NamedTuple):
    """What depends on the language, looked up once: a map may name hundreds of places."""

    in_zip: str
    path_of: Callable[[str, str], str]


def pins(
    index: Index, numbered: Sequence[tuple[int, int]], others: Sequence[int], zoom: float
) -> tuple[dict[str, Any], list[XY]]:
    """Return {"cards", "clusters", "spots"}, and where all of them stand.

    `numbered`: [(number of the list, ordinal)]; `others`: ordinals.
    """
    spots = index.spots
    at = [spots.at(ordinal) for _number, ordinal in numbered]
    placed, under = settled(groups(others, spots, zoom), at, zoom)
    words = Words(_("ZIP %(zip)s"), path_maker())
    cards = [_card(index, number, ordinal, words) for number, ordinal in numbered]
    for position, group in under.items():
        cards[position]["more"] = [len(group.members), str(box_of_edges(*group.edges))]
    clusters, alone = [], []
    for group, spot in placed:
        edges, count = group.edges, len(group.members)
        if edges[:2] == edges[2:]:  # at one spot: zooming in never parts them
            places = [_place(index, p, words) for p in sorted(group.members)[:MOST_NAMES]]
            alone.append({"at": unproject(*spot), "count": count, "places": places})
        else:
            clusters.append([*unproject(*spot), count, str(box_of_edges(*edges))])
    shown = {"cards": cards, "clusters": clusters, "spots": alone}
    return shown, [*at, *(spot for _group, spot in placed)]


def _card(index: Index, number: int, ordinal: int, words: Words) -> dict[str, Any]:
    entry = index.entries[ordinal]
    at = unproject(*index.spots.at(ordinal))
    return {
        "number": number,
        "id": entry.public_id,
        "name": entry.name,
        "at": at,
        "area": _area(entry, words),
    }


def _place(index: Index, ordinal: int, words: Words) -> dict[str, Any]:
    entry = index.entries[ordinal]
    url = words.path_of(entry.public_id, entry.slug)
    return {"name": entry.name, "url": url, "area": _area(entry, words), "pk": index.pks[ordinal]}


def _area(entry: IndexEntry, words: Words) -> str:
    """Return the area whose center stands for a facility, "" if its location is exact."""
    if entry.is_exact:
        return ""
    if entry.precision == "zip":
        return words.in_zip % {"zip": entry.zip}
    return f"{entry.city}, {entry.state}"
