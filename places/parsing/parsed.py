"""A text taken apart, and the ways to read it, the likeliest first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from places.geo import Point
from places.message_kinds import MessageKind
from places.names import Name
from places.wordings import after_lead_in, bare, says_county, without_kind
from text.abbreviations.places import place_in_full

# A city's name has at most this many words ("Rancho Mission Viejo" has three).
LONGEST_TAIL = 5


class How(StrEnum):
    """How a name is read from a text."""

    # A region or other place known by a name with the state's in it: "East Tennessee", "East LA".
    KNOWN_WITH_STATE = "known with state"
    # Before the county in which it lies: "Riverside, Baltimore City, MD".
    IN_COUNTY = "in county"
    # The text is the name, or a part between commas.
    NAME = "name"
    # Without what people put around a name: "greater Boston area".
    BARE = "bare"
    # Without what kind of a city it is: "Canton Township", "Boise City".
    KIND = "kind"
    # A city and its county: "Suffolk County Boston", "Augusta-Richmond".
    WITH_COUNTY = "with county"
    # "Cook Cty" is a county, "Oklahoma Cty" a city.
    ABBREVIATED = "abbreviated"
    # The end of a street address.
    ADDRESS = "address"
    # After a "near" or "in" in its midst: "rehab near Boston".
    LEAD_IN = "lead-in"
    # A state's words are the end of a city's name: "Port Washington".
    STATE_WORDS = "state words"


class Reading(NamedTuple):
    """Normal words that may name a place, in `state` if one was typed."""

    how: How
    name: Name
    state: str = ""


@dataclass(frozen=True)
class Parsed:
    """A text taken apart. Names are tuples of normal words; an empty text has nothing."""

    # Why it can't be a place, whatever the gazetteer says.
    problem: MessageKind | None = None
    # Coordinates, and nothing else.
    point: Point | None = None
    zip: str = ""
    # The name opens with five digits, a ZIP code or a street number: "12345 Main St".
    leading_number: str = ""
    state: str = ""
    # The last part before the state, and some parts before that one, the nearest first.
    name: Name = ()
    other_names: tuple[Name, ...] = ()
    # The last part with the state's words, which may be a city's: "Port Washington"...
    whole: Name = ()
    # ...but hardly after a comma: "Springfield, LA".
    is_state_apart: bool = False
    is_address: bool = False
    # The name with what may be no talk around it: "South of Market". Empty without such talk.
    as_typed: Name = ()

    @property
    def is_one_name(self) -> bool:
        """Tell whether the last part alone says where: "Paris, France" isn't France, Texas."""
        return self.is_address or bool(self.state) or not self.other_names

    @property
    def last(self) -> Name:
        """Return the last part: without a state's words, unless these are all of it."""
        return self.name or self.whole

    def readings(self) -> Iterator[Reading]:
        """Yield the ways to read the text as a name that is spelled right, the likeliest first."""
        state = self.state if self.name else ""
        if self.as_typed and self.name:
            yield Reading(How.NAME, self.as_typed, state)
        if state and self.whole and not self.is_state_apart:
            yield Reading(How.KNOWN_WITH_STATE, self.whole)
        if state and self.other_names:
            yield Reading(How.IN_COUNTY, self.other_names[0], state)
        if self.is_one_name:
            names = [self.last]
            if state:  # "Cambridge, Middlesex County, MA" is the city
                names = sorted([self.name, *self.other_names], key=says_county)
            yield from (Reading(How.NAME, name, state) for name in names)
            yield from (Reading(How.BARE, name, state) for name in self.bare_names)
            yield from (Reading(How.KIND, name, state) for name in self.names_without_kind)
        yield from self._with_county(state)
        if self.is_address:
            yield from (Reading(How.ADDRESS, tail, state) for tail in self.tails)
        if self.name_after_lead_in and (state or not self.other_names):
            yield Reading(How.LEAD_IN, self.name_after_lead_in, state)
        if state and self.whole and (self.is_address or not self.is_state_apart):
            yield Reading(How.STATE_WORDS, self.whole)

    def _with_county(self, state: str) -> Iterator[Reading]:
        if len(both := (*chain(*self.other_names[:1]), *self.name)) > 1:
            yield Reading(How.WITH_COUNTY, both, state)
            yield from (Reading(How.WITH_COUNTY, name, state) for name in self.names_without_kind)
        if self.name and self.name[-1] == "cty":
            yield Reading(How.ABBREVIATED, self.name, state)

    def misspelt(self) -> Iterator[Reading]:
        """Yield the ways to read the text as a name that may be misspelled."""
        names = [(How.NAME, self.last), *((How.BARE, name) for name in self.bare_names)]
        if self.is_address:
            names += [(How.ADDRESS, tail) for tail in self.tails]
        yield from dict.fromkeys(Reading(how, name, self.state) for how, name in names)

    @cached_property
    def tails(self) -> list[Name]:
        """Return the ends of the name, the longest first: "1 main st boston" has "boston"."""
        # Without a state, what follows a street number is the street: "10001 Broadway".
        is_number_first = bool(self.name) and self.name[0].isdecimal()
        start = max(2 if is_number_first and not self.state else 1, len(self.name) - LONGEST_TAIL)
        return [self.name[i:] for i in range(start, len(self.name))]

    @cached_property
    def bare_names(self) -> list[Name]:
        """Return the names without what people put around them: "greater boston area"."""
        return self._other_forms(bare)

    @cached_property
    def names_without_kind(self) -> list[Name]:
        """Return the names of cities without what kind they are, word by word: "dayton city"."""
        names: list[Name] = []
        for name in (self.name, *self.other_names):
            while (shorter := tuple(place_in_full(without_kind(list(name))))) != name:
                names.append(name := shorter)
        return names

    def _other_forms(self, form: Callable[[list[str]], list[str]]) -> list[Name]:
        names = (self.name, *self.other_names)
        forms = [tuple(place_in_full(form(list(name)))) for name in names]
        return [name for name in forms if name not in names]

    @cached_property
    def name_after_lead_in(self) -> Name:
        """Return the name after a "near" or "in" in its midst: "rehab near boston"."""
        return tuple(place_in_full(bare(after_lead_in(list(self.name)))))
