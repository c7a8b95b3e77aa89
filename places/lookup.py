"""Names in the gazetteer: every place that bears one, the likeliest first."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from places.counties import DESIGNATIONS
from places.models import Alias, Kind, Place
from places.names import key, spelling
from places.states import state_named

# A name spelt as typed outweighs a namesake ten times larger ("Westchester", "West Chester").
SPELT_ALIKE = 10
COUNTY_WORDS = {"county", "co", "parish", "borough", "municipio"}
COUNTY_KEYS = tuple(key(designation) for designation in DESIGNATIONS)


@dataclass(frozen=True)
class Match:
    """A place that bears a name, by another name of its own if `alias` is set."""

    place: Place
    alias: str = ""
    well_known: bool = False


def look_up(names, state=""):
    """Return {name: [Match, …]} for tuples of normal words, best first; only in `state` if given.

    Two queries, however many the names.
    """
    places = Place.objects.filter(_is_named(names), **({"state": state} if state else {}))
    aliases = Alias.objects.filter(key__in={"".join(name) for name in names})
    aliases = aliases.filter(place__state=state) if state else aliases
    by_key = defaultdict(list)
    for place in places:
        by_key[place.kind, place.key].append(Match(place))
    for alias in aliases.select_related("place"):
        by_key[Alias, alias.key].append(Match(alias.place, alias.name, alias.well_known))
    return {name: _of_name(name, by_key, is_state_typed=bool(state)) for name in names}


def _is_named(names):
    """Return the condition for cities and counties of these names, and states if any."""
    county_keys = {key for name in names for key in _county_keys(name)}
    condition = Q(kind=Kind.CITY, key__in={"".join(name) for name in names})
    condition |= Q(kind=Kind.COUNTY, key__in=county_keys)
    if states := {state.lower() for name in names if (state := state_named(list(name)))}:
        condition |= Q(kind=Kind.STATE, key__in=states)
    return condition


def says_county(name):
    """Tell whether a name's words say that it is a county's."""
    return len(name) > 1 and name[-1] in COUNTY_WORDS


def _county_keys(name):
    """Return the keys a county of this name may have, the likeliest first."""
    alone = "".join(name[:-1] if says_county(name) else name)
    return ["".join(name), *(alone + designation for designation in COUNTY_KEYS)]


def _of_name(name, by_key, *, is_state_typed):
    """Return the matches of one name, each place once, best first."""
    joined, text = "".join(name), " ".join(name)
    cities = by_key[Kind.CITY, joined]
    exact, *similar = [by_key[Kind.COUNTY, key] for key in _county_keys(name)]
    # "Orleans Parish" is no Orleans County, but "Orleans County, LA" is the parish.
    counties = exact if exact and says_county(name) else sum(similar, exact)
    aliases = by_key[Alias, joined]
    states = by_key[Kind.STATE, state_named(list(name)).lower()]

    def size(match):
        population = match.place.population + 1
        return population * SPELT_ALIKE if spelling(match.place.name) == text else population

    def largest_first(matches):
        return sorted(matches, key=lambda match: (-size(match), match.place.state))

    groups = [
        [match for match in aliases if match.well_known],
        largest_first(cities),
        largest_first(match for match in aliases if not match.well_known),
    ]
    groups.insert(0 if says_county(name) else len(groups), largest_first(counties))
    # "Washington" is the state before any city; "Penn, PA" is the city.
    groups.insert(len(groups) if is_state_typed else 1, states)
    unique = {}
    for group in groups:
        for match in group:
            unique.setdefault(match.place.pk, match)
    return list(unique.values())
