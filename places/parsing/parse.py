"""Take a text apart into a ZIP code, a state, and what may be a name."""

import re
from dataclasses import replace

from places.message_kinds import MessageKind
from places.names import Name
from places.parsing.coordinates import coordinates
from places.parsing.numbers import is_military, is_street, take_zip, without_letter_o
from places.parsing.parsed import Parsed
from places.states import split_state, state_named
from places.wordings import (
    TALK_AFTER,
    says_near_me,
    without_area,
    without_country,
    without_distance,
    without_lead_in,
    without_talk,
)
from text.abbreviations.places import place_in_full
from text.analysis import words as plain_words

MAX_LENGTH = 200
# Of "Clinic, Suite 2, 1 Main St, Boston, MA" the last of these may name the place.
PARTS = 4

UNREADABLE = re.compile("[\0\ud800-\udfff]")
# As labels tell namesakes apart: "Jackson, NJ (Ocean County)".
COUNTY_IN_BRACKETS = re.compile(r"[, ]+([A-Za-z]{2}) *\(([^()]+)\)\s*$")
SEPARATORS = re.compile(r"[,;|/\n\r\t]+")


def parse(text: str) -> Parsed:
    """Take `text` apart. Never raises."""
    if len(text) > MAX_LENGTH:
        return Parsed(problem=MessageKind.TOO_LONG)
    if point := coordinates(text):
        return Parsed(point=point)
    in_order = COUNTY_IN_BRACKETS.sub(r", \2, \1", text)
    segments = [words for part in SEPARATORS.split(in_order) if (words := plain_words(part))]
    if UNREADABLE.search(text) or (text.strip() and not segments):
        return Parsed(problem=MessageKind.UNREADABLE)
    if not segments:
        return Parsed()
    segments = [[without_letter_o(word) for word in words] for words in segments]
    if says_near_me(segments[-1]):
        return Parsed(problem=MessageKind.NEAR_ME)
    named = _without_talk(segments)
    if not named:
        return Parsed(problem=MessageKind.COUNTRY)
    return replace(_parse_segments(named), as_typed=_as_typed(segments, named))


def _without_talk(segments: list[list[str]]) -> list[list[str]]:
    """Return the segments without what people put around a place; [] for the whole country."""
    segments = list(segments)
    if len(segments) > 1 and tuple(segments[-1]) in TALK_AFTER:
        segments.pop()
    segments[0] = without_distance(without_lead_in(segments[0]))
    segments[-1] = without_country(without_talk(segments[-1]))
    return [words for words in segments if words]


def _as_typed(segments: list[list[str]], named: list[list[str]]) -> Name:
    """Return the name with what was taken for talk: "South of Market", "Northeastern US"."""
    is_alone = len(segments) == 1 or (len(segments) == 2 and state_named(segments[1]))
    if segments == named or not is_alone:
        return ()
    return tuple(place_in_full(split_state(segments[0])[0] or segments[0]))


def _parse_segments(segments: list[list[str]]) -> Parsed:
    zip_code, leading_number, segments = take_zip(segments)
    if is_military(zip_code, segments):
        return Parsed(problem=MessageKind.MILITARY)
    if not segments:
        return Parsed(zip=zip_code)
    last = segments[-1]
    if (city := without_area(last)) != last and split_state(city)[1]:
        last = city  # "Washington DC metro area"
    words, state = split_state(last)
    whole = place_in_full(last) if state else []
    if not state and len(segments) > 1 and (state := state_named(segments[0])):
        segments = segments[1:]  # "MA, Boston"
    parts = [*segments[:-1], words] if words else segments[:-1]
    names = [tuple(place_in_full(part)) for part in reversed(parts)]
    return Parsed(
        zip=zip_code,
        leading_number=leading_number,
        state=state,
        name=names[0] if names else (),
        other_names=tuple(names[1:PARTS]),
        whole=tuple(whole),
        is_state_apart=bool(state and not (words and whole)),
        is_address=any(map(is_street, names)),
    )
