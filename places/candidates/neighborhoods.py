"""Neighborhoods: names that say little without their city, as many cities have an Uptown."""

from collections.abc import Iterable

from places.candidates.matches import Match
from places.gazetteer.atlas import Atlas
from places.gazetteer.entries import ZIP, Entry, OtherRow
from places.names import Name


def local_places(book: Atlas, name: Name) -> list[Match]:
    """Return what is called so only beside its city or its state, the largest first."""
    return _largest_first(book.local_aliases.get("".join(name), ()))


def neighborhoods(book: Atlas, name: Name) -> list[Match]:
    """Return those, and the neighborhoods that have the name to themselves ("Watts")."""
    joined = "".join(name)
    own = [row for row in book.aliases.get(joined, ()) if row[2][0] == ZIP]
    return _largest_first([*book.local_aliases.get(joined, ()), *own])


def _largest_first(rows: Iterable[OtherRow]) -> list[Match]:
    matches = [Match(Entry(*row), name, well_known) for name, well_known, row in rows]
    return sorted(matches, key=lambda match: (-match.place.population, match.place.state))
