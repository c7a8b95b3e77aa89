"""Find what a name means, with a state or without, as it is spelt or misspelt."""

from collections.abc import Callable
from dataclasses import replace
from itertools import chain, zip_longest

from places import answers
from places.gazetteer.atlas import Atlas
from places.gazetteer.current import atlas
from places.gazetteer.elsewhere import is_country, is_elsewhere
from places.lookup import Match, MatchesOf, is_city, look_up, says_county
from places.models import Kind
from places.names import key, spelling
from places.resolution import Resolution, Why
from places.spelling import Guess, guesses, split_misspelt_state, surest
from places.typed import Typed

# A country's name doesn't mean an American place smaller than this: Canada, Kentucky.
VILLAGE = 5_000


def by_name(text: str, typed: Typed) -> Resolution:
    """Answer by the name and the state that were typed."""
    book = atlas()
    if typed.state and typed.name:
        return _in_state(book, text, typed)
    return _anywhere(book, text, typed)


def _anywhere(book: Atlas, text: str, typed: Typed) -> Resolution:
    name = typed.name or typed.whole
    matches = look_up(book, [*typed.all_names, name])
    # "Paris, France" isn't Paris, Texas; but the end of a street address is a city.
    is_one_name = typed.is_address or not typed.other_names
    for candidate in (name, *(() if is_elsewhere(name) else typed.bare_names)):
        if matches[candidate] and is_one_name and not _is_abroad(candidate, matches[candidate]):
            return answers.best(book, text, candidate, matches[candidate])
    if ends := _ends(book, typed, matches):
        return ends(text)
    close = guesses(book, name) if is_one_name else []
    if answer := _misspelt_state(book, text, typed) or _misspelt(book, text, typed, close):
        return answer
    tails = [cities for tail in typed.tails if (cities := _cities(matches[tail]))]
    guessed = [guess.match for guess in close]
    parts = [matches[part] for part in typed.other_names]
    return answers.unknown(text, name, [*matches[name], *guessed, *chain(*tails, *parts)])


def _is_abroad(name: tuple[str, ...], matches: list[Match]) -> bool:
    return is_country(name) and matches[0].place.population < VILLAGE


def _in_state(book: Atlas, text: str, typed: Typed) -> Resolution:
    """Answer with the place of that name in the typed state, or say that there is none."""
    matches = look_up(book, typed.all_names, typed.state)
    if regions := _regions(book, typed):
        return answers.best(book, text, typed.whole, [*regions, *matches[typed.name]])
    # "Cambridge, Middlesex County, MA" is the city.
    names = sorted([typed.name, *typed.other_names], key=says_county)
    for name in [*names, *typed.bare_names]:
        if matches[name]:
            own = _in_county(matches[name], names)
            return answers.best(book, text, name, own, state=typed.state)
    if ends := _ends(book, typed, matches):
        return ends(text)
    elsewhere = look_up(book, [typed.name, typed.whole])
    if whole := _with_state_words(typed, elsewhere[typed.whole]):
        if typed.is_address:
            return answers.address(text, whole)
        return answers.best(book, text, typed.whole, whole)
    close = guesses(book, typed.name, typed.state)
    if answer := _misspelt(book, text, typed, close):
        return answer
    # "1 Main St, LA" may mean Los Angeles, but a typed state isn't left for a guess.
    tails = [cities for tail in typed.tails if (cities := _cities(matches[tail]))]
    same = [*elsewhere[typed.name], *_cities(elsewhere[typed.whole])]
    guessed = [guess.match for guess in close]
    mixed = [match for pair in zip_longest(same[:2], guessed[:2]) for match in pair if match]
    alternatives = [*chain(*tails), *mixed, *same, *guessed]
    return answers.not_in_state(book, text, typed.name, typed.state, alternatives)


def _in_county(matches: list[Match], names: list[tuple[str, ...]]) -> list[Match]:
    """Put the matches that lie in a county which was typed, too, before the others."""
    counties = {"".join(name) for name in names if says_county(name)}
    return sorted(matches, key=lambda match: key(match.place.county) not in counties)


def _regions(book: Atlas, typed: Typed) -> list[Match]:
    """Return the regions whose name the state's is part of: "East Tennessee"."""
    if typed.is_state_apart or not typed.whole:
        return []
    whole = look_up(book, [typed.whole])[typed.whole]
    return [match for match in whole if match.place.kind == Kind.REGION]


def _ends(book: Atlas, typed: Typed, matches: MatchesOf) -> Callable[[str], Resolution] | None:
    """Return a function that answers with the city at the end of a text, or None."""
    if typed.is_address:
        for tail in typed.tails:
            if cities := _cities(matches[tail]):
                return lambda text: answers.address(text, cities)
    name = typed.name_after_lead_in
    if name and matches[name] and (typed.state or not typed.other_names):
        # "rehab near Boston": the message shows which part of the text was read.
        def answer(text: str) -> Resolution:
            best = answers.best(book, text, name, matches[name], state=typed.state)
            return replace(best, message=answers.shown(best))

        return answer
    return None


def _with_state_words(typed: Typed, matches: list[Match]) -> list[Match]:
    """Keep the cities whose name the state's words are part of.

    "Port Washington", in New York; "350 5th Ave, New York". Only as they spell it: "Mar
    CO" isn't Marco. After a comma only in that very state: "1 Main St, LA" isn't in
    California.
    """
    if typed.is_state_apart and not typed.is_address:
        return []
    return [
        match
        for match in _cities(matches)
        if spelling(match.place.name) == " ".join(typed.whole)
        and (not typed.is_state_apart or match.place.state == typed.state)
    ]


def _misspelt_state(book: Atlas, text: str, typed: Typed) -> Resolution | None:
    """Answer to a name before a state's misspelt name; None if there is none."""
    name, state = split_misspelt_state(book, typed.name)
    names = [*([name] if name else []), *typed.other_names]
    if not state or not names:
        return None
    read = replace(typed, name=names[0], other_names=tuple(names[1:]), state=state, whole=())
    answer = _in_state(book, text, read)
    if answer.place:
        message = answers.read_as(answer.place, text)
        return replace(answer, why=Why.SPELLING, message=message)
    # "Qwerty, Massachusets" is in no doubt; the last word of a name may be.
    return None if name else answer


def _misspelt(book: Atlas, text: str, typed: Typed, close: list[Guess]) -> Resolution | None:
    """Answer with the place that a misspelt name surely means; None if no place is sure.

    `close` are the guesses for the name.
    """
    names = [typed.name or typed.whole, *typed.bare_names]
    if not typed.state:
        if typed.other_names and not typed.is_address:
            return None
        if any(map(is_elsewhere, [*names, *typed.other_names])):
            return None
    if typed.is_address:
        names += typed.tails
    for name in dict.fromkeys(names):
        candidates = close if name == names[0] else guesses(book, name, typed.state)
        if guess := surest(book, candidates, name, typed.state):
            return answers.respelt(book, text, guess, candidates, typed.state)
    return None


def _cities(matches: list[Match]) -> list[Match]:
    return [match for match in matches if is_city(match)]
