"""Find the place that people mean, from whatever they type: `resolve(text)`.

A state that was typed is never left; what isn't understood is said, with candidates.
Costs at most six look-ups, each by index.
"""

from dataclasses import replace
from itertools import chain
from string import capwords

from django.utils.translation import gettext as _

from places.lookup import look_up, says_county
from places.models import Kind, Place
from places.names import key, spelling
from places.resolution import Resolution, ResolvedPlace, Why
from places.states import STATES
from places.typed import Problem, Typed, read

MOST_CANDIDATES = 5
# A place this many times larger than any other of its name is what people mean.
DWARFED = 50


def resolve(text: str) -> Resolution:
    """Return what `text` means as a place of the United States. Never raises."""
    typed = read(text)
    if typed.problem:
        return Resolution(text, message=_problem_message(typed.problem))
    if typed == Typed():
        return Resolution(text)
    if typed.zip or typed.leading_number:
        return _by_zip(text, typed)
    return _by_name(text, typed)


def _problem_message(problem):
    messages = {
        Problem.TOO_LONG: _("That is too long to be a place."),
        Problem.UNREADABLE: _("We couldn’t read that."),
        Problem.NEAR_ME: _("We don’t know where you are."),
        Problem.COUNTRY: _("That is the whole country."),
    }
    return f"{messages[problem]} {_('Type a ZIP code, or a city and its state.')}"


def _by_zip(text, typed):
    number = typed.zip or typed.leading_number
    row = Place.objects.filter(kind=Kind.ZIP, key=number).first()
    if typed.leading_number:
        # A ZIP code only before its own city's name; else the number of a house.
        is_zip = row and "".join(typed.name[1:]) == key(row.name)
        if not is_zip or typed.state not in ("", row.state):
            return _by_name(text, typed)
    if row is None:
        return _no_such_zip(text, typed)
    place = ResolvedPlace.of(row)
    if typed.state not in ("", row.state):
        named = _by_name(text, typed)
        message = _("ZIP code %(zip)s is in %(its_state)s, not in %(state)s.") % {
            "zip": row.zip,
            "its_state": STATES[row.state].name,
            "state": STATES[typed.state].name,
        }
        others = [place, *filter(None, [named.place]), *named.other_places]
        return _not_understood(text, message, others)
    message = ""
    if typed.name and not "".join(typed.name).endswith(key(row.name)):
        message = _("Showing ZIP code %(zip)s (%(city)s, %(state)s).") % {
            "zip": row.zip,
            "city": row.name,
            "state": row.state,
        }
    return Resolution(text, place, Why.ZIP, message=message)


def _no_such_zip(text, typed):
    """Answer with the city and state beside the wrong ZIP code, or with similar ZIP codes."""
    message = _("There is no ZIP code %(zip)s.") % {"zip": typed.zip}
    if typed.name and typed.state:
        named = _by_name(text, typed)
        if named.place:
            message += " " + _("Showing %(place)s.") % {"place": named.place.label}
            return replace(named, message=message)
        return replace(named, message=f"{message} {named.message}")
    first, last = typed.zip[:4] + "0", typed.zip[:4] + "9"
    similar = Place.objects.filter(kind=Kind.ZIP, key__range=(first, last)).order_by("key")
    return _not_understood(text, message, map(ResolvedPlace.of, similar[:MOST_CANDIDATES]))


def _by_name(text, typed):
    if typed.state and typed.name:
        return _in_state(text, typed)
    name = typed.name or typed.whole
    found = look_up([name, *typed.tails, *typed.other_names])
    # "Paris, France" isn't Paris, Texas; but the end of a street address is a city.
    if found[name] and (typed.is_address or not typed.other_names):
        return _best(text, found[name])
    ends = [cities for tail in typed.tails if (cities := _cities(found[tail]))]
    if ends and typed.is_address:
        return _address(text, ends[0])
    others = chain(found[name], *ends, *map(found.get, typed.other_names))
    return _unknown(text, name, others)


