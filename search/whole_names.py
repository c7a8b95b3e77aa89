"""Facilities' whole names among the words of a search: whoever types one means that facility."""

from dataclasses import replace

from places.exact import exactly
from places.names import key
from places.resolve import resolve
from places.states import state_named
from search.index import Index
from search.index.bits import Bits, ordinals_of
from search.language import NameRun, Understood
from search.name_words import is_telling
from search.query import SearchQuery
from search.results import SearchResults
from text.analysis import words as plain_words

LONGEST_PLACE = 3  # words of a place after a name


def with_whole_names(index: Index, text: str, understood: Understood, where: str) -> Understood:
    """Return what `text` means if it is the name of a facility, perhaps with its place; else as is.

    `understood` is what its words mean by themselves, `where` the place in its own box.
    """
    is_more = where or understood.phrases or understood.place
    if is_more and (understood.place or understood.left) and _is_name(index, text, where):
        return _as_name(understood, text)
    if as_name := _beside_place(index, understood, where):
        return as_name
    if where or not understood.asks_for_nothing:
        return understood
    return _place_alone(index, understood)


def _is_name(index: Index, text: str, where: str) -> bool:
    """Tell whether `text` is a facility's whole name, where the search looks."""
    bearers = index.names.bearing(text)
    return bool(bearers & _area(index, where) if bearers and where else bearers)


def _area(index: Index, place: str) -> Bits:
    return SearchResults(index, SearchQuery(place=resolve(place).place)).asked_area.bits


def _beside_place(index: Index, understood: Understood, where: str) -> Understood | None:
    """Return what is understood if a facility's name is beside a place: "Harbor House Dayton"."""
    name = understood.beside
    bearers = index.names.bearing(name)
    if not bearers or not understood.left or not is_telling(name):
        return None
    if bearers & _area(index, where or understood.place):
        return _as_name(understood, name, understood.place)
    # The largest city of that name isn't the one that the facility is in.
    entries, named = index.entries, key(understood.place)
    cities = set(map(entries.town, ordinals_of(bearers)))
    own = [f"{city}, {state}" for city, state in cities if key(city) == named]
    return _as_name(understood, name, own[0]) if len(own) == 1 and not where else None


def _place_alone(index: Index, understood: Understood) -> Understood:
    """Return what words are read as that are a place alone, or a name before one, perhaps."""
    text = understood.left
    if any(run.is_quoted for run in understood.runs) or index.names.bearing(text):
        return understood
    if exactly(plain_words(text)):
        return replace(understood, left="", runs=(), place=text)
    return _before_place(index, understood) or understood


def _before_place(index: Index, understood: Understood) -> Understood | None:
    """Return what is understood of "hazelden minnesota", if somebody there has such a name."""
    typed = understood.left.split()
    if index.names.holding(plain_words(understood.left)).bits:
        return None  # "Minnesota Teen Challenge"
    for n in range(min(LONGEST_PLACE, len(typed) - 1), 0, -1):
        name, place = " ".join(typed[:-n]), " ".join(typed[-n:])
        words = plain_words(place)
        if not (exactly(words) or state_named(words)):
            continue
        if _area(index, place) & index.names.holding(plain_words(name)).bits:
            return _as_name(understood, name, place)
    return None


def _as_name(understood: Understood, name: str, place: str = "") -> Understood:
    """Return what is understood of a text whose words, but for the place, are a name."""
    return Understood(
        left=name,
        place=place,
        runs=(NameRun(name, is_quoted=True),),
        is_place_marked=understood.is_place_marked,
        topics=understood.topics,
    )
