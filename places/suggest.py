"""Places as one types: `suggest(text)`."""

from collections.abc import Iterable, Iterator
from heapq import nlargest

from places.candidates import (
    Match,
    bearing,
    guesses,
    look_up,
    near_prefixes,
    split_misspelt_state,
)
from places.gazetteer.atlas import Atlas
from places.gazetteer.current import atlas
from places.gazetteer.entries import ACCEPTED_SHARE
from places.models import Kind, Place, ZipKind
from places.names import key
from places.parsing import MAX_LENGTH, SEPARATORS, UNREADABLE
from places.resolution import ResolvedPlace
from places.states import SPELLINGS
from places.wordings import says_near_me, without_country, without_lead_in
from text.abbreviations.places import BEFORE_A_PLACE, place_in_full
from text.analysis import words as plain_words

SHORTEST, SHORTEST_ZIP = 2, 3
# Every name of a short beginning is too many: look at the likeliest.
NAMES_LOOKED_AT = 40


def suggest(text: str, limit: int = 8) -> list[ResolvedPlace]:
    """Return the places a text may be the beginning of, the likeliest first. Never raises.

    ZIP codes from three digits, names from two letters, each with the beginning of a state
    perhaps. If no name begins so: those spelled nearly so. Costs no query for names but
    atlas()'s, one for ZIP codes.
    """
    if limit < 1 or len(text) > MAX_LENGTH or UNREADABLE.search(text):
        return []
    segments = [words for part in SEPARATORS.split(text) if (words := plain_words(part))]
    digits = "".join(word for words in segments for word in words)
    if digits.isdecimal():
        return _zips(digits, limit)
    if segments and says_near_me(segments[-1]):
        return []
    if segments:
        segments[0] = without_lead_in(segments[0])
        segments[-1] = without_country(segments[-1])
    segments = [words for words in segments if words]
    return _named(segments, limit) if segments else []


def _zips(digits: str, limit: int) -> list[ResolvedPlace]:
    """Return the ZIP codes that begin so, those that cover an area first."""
    if not SHORTEST_ZIP <= len(digits) <= 9:
        return []
    # ZIP+4: the first five are the ZIP code.
    first, last = digits[:5].ljust(5, "0"), digits[:5].ljust(5, "9")
    rows = Place.objects.filter(kind=Kind.ZIP, key__range=(first, last))
    columns = ("kind", "name", "state", "zip", "county", "latitude", "longitude")
    zips = [(kind, row) for kind, *row in rows.values_list("zip_kind", *columns)]
    zips.sort(key=lambda pair: (pair[0] != ZipKind.STANDARD, pair[1][3]))
    return [ResolvedPlace(*row) for _kind, row in zips[:limit]]


def _named(segments: list[list[str]], limit: int) -> list[ResolvedPlace]:
    book, matches = atlas(), list[Match]()
    for words, states in _readings(segments):
        if len("".join(words)) >= SHORTEST:
            matches += _beginning_with(book, words, states, limit)
        if len(_places(matches)) >= limit:
            break
    if len(_places(matches)) < limit:
        matches += _nearly(book, segments, nothing=not matches)
    return _places(matches)[:limit]


def _places(matches: list[Match]) -> list[ResolvedPlace]:
    return list(dict.fromkeys(ResolvedPlace.of(match.place) for match in matches))


def _readings(segments: list[list[str]]) -> Iterator[tuple[list[str], set[str] | None]]:
    """Yield (words of a name, abbreviations of the states it may be in or None), likeliest first.

    "springfield m" may be a name that begins so, or in a state that does.
    """
    *before, last = segments
    if before:
        if states := _states_beginning_with(last):
            yield before[-1], states
        elif before[-1][0].isdecimal():
            yield last, None  # "12 main st, bos"
        return
    yield last, None
    for words in range(1, min(4, len(last))):
        if states := _states_beginning_with(last[-words:]):
            yield last[:-words], states


def _states_beginning_with(words: list[str]) -> set[str]:
    prefix = "".join(words)
    exact = SPELLINGS.get(key(" ".join(words)))
    begun = {abbreviation for name, abbreviation in SPELLINGS.items() if name.startswith(prefix)}
    # "ma" is Massachusetts, though Maine and Maryland begin so; "m" is any of them.
    return {exact} if exact and len(prefix) > 1 else begun


def _beginning_with(
    book: Atlas, words: list[str], states: set[str] | None, limit: int
) -> list[Match]:
    """Return the matches of names that begin with the words, the exact name's first."""
    exact, by_place = list[Match](), dict[tuple[str, ...], Match]()
    for name in _in_full(words):
        exact += look_up(book, [name])[name]
        for at in nlargest(
            NAMES_LOOKED_AT if states is None else NAMES_LOOKED_AT * 5,
            book.starting_with("".join(name)),
            key=book.weights.__getitem__,
        ):
            for match in bearing(book, book.keys[at]):
                by_place.setdefault(match.place[:5], match)
    begun = nlargest(limit * 3, by_place.values(), key=lambda match: match.weight)
    exact = [match for match in exact if match.weight * ACCEPTED_SHARE > (begun or exact)[0].weight]
    matches = [*exact, *begun]
    return [match for match in matches if states is None or match.place.state in states]


def _in_full(words: list[str]) -> Iterable[tuple[str, ...]]:
    """Return the names the words may begin: "st" is Stockton's beginning, and Saint Louis's."""
    names: dict[tuple[str, ...], None] = {tuple(place_in_full(words)): None}
    if full := BEFORE_A_PLACE.get(words[0]):
        names[full, *place_in_full(words[1:])] = None
    return names


def _nearly(book: Atlas, segments: list[list[str]], *, nothing: bool) -> list[Match]:
    """Return the matches of names that nearly begin so; with `nothing` else, nearly are so."""
    *before, last = segments
    state, name = "", tuple(place_in_full(last))
    if before:
        states = _states_beginning_with(last) or {split_misspelt_state(book, name)[1]}
        state, name = next(iter(states)), tuple(place_in_full(before[-1]))
        # "Paris, France" is none of ours; of several states none is meant yet.
        if len(states) > 1 or not state:
            return []
    close = guesses(book, name, state) if nothing else []
    if not close and not state:
        close = near_prefixes(book, name)
    return [guess.match for guess in close]
