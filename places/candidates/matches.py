"""Names in the gazetteer: every place that bears one, the likeliest first."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from places.gazetteer.atlas import Atlas
from places.gazetteer.entries import CITY, SHARES, Entry, EntryRow, OtherRow, other_name_weight
from places.models import members_of
from places.names import Name, spelling
from places.states import state_named
from places.wordings import says_county

# A name spelled as typed outweighs a namesake ten times larger ("Westchester", "West Chester").
SPELT_ALIKE = 10
# A county this large, and this many times larger than any city of its name, is meant before it.
LARGE_COUNTY = 100_000
OUTWEIGHS_CITIES = 50


class Match(NamedTuple):
    """A place that bears a name, by another name of its own if `alias` is set."""

    place: Entry
    alias: str = ""
    well_known: bool = False

    @property
    def weight(self) -> int:
        """Return the population, less for what a name alone seldom means."""
        if self.alias:
            return other_name_weight(self.place.population, self.well_known)
        return self.place.population // SHARES[self.place.kind]


MatchesOf = dict[Name, list[Match]]


def look_up(book: Atlas, names: Iterable[Name], state: str = "") -> MatchesOf:
    """Return {name: [Match, …]} for tuples of normal words, the best match first.

    Only matches in `state` if given. `book` is the Atlas; a name costs a few microseconds.
    """
    return {name: _of_name(name, book, state) for name in names}


def _of_name(name: Name, book: Atlas, state: str) -> list[Match]:
    """Return the matches of one name, each place once, best first."""
    joined, text = "".join(name), " ".join(name)

    def places(rows: Iterable[EntryRow]) -> list[Match]:
        return [Match(Entry(*row)) for row in rows if not state or _is_in(row, state)]

    aliases = [
        Match(Entry(*row), other, well_known)
        for other, well_known, row in _aliases(book, joined, state)
        if not state or _is_in(row, state)
    ]
    kinds = _Kinds(
        nicknames=[match for match in aliases if match.well_known],
        regions=_largest_first(places(book.regions.get(joined, ())), text),
        states=places(book.states.get(state_named(list(name)).lower(), ())),
        cities=_largest_first(places(book.cities.get(joined, ())), text),
        other_names=_largest_first((match for match in aliases if not match.well_known), text),
        counties=_largest_first(places(_counties(book, name, state)), text),
    )
    groups = kinds.in_state() if state else kinds.anywhere()
    return _each_once(chain(kinds.counties if says_county(name) else (), *groups))


class _Kinds(NamedTuple):
    """The matches of a name by what they are, the largest of each kind first."""

    nicknames: list[Match]
    regions: list[Match]
    states: list[Match]
    cities: list[Match]
    other_names: list[Match]
    counties: list[Match]

    def anywhere(self) -> list[list[Match]]:
        """Return the groups in order, for a name without a state.

        "Washington" is the state before any city, the Midwest no hamlet of Wyoming.
        """
        return [
            *(self.nicknames, self.regions, self.states),
            _counties_before(self.counties, [*self.nicknames, *self.cities]),
            *(self.cities, self.other_names, self.counties),
        ]

    def in_state(self) -> list[list[Match]]:
        """Return the groups in order, for a name in a state.

        Memphis is the Bluff City, but Bluff City, TN, is another; North East, PA, is no half of
        the Northeast; Penn, PA, is the city.
        """
        own = [match for match in self.regions if match.place.state]
        vast = [match for match in self.regions if not match.place.state]
        names = (self.cities, self.nicknames, self.other_names, self.counties)
        return [own, *names, self.states, vast]


def _counties(book: Atlas, name: Name, state: str) -> list[EntryRow]:
    """Return the rows of the counties that bear a name, with "County" and the like or without."""

    def rows_of(table: Mapping[str, tuple[EntryRow, ...]], name: str) -> list[EntryRow]:
        return [row for row in table.get(name, ()) if not state or row[3] == state]

    exact = rows_of(book.counties, "".join(name))
    if not says_county(name):
        return exact + rows_of(book.bare_counties, "".join(name))
    # "Orleans Parish" is no Orleans County, but "Orleans County, LA" is the parish.
    alone = "".join(name[:-1])
    if exact or not state:
        return exact or _called(rows_of(book.bare_counties, alone), name)
    begun = [key for key in book.bare_counties if key.startswith(alone)]
    # "St. John Parish" is St. John the Baptist Parish, if it is the only one.
    for keys in ([alone], begun):
        rows = _called([row for key in keys for row in rows_of(book.bare_counties, key)], name)
        if len(rows) == 1:
            return rows
    return []


def _called(rows: list[EntryRow], name: Name) -> list[EntryRow]:
    """Keep the counties that may be called boroughs: Alaska's are, Pennsylvania's are towns."""
    return [row for row in rows if name[-1] != "borough" or row[1].endswith("borough")]


def _counties_before(counties: list[Match], cities: Iterable[Match]) -> list[Match]:
    """Return the counties that are meant before some cities: Nassau is no hamlet in Delaware."""
    least = OUTWEIGHS_CITIES * max((match.weight for match in cities), default=0)
    return [match for match in counties if match.place.population >= max(least, LARGE_COUNTY)]


def _aliases(book: Atlas, joined: str, state: str) -> tuple[OtherRow, ...]:
    """Return the other names of a key; without a state none of those that many cities use."""
    local = book.local_aliases.get(joined, ()) if state else ()
    return book.aliases.get(joined, ()) + local


def _is_in(row: EntryRow, state: str) -> bool:
    """Tell whether a place lies in a state, a region at least in part."""
    return state in (row[3], *(its_state for its_state, _county in members_of(row[9])))


def _each_once(matches: Iterable[Match]) -> list[Match]:
    unique: dict[tuple[str, ...], Match] = {}
    for match in matches:
        unique.setdefault(match.place[:5], match)
    return list(unique.values())


def _largest_first(matches: Iterable[Match], text: str) -> list[Match]:
    return sorted(matches, key=lambda match: (-_size(match, text), match.place.state))


def _size(match: Match, text: str) -> int:
    population = match.place.population + 1
    return population * SPELT_ALIKE if spelling(match.place.name) == text else population


def bearing(book: Atlas, name: str) -> list[Match]:
    """Return all matches of a key, whatever kind they are of."""
    rows = (
        *book.cities.get(name, ()),
        *book.counties.get(name, ()),
        *book.regions.get(name, ()),
    )
    matches = [Match(Entry(*row)) for row in rows]
    for other, well_known, row in book.aliases.get(name, ()):
        matches.append(Match(Entry(*row), other, well_known))
    states = book.state_names.get(name, ())
    return matches + [Match(Entry(*row)) for row in states]


def is_city(match: Match) -> bool:
    """Tell whether a match is a city."""
    return match.place.kind == CITY


def cities_of(matches: Iterable[Match]) -> list[Match]:
    """Return the cities among matches."""
    return [match for match in matches if is_city(match)]
