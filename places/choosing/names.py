"""Choose by the name and the state that were typed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, zip_longest

from places.candidates import (
    VILLAGE,
    Candidates,
    Match,
    cities_of,
    completions,
    exact,
    greater_names,
    guesses,
    is_abroad,
    is_city,
    is_sure,
    is_worth,
    look_up,
    namesake,
    only_completion,
    split_misspelt_state,
    state_as_city,
    surest,
)
from places.choosing.best import best, of_address, respelt
from places.choosing.choice import MOST_OFFERED, Choice, Note, none_of, offered
from places.choosing.neighborhoods import of_neighborhoods
from places.choosing.tails import by_tail
from places.gazetteer.atlas import Atlas
from places.gazetteer.current import atlas
from places.gazetteer.elsewhere import is_elsewhere
from places.gazetteer.entries import Entry
from places.message_kinds import MessageKind
from places.models import Kind, Place
from places.names import Name
from places.parsing import How, Parsed, Reading
from places.resolution import ResolvedPlace, Why

# Readings of a whole text: what they find is meant, whatever is abroad.
WHOLE = {
    How.IN_COUNTY,
    How.KNOWN_WITH_STATE,
    How.NAME,
    How.BARE,
    How.KIND,
    How.LEAD_IN,
    How.ADDRESS,
}
CODE = re.compile("[A-Z]{3}")


def by_name(text: str, parsed: Parsed) -> Choice:
    """Choose what a name means: as it is spelled, else as it was perhaps meant to be."""
    return _by_name(atlas(), text, parsed)


def _by_name(book: Atlas, text: str, parsed: Parsed) -> Choice:
    candidates = next(exact(book, parsed), None)
    if is_abroad(book, parsed) and not (candidates and candidates.reading.how in WHOLE):
        return _abroad(book, parsed)
    if candidates and _is_code(text, candidates):
        return none_of(offered(candidates.matches), Note(MessageKind.UNSURE, text=text))
    if neighborhoods := of_neighborhoods(book, text, parsed, candidates):
        return neighborhoods
    if candidates:
        is_end = candidates.reading.how in (How.ADDRESS, How.STATE_WORDS)
        if parsed.is_address and is_end:
            return of_address(candidates.matches)
        return best(book, text, candidates)
    return (
        _misspelt_state(book, text, parsed)
        or _begun(book, text, parsed)
        or _misspelt(book, text, parsed)
        or by_tail(book, text, parsed)
        or _none(book, text, parsed)
    )


def _is_code(text: str, candidates: Candidates) -> bool:
    """Tell whether an airport's code, perhaps, happens to be a village's name: ORD, in Nebraska."""
    first = candidates.matches[0]
    is_village = is_city(first) and not first.well_known and first.weight < VILLAGE
    return is_village and bool(CODE.fullmatch(text.strip()))


def _abroad(book: Atlas, parsed: Parsed) -> Choice:
    """Choose no place, as what was typed is abroad; American places of that name are offered."""
    name = namesake(parsed) or parsed.last
    close = [] if namesake(parsed) else _close(book, parsed, "")
    return none_of(offered([*look_up(book, [name])[name], *close]), Note(MessageKind.ABROAD))


def _misspelt_state(book: Atlas, text: str, parsed: Parsed) -> Choice | None:
    """Choose by a name before a state's misspelled name; None if there is none."""
    if parsed.state and parsed.name:
        return None
    name, state = split_misspelt_state(book, parsed.name)
    names = [*([name] if name else []), *parsed.other_names]
    if not state or not names:
        return None
    read = replace(parsed, name=names[0], other_names=tuple(names[1:]), state=state, whole=())
    choice = _by_name(book, text, read)
    if choice.place:
        note = Note(MessageKind.READ_AS, choice.place, text)
        return replace(choice, why=Why.SPELLING, notes=(note,))
    # "Qwerty, Massachusets" is in no doubt; the last word of a name may be.
    return None if name else choice


