"""Read what someone typed into the "where" box, before the gazetteer is asked.

Pure text: takes it apart into a ZIP code, a state and what may be a name.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from places.states import split_state, state_named
from places.typed_numbers import is_street, take_zip
from places.wordings import (
    after_lead_in,
    bare,
    says_near_me,
    without_area,
    without_country,
    without_lead_in,
)
from text.abbreviations.places import place_in_full
from text.analysis import words as plain_words

MAX_LENGTH = 200
# A city's name has at most this many words ("Rancho Mission Viejo" has three).
LONGEST_NAME = 5
# Of "Clinic, Suite 2, 1 Main St, Boston, MA" the last of these may name the place.
PARTS = 4

UNREADABLE = re.compile("[\0\ud800-\udfff]")
# As labels tell namesakes apart: "Jackson, NJ (Ocean County)".
COUNTY_IN_BRACKETS = re.compile(r"[, ]+([A-Za-z]{2}) *\(([^()]+)\)\s*$")
SEPARATORS = re.compile(r"[,;|/\n\r\t]+")


class Problem(StrEnum):
    """Why a text can't be a place, whatever the gazetteer says."""

    TOO_LONG = "too long"
    UNREADABLE = "unreadable"
    NEAR_ME = "near me"
    COUNTRY = "country"


@dataclass(frozen=True)
class Typed:
    """A text taken apart. Names are tuples of normal words; an empty text has nothing."""

    problem: Problem | None = None
    zip: str = ""
    # The name opens with five digits, a ZIP code or a street number: "12345 Main St".
    leading_number: str = ""
    state: str = ""
    # The last part before the state, and some parts before that one, the nearest first.
    name: tuple[str, ...] = ()
    other_names: tuple[tuple[str, ...], ...] = ()
    # The last part with the state's words, which may be a city's: "Port Washington"...
    whole: tuple[str, ...] = ()
    # ...but hardly after a comma: "Springfield, LA".
    is_state_apart: bool = False
    is_address: bool = False

    @property
    def tails(self) -> list[tuple[str, ...]]:
        """Return the ends of the name, the longest first: "1 main st boston" has "boston"."""
        # Without a state, what follows a street number is the street: "10001 Broadway".
        is_number_first = bool(self.name) and self.name[0].isdecimal()
        start = max(2 if is_number_first and not self.state else 1, len(self.name) - LONGEST_NAME)
        return [self.name[i:] for i in range(start, len(self.name))]

    @cached_property
    def bare_names(self) -> list[tuple[str, ...]]:
        """Return the names without what people put around them: "greater boston area"."""
        names = [tuple(place_in_full(bare(list(name)))) for name in (self.name, *self.other_names)]
        return [name for name in names if name not in (self.name, *self.other_names)]

    @property
    def all_names(self) -> list[tuple[str, ...]]:
        """Return every name that this module finds in the text."""
        names = (self.name, *self.tails, *self.other_names, *self.bare_names)
        return [*names, self.name_after_lead_in]

    @cached_property
    def name_after_lead_in(self) -> tuple[str, ...]:
        """Return the name after a "near" or "in" in its midst: "rehab near boston"."""
        return tuple(place_in_full(bare(after_lead_in(list(self.name)))))


def read(text: str) -> Typed:
    """Take `text` apart. Never raises."""
    if len(text) > MAX_LENGTH:
        return Typed(problem=Problem.TOO_LONG)
    in_order = COUNTY_IN_BRACKETS.sub(r", \2, \1", text)
    segments = [words for part in SEPARATORS.split(in_order) if (words := plain_words(part))]
    if UNREADABLE.search(text) or (text.strip() and not segments):
        return Typed(problem=Problem.UNREADABLE)
    if not segments:
        return Typed()
    if says_near_me(segments[-1]):
        return Typed(problem=Problem.NEAR_ME)
    segments[0] = without_lead_in(segments[0])
    segments[-1] = without_country(segments[-1])
    segments = [words for words in segments if words]
    if not segments:
        return Typed(problem=Problem.COUNTRY)
    return _read_segments(segments)


def _read_segments(segments: list[list[str]]) -> Typed:
    zip_code, leading_number, segments = take_zip(segments)
    if not segments:
        return Typed(zip=zip_code)
    last = segments[-1]
    if (city := without_area(last)) != last and split_state(city)[1]:
        last = city  # "Washington DC metro area"
    words, state = split_state(last)
    whole = place_in_full(last) if state else []
    if not state and len(segments) > 1 and (state := state_named(segments[0])):
        segments = segments[1:]  # "MA, Boston"
    parts = [*segments[:-1], words] if words else segments[:-1]
    names = [tuple(place_in_full(part)) for part in reversed(parts)]
    return Typed(
        zip=zip_code,
        leading_number=leading_number,
        state=state,
        name=names[0] if names else (),
        other_names=tuple(names[1:PARTS]),
        whole=tuple(whole),
        is_state_apart=bool(state and not (words and whole)),
        is_address=any(map(is_street, names)),
    )
