"""States and territories, and every way people write them.

Names and FIPS codes come from the `us` package. It lacks the three states in free
association, which have ZIP codes (and facilities) too.
"""

from typing import NamedTuple

import us

from places.names import key
from places.wordings import without_state_word
from text.abbreviations.places import place_in_full
from text.language_files import LanguageFileError
from text.languages import rows


class State(NamedTuple):
    """A state or territory: postal abbreviation, name and FIPS code."""

    abbreviation: str
    name: str
    fips: str


# Not us.STATES, which lacks DC and the territories.
_US = {state.abbr: state for state in us.STATES_AND_TERRITORIES}

STATES: dict[str, State] = {
    **{abbr: State(abbr, s.name, s.fips or "") for abbr, s in _US.items()},
    "FM": State("FM", "Federated States of Micronesia", "64"),
    "MH": State("MH", "Marshall Islands", "68"),
    "PW": State("PW", "Palau", "70"),
}


def _spellings() -> dict[str, str]:
    """Return {look-up key of a name or an abbreviation: postal abbreviation}."""
    spellings = {}
    for abbreviation, state in STATES.items():
        press = getattr(_US.get(abbreviation), "ap_abbr", None)
        for name in (abbreviation, state.name, press or abbreviation):
            spellings[key(name)] = abbreviation
    for where, (abbreviation, name) in rows("states.csv", ["state", "name"]):
        if abbreviation not in STATES:
            raise LanguageFileError(f"{where}: there is no state {abbreviation}")
        if (earlier := spellings.setdefault(key(name), abbreviation)) != abbreviation:
            raise LanguageFileError(f"{where}: {name} already means {earlier}")
    return spellings


SPELLINGS = _spellings()
# "Commonwealth of the Northern Mariana Islands"
LONGEST = 6


def state_named(words: list[str]) -> str:
    """Return the abbreviation of the state these bare words name, or ""."""
    words = without_state_word(words)
    return SPELLINGS.get("".join(place_in_full(words)), "")


def split_state(words: list[str]) -> tuple[list[str], str]:
    """Split ["canton", "ma"] into the words before a state's name and its abbreviation.

    The longest name wins (West Virginia, not Virginia); no state leaves "".
    """
    for start in range(max(0, len(words) - LONGEST), len(words)):
        if state := state_named(words[start:]):
            return words[:start], state
    return words, ""
