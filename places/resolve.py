"""Find the place that people mean, from whatever they type: `resolve(text)`.

A state that was typed is never left; what isn't understood is said, with candidates.
Names cost no query (places.gazetteer.atlas), ZIP codes one by index.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from places.answers import MOST_CANDIDATES, not_understood
from places.models import Kind, Place
from places.names import key
from places.naming import by_name
from places.resolution import Resolution, ResolvedPlace, Why
from places.states import STATES
from places.typed import Problem, Typed, read


def resolve(text: str) -> Resolution:
    """Return what `text` means as a place of the United States. Never raises."""
    typed = read(text)
    if typed.problem:
        return Resolution(text, message=_problem_message(typed.problem))
    if typed == Typed():
        return Resolution(text)
    if typed.zip or typed.leading_number:
        return _by_zip(text, typed)
    return by_name(text, typed)


def _problem_message(problem: Problem) -> str:
    messages = {
        Problem.TOO_LONG: _("That is too long to be a place."),
        Problem.UNREADABLE: _("We couldn’t read that."),
        Problem.NEAR_ME: _("We don’t know where you are."),
        Problem.COUNTRY: _("That is the whole country."),
    }
    return f"{messages[problem]} {_('Type a ZIP code, or a city and its state.')}"


def _by_zip(text: str, typed: Typed) -> Resolution:
    number = typed.zip or typed.leading_number
    row = Place.objects.filter(kind=Kind.ZIP, key=number).first()
    # A number that leads is a ZIP code only before its own city's name; else that of a house.
    if typed.leading_number and not (row and _is_of(row, typed)):
        return by_name(text, typed)
    if row is None:
        return _no_such_zip(text, typed)
    place = ResolvedPlace.of(row)
    if typed.state not in ("", row.state):
        named = by_name(text, typed)
        message = _("ZIP code %(zip)s is in %(its_state)s, not in %(state)s.") % {
            "zip": row.zip,
            "its_state": STATES[row.state].name,
            "state": STATES[typed.state].name,
        }
        candidates = [place, *filter(None, [named.place]), *named.other_places]
        return not_understood(text, message, candidates)
    message = ""
    if typed.name and not "".join(typed.name).endswith(key(row.name)):
        message = _("Showing ZIP code %(zip)s (%(city)s, %(state)s).") % {
            "zip": row.zip,
            "city": row.name,
            "state": row.state,
        }
    return Resolution(text, place, Why.ZIP, message=message)


def _is_of(row: Place, typed: Typed) -> bool:
    """Tell whether the city and the state that were typed are the ZIP code's own."""
    return "".join(typed.name[1:]) == key(row.name) and typed.state in ("", row.state)


def _no_such_zip(text: str, typed: Typed) -> Resolution:
    """Answer with the city and state beside the wrong ZIP code, or with similar ZIP codes."""
    message = _("There is no ZIP code %(zip)s.") % {"zip": typed.zip}
    if typed.name and typed.state:
        named = by_name(text, typed)
        if named.place:
            message += " " + _("Showing %(place)s.") % {"place": named.place.label}
            return replace(named, message=message)
        return replace(named, message=f"{message} {named.message}")
    first, last = typed.zip[:4] + "0", typed.zip[:4] + "9"
    similar = Place.objects.filter(kind=Kind.ZIP, key__range=(first, last)).order_by("key")
    return not_understood(text, message, map(ResolvedPlace.of, similar[:MOST_CANDIDATES]))
