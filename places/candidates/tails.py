"""The city at one end of a text whose other words name nothing: "Kensington Philadelphia"."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from places.candidates.matches import Match, cities_of, look_up
from places.gazetteer.atlas import Atlas
from places.gazetteer.elsewhere import is_country_or_part, says_no_place
from places.geo import miles_between
from places.names import Name
from places.parsing import Parsed
from places.resolution import ResolvedPlace
from places.wordings import SIDES, says_county
from text.abbreviations.places import OF_A_PLACE

# Without a state, the city at the end is this large, or a nickname everyone knows...
LARGE_TAIL = 100_000
# ...and this many times larger than any other of its name.
OUTWEIGHS_NAMESAKES = 4
# A neighborhood or suburb lies this near to its city, in miles.
NEAR = 30
# Ends of many names: "Sun Valley" isn't Valley.
GENERIC = frozenset(OF_A_PLACE.values()) | {"bay", "hill", "island", "point", "port", "river"}


class Tail(NamedTuple):
    """A city at the end of a text, and the words before it.

    `inner` are the places of that name in or near the city, `rivals` what else the text may mean:
    other cities of the name, or the place far away that the words before it name.
    """

    head: Name
    city: Match
    inner: list[Match]
    rivals: list[Match]

    @property
    def is_side(self) -> bool:
        """Tell whether the words before it say no more than a side of the city."""
        return SIDES.issuperset(self.head)

    @property
    def is_talk(self) -> bool:
        """Tell whether the words before it are about care, not about a place."""
        return says_no_place(self.head)


def tail_of(book: Atlas, parsed: Parsed) -> Tail | None:
    """Return the city at an end of the text, None if there is none to be sure of."""
    state = parsed.state if parsed.name else ""
    namesakes = state_as_city(book, parsed)
    if namesakes and parsed.name and SIDES.issuperset(parsed.name):
        return Tail(parsed.name, namesakes[0], [], [])  # "downtown LA"
    if parsed.is_address or (state and _is_known(book, parsed)):
        return None
    for head, end in _splits(parsed, state):
        cities = [city for city in _ends(book, end, state) if _may_be(city, end, state)]
        if cities:
            return _tail(book, head, cities, state)
    return None


def _is_known(book: Atlas, parsed: Parsed) -> bool:
    """Tell whether the name is a place's in another state, or the state a city's nickname."""
    if not SIDES.issuperset(parsed.name) and look_up(book, [parsed.name])[parsed.name]:
        return True
    return bool(state_as_city(book, parsed))


def state_as_city(book: Atlas, parsed: Parsed) -> list[Match]:
    """Return the city that a state's abbreviation may mean, too: "Skid Row LA"."""
    if parsed.is_state_apart or not parsed.whole:
        return []
    words = parsed.whole[len(parsed.name) :]
    return [
        match
        for match in look_up(book, [words])[words][:1]
        if match.well_known and match.place.state != parsed.state
    ]


def _splits(parsed: Parsed, state: str) -> Iterator[tuple[Name, Name]]:
    """Yield (other words, words of a city), the longest city's name first."""
    name = parsed.name
    if state == "DC":
        yield name, ("washington",)
    if parsed.other_names and not state:
        yield parsed.other_names[0], name
        return
    for tail in parsed.tails:
        yield name[: len(name) - len(tail)], tail
    for length in range(len(name) - 1, 0, -1):
        if SIDES.issuperset(name[length:]):
            yield name[length:], name[:length]
            # "Chicago's South Side"
            yield name[length:], (*name[: length - 1], name[length - 1].removesuffix("s"))


def _ends(book: Atlas, end: Name, state: str) -> list[Match]:
    if is_country_or_part(end) and not state:
        return []
    return cities_of(look_up(book, [end], state)[end])


def _may_be(city: Match, end: Name, state: str) -> bool:
    is_large = city.well_known or (not city.alias and city.place.population >= LARGE_TAIL)
    return is_large or (bool(state) and GENERIC.isdisjoint(end[-1:]))


def _tail(book: Atlas, head: Name, cities: list[Match], state: str) -> Tail | None:
    city, *rest = cities
    rivals = [] if state else [match for match in rest if _rivals(match, city)]
    namesakes = look_up(book, [head], city.place.state)[head]
    inner = [match for match in namesakes if not _is_county(match) and _is_near(match, city)]
    if not inner and not SIDES.issuperset(head):
        rivals += _far(book, head, namesakes, city)
    return Tail(head, city, inner, rivals)


def _rivals(match: Match, city: Match) -> bool:
    return not city.well_known and match.weight * OUTWEIGHS_NAMESAKES > city.weight


def _far(book: Atlas, head: Name, namesakes: Iterable[Match], city: Match) -> list[Match]:
    """Return the county or large city that the head names, if it is another place altogether."""
    everywhere = look_up(book, [head])[head][:1]
    large = [match for match in everywhere if match.weight >= LARGE_TAIL and not match.alias]
    counties = [match for match in namesakes if _is_county(match) and says_county(head)]
    return [match for match in [*counties, *large] if not _is_near(match, city)][:1]


def _is_county(match: Match) -> bool:
    return match.place.kind == "county"


def _is_near(match: Match, city: Match) -> bool:
    points = [ResolvedPlace.of(place).point for place in (match.place, city.place)]
    return miles_between(*points) <= NEAR
