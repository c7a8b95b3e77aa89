"""Answers to "where?": a place with what else it may be, or why there is none."""

from collections.abc import Iterable
from string import capwords

from django.utils.translation import gettext as _

from places.gazetteer.atlas import Atlas
from places.gazetteer.elsewhere import is_elsewhere
from places.gazetteer.entries import Entry
from places.lookup import Match
from places.models import Kind, Place
from places.names import key
from places.resolution import Resolution, ResolvedPlace, Why
from places.spelling import Guess, greater_spellings, matches_of
from places.states import STATES

MOST_CANDIDATES = 5
# A place this many times larger than any other of its name is what people mean.
DWARFED = 50
# A guess whose score is this much lower than the best one's isn't offered. In powers of ten.
MUCH_LESS_LIKELY = 2.5
# If a name is also a foreign place's, people may not mean an American place smaller than this.
WELL_KNOWN_PEOPLE = 100_000


def best(
    book: Atlas, text: str, name: tuple[str, ...], matches: list[Match], *, state: str = ""
) -> Resolution:
    """Answer with the first of the matches of a name, and offer the others.

    `state` is the one that was typed.
    """
    first, *rest = matches
    place = ResolvedPlace.of(first.place)
    why, message, rivals = Why(place.kind), "", _rivals(first, rest)
    if first.alias and key(first.alias) != key(place.name):
        why = Why.OTHER_NAME
        message = read_as(place, text)
    elif rivals and not state:
        if all(match.place.kind == place.kind for match in rivals):
            why, count = Why.LARGEST, sum(match.place.kind == place.kind for match in matches)
            message = _("%(count)s places have that name. Showing the largest, %(place)s.")
            message %= {"count": count, "place": place.label}
        else:
            message = _("That name has several meanings. Showing %(place)s.")
            message %= {"place": place.label}
    elif not state and first.place.population < WELL_KNOWN_PEOPLE and is_elsewhere(name):
        message = _("There is a place of that name abroad too. Showing %(place)s.")
        message %= {"place": place.label}
    # Carson City is both a city and a county: offer the name once.
    rest = [match for match in rest if ResolvedPlace.of(match.place).query != place.query]
    offered = [*rest[:1], *greater_spellings(book, name, first, state), *rest[1:]]
    return Resolution(text, place, why, candidates(offered), message)


def _rivals(best: Match, matches: Iterable[Match]) -> list[Match]:
    """Return the matches that people may well mean instead of the best one.

    Far smaller places (Boston, Indiana) and the county around a city are left out.
    """
    kinds = {Kind.CITY, Kind.STATE, best.place.kind}
    return [
        match
        for match in matches
        if match.place.kind in kinds and match.place.population * DWARFED > best.place.population
    ]


def shown(answer: Resolution) -> str:
    """Return the message that says which place is shown."""
    label = answer.place.label if answer.place else ""
    return answer.message or _("Showing %(place)s.") % {"place": label}


def read_as(place: ResolvedPlace, text: str) -> str:
    """Return the message that says as which place a text was read."""
    return _("Showing %(place)s for “%(text)s”.") % {"place": place.label, "text": text.strip()}


def address(text: str, matches: list[Match]) -> Resolution:
    """Answer with the city of a street address."""
    first, *rest = matches
    place = ResolvedPlace.of(first.place)
    message = _("Showing %(place)s: distances are from its centre, not from the street.")
    message %= {"place": place.label}
    return Resolution(text, place, Why.ADDRESS, candidates(rest), message)


def respelt(
    book: Atlas, text: str, guess: Guess, guesses: list[Guess], state: str = ""
) -> Resolution:
    """Answer with what a misspelt name surely means, and offer what else is close."""
    first, *rest = matches_of(book, guess, state)
    place = ResolvedPlace.of(first.place)
    likely = guess.score - MUCH_LESS_LIKELY
    close = [other.match for other in guesses if other != guess and other.score > likely]
    message = read_as(place, text)
    alternatives = [
        match for match in [*_rivals(first, rest), *close] if match.place != first.place
    ]
    return Resolution(text, place, Why.SPELLING, candidates(alternatives), message)


def unknown(text: str, name: tuple[str, ...], matches: list[Match]) -> Resolution:
    """Answer that a text means no place of the country."""
    places: Iterable[Place | Entry] = [match.place for match in matches]
    if len(name) == 1 and name[0].isdecimal():
        message = _("A ZIP code has five digits.")
        # Spreadsheets drop the zeros it may begin with.
        places = Place.objects.filter(kind=Kind.ZIP, key=name[0].zfill(5))
    else:
        message = _("We don’t know a place in the United States called “%(text)s”.")
        message = message % {"text": text.strip()}
        message += " " + _("Type a ZIP code, or a city and its state.")
    return not_understood(text, message, map(ResolvedPlace.of, places))


def not_in_state(
    book: Atlas, text: str, name: tuple[str, ...], state: str, matches: list[Match]
) -> Resolution:
    """Answer that a name isn't in the state that was typed; the state itself is offered."""
    message = _("We don’t know a place called “%(name)s” in %(state)s.") % {
        "name": capwords(" ".join(name)),
        "state": STATES[state].name,
    }
    rows = book.states.get(state.lower(), ())
    whole = [ResolvedPlace.of(Entry(*row)) for row in rows]
    places = [place for place in candidates(matches, len(matches)) if place not in whole]
    return not_understood(text, message, [*places[: MOST_CANDIDATES - 1], *whole])


def candidates(matches: list[Match], most: int = MOST_CANDIDATES) -> tuple[ResolvedPlace, ...]:
    """Return the places of the first matches, each once."""
    places = dict.fromkeys(ResolvedPlace.of(match.place) for match in matches)
    return tuple(places)[:most]


def not_understood(text: str, message: str, candidates: Iterable[ResolvedPlace]) -> Resolution:
    """Answer without a place, with a message and the first few candidates."""
    places = tuple(dict.fromkeys(candidates))[:MOST_CANDIDATES]
    return Resolution(text, other_places=places, message=message)
