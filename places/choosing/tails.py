"""Choose the city at the end of a text whose other words name nothing."""

from string import capwords

from places.candidates import Tail, guesses, tail_of
from places.choosing.choice import Choice, Note, none_of, offered
from places.gazetteer.atlas import Atlas
from places.message_kinds import MessageKind
from places.parsing import Parsed
from places.resolution import ResolvedPlace, Why


def by_tail(book: Atlas, text: str, parsed: Parsed) -> Choice | None:
    """Choose a known city after unknown words, and say so; None if there is none."""
    tail = tail_of(book, parsed)
    if tail is None:
        return None
    if tail.rivals:
        return none_of(offered([tail.city, *tail.rivals]), Note(MessageKind.UNKNOWN, text=text))
    if tail.inner:
        place = ResolvedPlace.of(tail.inner[0].place)
        return Choice(place, Why.OTHER_NAME, notes=(Note(MessageKind.READ_AS, place, text),))
    place = ResolvedPlace.of(tail.city.place)
    close = [guess.match for guess in guesses(book, parsed.last, parsed.state)]
    alternatives = [match for match in close if match.place != tail.city.place]
    return Choice(place, Why.CITY, offered(alternatives), (_note(tail, place),))


def _note(tail: Tail, place: ResolvedPlace) -> Note:
    if tail.is_side:
        return Note(MessageKind.ALL_OF_SIDE, place)
    if tail.is_talk:
        return Note(MessageKind.SHOWN, place)
    return Note(MessageKind.ALL_OF, place, capwords(" ".join(tail.head)))