def _begun(book: Atlas, text: str, parsed: Parsed) -> Choice | None:
    """Choose the place whose name was begun ("Albuq"), or offer those that may be."""
    if not parsed.is_one_name or parsed.is_address:
        return None
    state = parsed.state if parsed.name else ""
    matches = [*completions(book, parsed.last, state), *greater_names(book, parsed.last, state)]
    if only := only_completion(book, parsed.last, state):
        matches = [only]
    elif not is_worth(matches, state):
        return None
    if _is_misspelt_rather(book, parsed.last, state, matches[0]):
        return None
    if not is_sure(matches):
        return none_of(offered(matches), Note(MessageKind.UNSURE, text=text))
    place = ResolvedPlace.of(matches[0].place)
    return Choice(
        place, Why.SPELLING, offered(matches[1:]), (Note(MessageKind.READ_AS, place, text),)
    )


def _is_misspelt_rather(book: Atlas, name: Name, state: str, begun: Match) -> bool:
    """Tell whether one letter parts a name from a larger place's: "Los Angelesa" begins no AFB.

    Or from any known place's own, if a nickname was begun: Minneapoliss, Minneapolis-St. Paul.
    """
    least = VILLAGE if begun.alias else begun.weight
    close = guesses(book, name, state)
    return any(guess.edits == 1 and guess.match.weight > least for guess in close)


def _misspelt(book: Atlas, text: str, parsed: Parsed) -> Choice | None:
    """Choose the place that a misspelled name surely means; None if no place is sure."""
    for reading in _misspelt_readings(parsed):
        close = guesses(book, reading.name, reading.state)
        if guess := surest(book, close, reading.name, reading.state):
            return respelt(book, text, guess, close, reading.state)
    return None


def _misspelt_readings(parsed: Parsed) -> Iterator[Reading]:
    """Yield the readings that may be misspelled: no name of a place abroad, unless in a state."""
    if not parsed.state:
        names = [parsed.last, *parsed.bare_names, *parsed.other_names]
        if not parsed.is_one_name or any(map(is_elsewhere, names)):
            return
    yield from parsed.misspelt()


def _none(book: Atlas, text: str, parsed: Parsed) -> Choice:
    """Choose no place; say why, and offer what was perhaps meant."""
    state = parsed.state if parsed.name else ""
    tails = look_up(book, parsed.tails, state)
    cities = list(chain(*(cities_of(tails[tail]) for tail in parsed.tails)))
    close = _close(book, parsed, state)
    if state:
        return _not_in_state(book, parsed, cities, close)
    names = look_up(book, [parsed.last, *parsed.other_names])
    parts = chain(*(names[part] for part in parsed.other_names))
    return _unknown(text, parsed.last, [*names[parsed.last], *close, *cities, *parts])


def _close(book: Atlas, parsed: Parsed, state: str) -> list[Match]:
    if state or parsed.is_one_name:
        return [guess.match for guess in guesses(book, parsed.last, state)]
    return []


def _not_in_state(book: Atlas, parsed: Parsed, cities: list[Match], close: list[Match]) -> Choice:
    """Say that a name isn't in the state that was typed; the state itself is offered.

    `cities` are those at the end of the text, in the state; `close` those spelled nearly so.
    """
    elsewhere = look_up(book, [parsed.name, parsed.whole])
    # "1 Main St, LA" may mean Los Angeles, but a typed state isn't left for a guess.
    same = [*elsewhere[parsed.name], *cities_of(elsewhere[parsed.whole])]
    mixed = [match for pair in zip_longest(same[:2], close[:2]) for match in pair if match]
    alternatives = [*state_as_city(book, parsed), *cities, *mixed, *same, *close]
    whole = [ResolvedPlace.of(Entry(*row)) for row in book.states.get(parsed.state.lower(), ())]
    places = [place for place in offered(alternatives, len(alternatives)) if place not in whole]
    note = Note(MessageKind.NOT_IN_STATE, text=" ".join(parsed.name), state=parsed.state)
    return none_of([*places[: MOST_OFFERED - 1], *whole], note)


def _unknown(text: str, name: tuple[str, ...], matches: list[Match]) -> Choice:
    """Say that a text means no place of the country."""
    if len(name) == 1 and name[0].isdecimal():
        # Spreadsheets drop the zeros it may begin with.
        zips = Place.objects.filter(kind=Kind.ZIP, key=name[0].zfill(5))
        return none_of(map(ResolvedPlace.of, zips), Note(MessageKind.FIVE_DIGITS))
    return none_of(offered(matches), Note(MessageKind.UNKNOWN, text=text))
