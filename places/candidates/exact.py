"""The places that bear a name exactly as a text may be read."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from places.candidates.matches import Match, cities_of, look_up
from places.gazetteer.atlas import Atlas
from places.gazetteer.counties import without_designation
from places.gazetteer.elsewhere import is_country, is_elsewhere
from places.gazetteer.entries import REGION, STATE
from places.names import key, spelling
from places.parsing import How, Parsed, Reading
from places.wordings import SIDES, says_county

# A country's name doesn't mean an American place smaller than this: Canada, Kentucky...
VILLAGE = 5_000
# ...and a large city's none smaller than this: Santo Domingo, Puerto Rico.
HAMLET = 1_000


class Candidates(NamedTuple):
    """The places that a reading may mean, the likeliest first."""

    reading: Reading
    matches: list[Match]


def exact(book: Atlas, parsed: Parsed) -> Iterator[Candidates]:
    """Yield the candidates of each reading that has any, the likeliest reading first."""
    for reading in parsed.readings():
        if matches := _of(book, parsed, reading):
            yield Candidates(reading, matches)


def _of(book: Atlas, parsed: Parsed, reading: Reading) -> list[Match]:
    if reading.how == How.WITH_COUNTY:
        return _cities_with_county(book, reading)
    if reading.how == How.ABBREVIATED:
        return _spelt_out(book, reading)
    matches = look_up(book, [reading.name], reading.state)[reading.name]
    if reading.how == How.ADDRESS or (reading.how == How.KIND and reading.state):
        return cities_of(matches)
    if reading.how == How.KNOWN_WITH_STATE:
        return [match for match in matches if match.well_known or match.place.kind == REGION]
    if reading.how == How.STATE_WORDS:
        return _spelt_with_state(parsed, matches)
    if reading.how == How.IN_COUNTY:
        return [match for match in matches if key(match.place.county) == "".join(parsed.name)]
    if reading.state:
        return _own_county_first(parsed, _without_vast_regions(reading, matches))
    if reading.how == How.LEAD_IN:
        return matches
    is_foreign = reading.how in (How.BARE, How.KIND) and is_elsewhere(parsed.last)
    if reading.how == How.KIND:
        matches = cities_of(matches)
    return [] if is_foreign or _is_abroad(reading, matches) else matches


def _without_vast_regions(reading: Reading, matches: list[Match]) -> list[Match]:
    """Return the matches without regions of several states: "South LA" isn't all the South."""
    if not SIDES.issuperset(reading.name):
        return matches
    return [match for match in matches if match.place.state]


def _own_county_first(parsed: Parsed, matches: list[Match]) -> list[Match]:
    """Put the matches that lie in a county which was typed, too, before the others."""
    counties = {"".join(name) for name in parsed.other_names if says_county(name)}
    counties |= {"".join(parsed.name)} if says_county(parsed.name) else set()
    return sorted(matches, key=lambda match: key(match.place.county) not in counties)


def _cities_with_county(book: Atlas, reading: Reading) -> list[Match]:
    """Return the cities named beside the county in which they lie, in either order."""
    name, state = reading.name, reading.state
    splits = [(name[:i], name[i:]) for i in range(1, len(name))]
    for city, county in [*splits, *((after, before) for before, after in splits)]:
        bare = key(without_designation(" ".join(county[:-1] if says_county(county) else county)))
        matches = cities_of(look_up(book, [city], state)[city])
        if own := [m for m in matches if key(without_designation(m.place.county)) == bare]:
            return own
    return []


def _spelt_out(book: Atlas, reading: Reading) -> list[Match]:
    """Return the cities and counties that a name ending in "cty" may mean, the largest first."""
    names = [(*reading.name[:-1], word) for word in ("city", "county")]
    matches = chain.from_iterable(look_up(book, names, reading.state).values())
    return sorted(matches, key=lambda match: -match.weight)


def _is_abroad(reading: Reading, matches: list[Match]) -> bool:
    people = matches[0].place.population if matches else VILLAGE
    if people < HAMLET and is_elsewhere(reading.name):
        return True
    return people < VILLAGE and is_country(reading.name)


def _spelt_with_state(parsed: Parsed, matches: list[Match]) -> list[Match]:
    """Keep the places whose name the state's words are part of, but for states.

    "Port Washington", in New York; "350 5th Ave, New York"; "Central Florida". Only as they
    spell it: "Mar CO" isn't Marco. After a comma only in that very state: "1 Main St, LA"
    isn't in California.
    """
    return [
        match
        for match in matches
        if match.place.kind != STATE
        and spelling(match.alias or match.place.name) == " ".join(parsed.whole)
        and (not parsed.is_state_apart or match.place.state == parsed.state)
    ]
