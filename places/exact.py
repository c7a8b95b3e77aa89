"""Places that words name as they stand, with nothing guessed, as in a text about something else.

A "where" box is about a place, so it forgives (places.resolve). In a sentence about care, words
are a place only if they name it exactly.
"""

from collections.abc import Sequence

from places.candidates import Match, look_up
from places.gazetteer.atlas import Atlas
from places.gazetteer.current import atlas
from places.models import Kind
from places.names import key
from places.resolution import ResolvedPlace
from places.states import STATES, split_state, state_named
from places.wordings import joined, says_county
from text.abbreviations.places import place_in_full

# A city this large is meant by its name alone.
MEANT_ALONE = 50_000
# So is a county this large, and a town this large if no other place of its name comes near.
LARGE_COUNTY, TOWN, OUTWEIGHS = 500_000, 5_000, 5
# Words of languages, though also nicknames: "la" is Los Angeles, and a Spanish article.
WORDS_OF_LANGUAGES = joined("states that are words")


def exactly(words: Sequence[str]) -> ResolvedPlace | None:
    """Return the place that plain words (text.analysis.words) name as a whole, or None.

    A city, county or other name with its state; a state by its name; a county called so; a
    region; a name everyone knows (NYC); a large city, or one without a rival. No ZIP codes: they
    cost a query each.
    """
    match = named_with_state(words) or _named_alone(list(words))
    return ResolvedPlace.of(match.place) if match else None


def is_place(words: Sequence[str]) -> bool:
    """Tell whether plain words are the name of any place, with its state or without."""
    return named_with_state(words) is not None or _best(atlas(), list(words)) is not None


def named_with_state(words: Sequence[str], largest: bool = False) -> Match | None:
    """Return the Match of words that are a name and the state in which it is, or None.

    `largest`: only a large city, or one that nothing of its name elsewhere exceeds ("Dayton, VA"
    is neither).
    """
    name, state = split_state(list(words))
    if not name or not state:
        return None
    book = atlas()
    match = _best(book, name, state)
    if match is None or _is_local(book, name, match):
        return None
    if not largest or match.place.population >= MEANT_ALONE:
        return match
    anywhere = _best(book, name)
    return match if anywhere is None or anywhere.weight <= match.weight else None


def _is_local(book: Atlas, name: list[str], match: Match) -> bool:
    """Tell whether a place is called so only beside its city: "Central" of Cleveland, Ohio."""
    rows = book.local_aliases.get("".join(place_in_full(name)), ())
    return bool(match.alias) and any(row[:4] == match.place[:4] for _name, _known, row in rows)


def _best(book: Atlas, name: list[str], state: str = "") -> Match | None:
    full = tuple(place_in_full(name))
    return next(iter(look_up(book, [full], state)[full]), None)


def _named_alone(words: list[str]) -> Match | None:
    text = "".join(words)
    if not text or text in WORDS_OF_LANGUAGES:
        return None
    match = _best(atlas(), words)
    return match if match and _is_meant_alone(words, match) else None


def _is_meant_alone(words: list[str], match: Match) -> bool:
    """Tell whether a name without its state means a place, among words that aren't about places."""
    place = match.place
    if match.well_known or place.kind == Kind.REGION:
        return True
    if match.alias:
        # Neighborhoods and the like; what only the post accepts for a city may be any words.
        return place.kind in (Kind.ZIP, Kind.COUNTY)
    if place.kind == Kind.STATE:
        return _is_state_name(words)
    if place.kind == Kind.COUNTY:
        return says_county(tuple(words)) or place.population >= LARGE_COUNTY
    return place.population >= MEANT_ALONE or _has_no_rival(words, match)


def _has_no_rival(words: list[str], match: Match) -> bool:
    """Tell whether a city is no village, and far larger than any other place of its name."""
    people, name = match.place.population, tuple(place_in_full(words))
    rivals = [other for other in look_up(atlas(), [name])[name] if other.place != match.place]
    rivals = [other for other in rivals if other.place.county != match.place.name]
    return people >= TOWN and all(other.weight * OUTWEIGHS < people for other in rivals)


def _is_state_name(words: list[str]) -> bool:
    """Tell whether words are a state's name; abbreviations alone are words too often ("a la")."""
    state = state_named(words)
    if not state or "".join(words).upper() == state:
        return False
    return len(words) == 1 or key(" ".join(words)) == key(STATES[state].name)
