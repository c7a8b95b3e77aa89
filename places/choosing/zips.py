"""Choose by the ZIP code that was typed."""

from dataclasses import replace

from places.choosing.choice import MOST_OFFERED, Choice, Note, none_of
from places.choosing.names import by_name
from places.geo import Point
from places.message_kinds import MessageKind
from places.models import Kind, Place
from places.names import key
from places.nearest import nearest_zip
from places.parsing import Parsed
from places.resolution import ResolvedPlace, Why


def by_point(point: Point) -> Choice:
    """Choose the ZIP code nearest to a point. What is said never repeats the coordinates."""
    place = nearest_zip(point.latitude, point.longitude)
    if place is None:
        return none_of([], Note(MessageKind.ABROAD))
    return Choice(place, Why.ZIP, notes=(Note(MessageKind.ZIP_SHOWN, place),))


def by_zip(text: str, parsed: Parsed) -> Choice:
    """Choose the ZIP code; what stands beside it may contradict it."""
    number = parsed.zip or parsed.leading_number
    row = Place.objects.filter(kind=Kind.ZIP, key=number).first()
    # A number that leads is a ZIP code only before its own city's name; else that of a house.
    if parsed.leading_number and not (row and _is_of(row, parsed)):
        named = by_name(text, parsed)
        alternatives = (ResolvedPlace.of(row), *named.alternatives) if row else named.alternatives
        return named if named.place else replace(named, alternatives=alternatives[:MOST_OFFERED])
    if row is None:
        return _no_such_zip(text, parsed)
    place = ResolvedPlace.of(row)
    if parsed.state not in ("", row.state):
        named = by_name(text, parsed)
        note = Note(MessageKind.ZIP_IN_OTHER_STATE, place, state=parsed.state)
        return none_of([place, *filter(None, [named.place]), *named.alternatives], note)
    if parsed.name and not "".join(parsed.name).endswith(key(row.name)):
        return Choice(place, Why.ZIP, notes=(Note(MessageKind.ZIP_SHOWN, place),))
    return Choice(place, Why.ZIP)


def _is_of(row: Place, parsed: Parsed) -> bool:
    """Tell whether the city and the state that were typed are the ZIP code's own."""
    return "".join(parsed.name[1:]) == key(row.name) and parsed.state in ("", row.state)


def _no_such_zip(text: str, parsed: Parsed) -> Choice:
    """Choose the city and state beside the wrong ZIP code, or offer similar ZIP codes."""
    note = Note(MessageKind.NO_SUCH_ZIP, text=parsed.zip)
    if parsed.name and parsed.state:
        named = by_name(text, parsed)
        notes = (Note(MessageKind.SHOWN, named.place),) if named.place else named.notes
        return replace(named, notes=(note, *notes))
    first, last = parsed.zip[:4] + "0", parsed.zip[:4] + "9"
    similar = Place.objects.filter(kind=Kind.ZIP, key__range=(first, last)).order_by("key")
    return none_of(map(ResolvedPlace.of, similar[:MOST_OFFERED]), note)
