"""States and territories, and every way people write them.

Names and FIPS codes come from the `us` package. It lacks the three states in free
association, which have ZIP codes (and facilities) too.
"""

from typing import NamedTuple

import us

from places.names import key
from text.abbreviations import place_in_full


class State(NamedTuple):
    """A state or territory: postal abbreviation, name and FIPS code."""

    abbreviation: str
    name: str
    fips: str


# Not us.STATES, which lacks DC and the territories.
_US = {state.abbr: state for state in us.STATES_AND_TERRITORIES}

STATES: dict[str, State] = {
    **{abbr: State(abbr, s.name, s.fips) for abbr, s in _US.items()},
    "FM": State("FM", "Federated States of Micronesia", "64"),
    "MH": State("MH", "Marshall Islands", "68"),
    "PW": State("PW", "Palau", "70"),
}

# What neither the name, the postal nor the press abbreviation (`ap_abbr`) covers.
OTHER_SPELLINGS = {
    "AK": ["Alas"],
    "AS": ["Samoa Americana", "Amerika Samoa"],
    "AZ": ["Ariz"],
    "CA": ["Cali", "Cal"],
    "DC": ["Wash DC", "Distrito de Columbia"],
    "FL": ["La Florida"],
    "FM": ["Micronesia"],
    "HI": ["Hawai'i"],
    "ID": ["Ida"],
    "KS": ["Kans"],
    "LA": ["Luisiana"],
    "MH": ["Republic of the Marshall Islands", "Islas Marshall"],
    "MI": ["Míchigan"],
    "MO": ["Misuri"],
    "MP": [
        "Northern Marianas",
        "Commonwealth of the Northern Mariana Islands",
        "CNMI",
        "Islas Marianas del Norte",
    ],
    "MS": ["Misisipi"],
    "NC": ["N Car", "Carolina del Norte"],
    "ND": ["N Dak", "Dakota del Norte"],
    "NE": ["Nebr"],
    "NH": ["Nuevo Hampshire", "Nueva Hampshire"],
    "NJ": ["Nueva Jersey"],
    "NM": ["N Mex", "Nuevo México"],
    "OR": ["Oreg"],
    "PA": ["Penn", "Penna", "Pensilvania"],
    "PW": ["Republic of Palau", "Palaos"],
    "SC": ["S Car", "Carolina del Sur"],
    "SD": ["S Dak", "Dakota del Sur"],
    "TX": ["Tex", "Tejas"],
    "VI": ["US Virgin Islands", "USVI", "Virgin Islands of the United States", "Islas Vírgenes"],
    "WI": ["Wisc"],
    "WV": ["W Virg", "Virginia Occidental", "Virginia del Oeste"],
}


def _spellings():
    for abbr, state in STATES.items():
        yield key(abbr), abbr
        yield key(state.name), abbr
        yield key(getattr(_US.get(abbr), "ap_abbr", None) or abbr), abbr
        for other in OTHER_SPELLINGS.get(abbr, ()):
            yield key(other), abbr


SPELLINGS = dict(_spellings())
# "Commonwealth of the Northern Mariana Islands"
LONGEST = 6


def state_named(words: list[str]) -> str:
    """Return the abbreviation of the state these bare words name, or ""."""
    if words[:2] in (["state", "of"], ["estado", "de"]):
        words = words[2:]
    elif words[-1:] == ["state"]:
        words = words[:-1]
    return SPELLINGS.get("".join(place_in_full(words)), "")


def split_state(words: list[str]) -> tuple[list[str], str]:
    """Split ["canton", "ma"] into the words before a state's name and its abbreviation.

    The longest name wins (West Virginia, not Virginia); no state leaves "".
    """
    for start in range(max(0, len(words) - LONGEST), len(words)):
        if state := state_named(words[start:]):
            return words[:start], state
    return words, ""
