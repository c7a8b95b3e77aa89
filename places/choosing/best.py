"""Which of the places that bear a name is meant, and which alternatives are offered."""

from collections.abc import Iterable

from places.candidates import (
    Candidates,
    Guess,
    Match,
    greater_names,
    greater_spellings,
    is_city,
    local_places,
    matches_of,
)
from places.choosing.choice import Choice, Note, offered
from places.gazetteer.atlas import Atlas
from places.gazetteer.elsewhere import is_elsewhere
from places.message_kinds import MessageKind
from places.models import Kind
from places.names import key
from places.parsing import How, Reading
from places.resolution import ResolvedPlace, Why
from places.wordings import says_county

# A place this many times larger than any other of its name is what people mean.
RIVAL_FACTOR = 50
# A city this small may be a part of a larger one's name: Lauderdale, Boise City.
MAY_BE_PART_OF_A_NAME = 10_000
# A place this large is meant by its name, whatever neighborhoods have it.
LARGE_PLACE = 50_000
# A guess whose score is this much lower than the best one's isn't offered. In powers of ten.
MUCH_LESS_LIKELY = 2.5
# If a name is also a foreign place's, people may not mean an American place smaller than this.
WELL_KNOWN_PEOPLE = 100_000


def best(book: Atlas, text: str, candidates: Candidates) -> Choice:
    """Choose the first of the candidates of a reading, and offer the alternatives."""
    reading, (first, *rest) = candidates
    why, notes = _why(text, reading, candidates.matches)
    place = ResolvedPlace.of(first.place)
    if reading.how == How.LEAD_IN and not notes:
        # "rehab near Boston": people are shown which part of the text was read.
        notes = (Note(MessageKind.SHOWN, place),)
    # Carson City is both a city and a county: offer the name once.
    rest = [match for match in rest if ResolvedPlace.of(match.place).query != place.query]
    greater = greater_spellings(book, reading.name, first, reading.state)
    more = [*_greater_names(book, reading, first), *_local_places(book, reading, first)]
    if more:
        notes = notes or (Note(MessageKind.SEVERAL_MEANINGS, place),)
    alternatives = [
        match for match in [*rest[:1], *more, *greater, *rest[1:]] if match.place != first.place
    ]
    return Choice(place, why, offered(alternatives), notes)


def _greater_names(book: Atlas, reading: Reading, first: Match) -> list[Match]:
    is_hamlet = not reading.state and is_city(first) and first.weight < MAY_BE_PART_OF_A_NAME
    return greater_names(book, reading.name) if is_hamlet else []


def _local_places(book: Atlas, reading: Reading, first: Match) -> list[Match]:
    """Return the neighborhoods of a name that is no large city's or county's own.

    Regions are none that everybody means: Los Angeles has a South Bay, too.
    """
    is_large = first.place.kind != Kind.REGION and first.place.population >= LARGE_PLACE
    if reading.state or first.alias or is_large or first.place.kind == Kind.STATE:
        return []
    return local_places(book, reading.name)


def _why(text: str, reading: Reading, matches: list[Match]) -> tuple[Why, tuple[Note, ...]]:
    """Return why the first of some matches is chosen, and what is said of it."""
    first, *rest = matches
    place = ResolvedPlace.of(first.place)
    if first.alias and key(first.alias) != key(place.name):
        return Why.OTHER_NAME, (Note(MessageKind.READ_AS, place, text),)
    if reading.how == How.ABBREVIATED:
        return Why.SPELLING, (Note(MessageKind.READ_AS, place, text),)
    if reading.state:
        return Why(place.kind), ()
    if place.kind == Kind.COUNTY and not says_county(reading.name) and any(map(is_city, rest)):
        return Why.COUNTY, (Note(MessageKind.SEVERAL_MEANINGS, place),)
    rivals = rivals_of(first, rest)
    if first.place.population < WELL_KNOWN_PEOPLE and is_elsewhere(reading.name):
        why = Why.LARGEST if rivals and all(map(is_city, rivals)) else Why(place.kind)
        return why, (Note(MessageKind.ABROAD_TOO, place),)
    if not rivals:
        return Why(place.kind), ()
    # The post takes "Birmingham" for a part of Kansas City, too: that is no Birmingham.
    own_names = [match for match in rivals if _has_name_of(match, first)]
    if own_names and all(match.place.kind == place.kind for match in own_names):
        alike = [match for match in matches if _has_name_of(match, first)]
        namesakes = [match for match in alike if match.place.kind == place.kind]
        if first.place.population == max(match.place.population for match in namesakes):
            return Why.LARGEST, (Note(MessageKind.LARGEST, place, places=len(namesakes)),)
    return Why(place.kind), (Note(MessageKind.SEVERAL_MEANINGS, place),)


def _has_name_of(match: Match, first: Match) -> bool:
    """Tell whether two places have the same name as their own."""
    return match.place.key == first.place.key


def rivals_of(best: Match, matches: Iterable[Match]) -> list[Match]:
    """Return the matches that people may well mean instead of the best one.

    Far smaller places (Boston, Indiana) and the county around a city are left out.
    """
    kinds = {Kind.CITY, Kind.STATE, best.place.kind}
    return [
        match
        for match in matches
        if match.place.kind in kinds
        and match.place.population * RIVAL_FACTOR > best.place.population
    ]


def of_address(matches: list[Match]) -> Choice:
    """Choose the city of a street address."""
    place = ResolvedPlace.of(matches[0].place)
    return Choice(place, Why.ADDRESS, offered(matches[1:]), (Note(MessageKind.STREET, place),))


def respelt(book: Atlas, text: str, guess: Guess, guesses: list[Guess], state: str) -> Choice:
    """Choose what a misspelled name surely means, and offer what else is close."""
    first, *rest = matches_of(book, guess, state)
    likely = guess.score - MUCH_LESS_LIKELY
    close = [other.match for other in guesses if other != guess and other.score > likely]
    alternatives = [
        match for match in [*rivals_of(first, rest), *close] if match.place != first.place
    ]
    place = ResolvedPlace.of(first.place)
    note = Note(MessageKind.READ_AS, place, text)
    return Choice(place, Why.SPELLING, offered(alternatives), (note,))
