"""Read what someone typed into the "where" box, before the gazetteer is asked.

Pure text: takes it apart into a ZIP code, a state and what may be a name.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from places.states import split_state, state_named
from places.wordings import (
    ZIP_CODE,
    ZIP_CODE_WORDS,
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
SEPARATORS = re.compile(r"[,;|/\n\r\t]+")
ZIP = re.compile(r"[0-9]{5}|[0-9]{9}")

# A number after one of these isn't a ZIP code.
NUMBERED = {"box", "apt", "apartment", "suite", "ste", "unit", "hwy", "highway", "route", "rt"}
STREET_WORDS = NUMBERED | {
    *("ave", "avenue", "blvd", "boulevard", "cir", "circle", "court", "ct", "dr", "drive"),
    *("lane", "ln", "parkway", "pike", "pkwy", "pl", "plaza", "rd", "road", "sq", "st"),
    *("street", "ter", "terrace", "tpke", "turnpike", "way"),
}


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
    def tails(self):
        """Return the ends of the name, the longest first: "1 main st boston" has "boston"."""
        # Without a state, what follows a street number is the street: "10001 Broadway".
        is_number_first = bool(self.name) and self.name[0].isdecimal()
        start = max(2 if is_number_first and not self.state else 1, len(self.name) - LONGEST_NAME)
        return [self.name[i:] for i in range(start, len(self.name))]

    @cached_property
    def bare_names(self):
        """Return the names without what people put around them: "greater boston area"."""
        names = [tuple(place_in_full(bare(list(name)))) for name in (self.name, *self.other_names)]
        return [name for name in names if name not in (self.name, *self.other_names)]

    @property
    def all_names(self):
        """Return every name that this module finds in the text."""
        names = (self.name, *self.tails, *self.other_names, *self.bare_names)
        return [*names, self.name_after_lead_in]

    @cached_property
    def name_after_lead_in(self):
        """Return the name after a "near" or "in" in its midst: "rehab near boston"."""
        return tuple(place_in_full(bare(after_lead_in(list(self.name)))))


def read(text: str) -> Typed:
    """Take `text` apart. Never raises."""
    if len(text) > MAX_LENGTH:
        return Typed(problem=Problem.TOO_LONG)
    segments = [words for part in SEPARATORS.split(text) if (words := plain_words(part))]
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


def _read_segments(segments):
    zip_code, leading_number, segments = _take_zip(segments)
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
        is_address=any(map(_is_street, names)),
    )


def _take_zip(segments):
    """Return (ZIP code, leading number, segments without the ZIP code).

    The last number of five digits is the ZIP code (four more may follow), unless it
    opens a longer text: then it may be a street number, and stays where it is.
    """
    flat = [(s, w) for s, words in enumerate(segments) for w in range(len(words))]
    digits = "".join(segments[s][w] for s, w in flat)
    if digits.isdecimal() and len(digits) in (5, 9):
        return digits[:5], "", []
    for s, w in reversed(flat):
        word, before = segments[s][w], segments[s][w - 1] if w else ""
        if ZIP.fullmatch(word) and before not in NUMBERED:
            if (s, w) == (0, 0) and _opens_a_name(segments):
                return "", word[:5], segments
            return word[:5], "", _without_zip(segments, s, w)
    return "", "", segments


def _without_zip(segments, s, w):
    """Return the segments without the ZIP code at word `w` of the `s`th, and its "zip code"."""
    rest = [list(words) for words in segments]
    has_four_more = len(rest[s]) > w + 1 and re.fullmatch("[0-9]{4}", rest[s][w + 1])
    del rest[s][w : w + 2 if has_four_more else w + 1]
    rest = [[word for word in words if word not in ZIP_CODE_WORDS] for words in rest]
    return [words for words in rest if words and "".join(words) not in ZIP_CODE]


def _opens_a_name(segments):
    """Tell whether more than a state follows the number that the segments begin with."""
    first = segments[0][1:]
    return bool(first) and (len(segments) > 1 or bool(split_state(first)[0]))


def _is_street(words):
    """Tell whether normal words look like a street's, perhaps with a city after it."""
    return words[0].isdecimal() or not STREET_WORDS.isdisjoint(words[1:])