def _in_state(text, typed):
    """Answer with what bears the name in the typed state, or with nothing."""
    # "Cambridge, Middlesex County, MA" is the city.
    names = sorted([typed.name, *typed.other_names], key=says_county)
    found = look_up([*names, *typed.tails], typed.state)
    for name in names:
        if found[name]:
            return _best(text, found[name], is_state_typed=True)
    ends = [cities for tail in typed.tails if (cities := _cities(found[tail]))]
    if ends and typed.is_address:
        return _address(text, ends[0])
    elsewhere = look_up([typed.name, typed.whole])
    if whole := _with_state_words(typed, elsewhere[typed.whole]):
        return _address(text, whole) if typed.is_address else _best(text, whole)
    # "1 Main St, LA" may mean Los Angeles, but a typed state isn't left for a guess.
    others = [*elsewhere[typed.name], *_cities(elsewhere[typed.whole])]
    return _not_in_state(text, typed, [*chain(*ends), *others])


def _with_state_words(typed, matches):
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


def _not_in_state(text, typed, candidates):
    message = _("We don’t know a place called “%(name)s” in %(state)s.") % {
        "name": capwords(" ".join(typed.name)),
        "state": STATES[typed.state].name,
    }
    state = Place.objects.filter(kind=Kind.STATE, key=typed.state.lower())
    places = [match.place for match in candidates[: MOST_CANDIDATES - 1]]
    return _not_understood(text, message, map(ResolvedPlace.of, [*places, *state]))


def _cities(matches):
    return [match for match in matches if match.place.kind == Kind.CITY]


def _best(text, matches, *, is_state_typed=False):
    """Answer with the first of the matches, and offer the others."""
    best, *others = matches
    place = ResolvedPlace.of(best.place)
    why, message, rivals = Why(place.kind), "", _rivals(best, others)
    if best.alias and key(best.alias) != key(place.name):
        why = Why.OTHER_NAME
        message = _("Showing %(place)s for “%(text)s”.")
    elif rivals and not is_state_typed:
        if all(match.place.kind == place.kind for match in rivals):
            why = Why.LARGEST
            message = _("%(count)s places have that name. Showing the largest, %(place)s.")
        else:
            message = _("That name has several meanings. Showing %(place)s.")
    if message:
        namesakes = sum(match.place.kind == place.kind for match in matches)
        message %= {"count": namesakes, "place": place.label, "text": text.strip()}
    return Resolution(text, place, why, _candidates(others), message)


def _rivals(best, others):
    """Return the matches that people may well have meant instead of the best.

    Not what is far smaller (Boston, Indiana), nor the county around a city.
    """
    kinds = {Kind.CITY, Kind.STATE, best.place.kind}
    return [
        match
        for match in others
        if match.place.kind in kinds and match.place.population * DWARFED > best.place.population
    ]


def _address(text, matches):
    best, *others = matches
    place = ResolvedPlace.of(best.place)
    message = _("Showing %(place)s: distances are from its centre, not from the street.")
    message %= {"place": place.label}
    return Resolution(text, place, Why.ADDRESS, _candidates(others), message)


def _unknown(text, name, matches):
    places = [match.place for match in matches]
    if len(name) == 1 and name[0].isdecimal():
        message = _("A ZIP code has five digits.")
        # Spreadsheets drop the zeros it may begin with.
        places = Place.objects.filter(kind=Kind.ZIP, key=name[0].zfill(5))
    else:
        message = _("We don’t know a place in the United States called “%(text)s”.")
        message = message % {"text": text.strip()}
        message += " " + _("Type a ZIP code, or a city and its state.")
    return _not_understood(text, message, map(ResolvedPlace.of, places))


def _candidates(matches):
    return tuple(ResolvedPlace.of(match.place) for match in matches[:MOST_CANDIDATES])


def _not_understood(text, message, candidates):
    others = tuple(dict.fromkeys(candidates))[:MOST_CANDIDATES]
    return Resolution(text, other_places=others, message=message)
