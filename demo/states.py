"""Where the demonstration's facilities are: real ZIP codes, by how many people live there."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from demo.tables import table
from places.gazetteer import sources
from places.names import key

# A ZIP code nobody counts the people of.
FEWEST_PEOPLE = 200


class Place(NamedTuple):
    """A ZIP code that a facility can have."""

    state: str
    city: str
    zip: str
    area_codes: list[str]


@dataclass(slots=True)
class State:
    """The places of a state, and about how many people live in each."""

    places: list[Place] = field(default_factory=list)
    people: list[float] = field(default_factory=list)


def area_codes():
    """Return {state: its area codes}."""
    return {row["state"]: row["area_codes"].split() for row in table("area_codes.csv")}


def read_states():
    """Return {state: State} of all that have area codes, which is all but three far islands'."""
    people = {(city.state, key(city.name)): city.population for city in sources.cities()}
    states = {state: State() for state in area_codes()}
    for (state, city), places in _places_by_city(area_codes()).items():
        each = max(people.get((state, key(city)), 0) / len(places), FEWEST_PEOPLE)
        states[state].places += places
        states[state].people += [each] * len(places)
    return states


def _places_by_city(areas):
    """Return {(state, city): Places}: ZIP codes of streets, or any where a state has no such."""
    import zipcodes  # Half a second to load: for those who generate only.

    rows = [row for row in zipcodes.list_all() if row["state"] in areas and float(row["lat"])]
    with_streets = {row["state"] for row in rows if row["zip_code_type"] == "STANDARD"}
    cities = defaultdict(list)
    for row in rows:
        state, city = row["state"], row["city"]
        if row["zip_code_type"] == "STANDARD" or state not in with_streets:
            # The package gives a ZIP code near a border its neighbours' area codes too.
            own = [area for area in row["area_codes"] if area in areas[state]]
            place = Place(state, city, row["zip_code"], own or areas[state])
            cities[state, city].append(place)
    return cities
