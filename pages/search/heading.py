"""The heading and title of a results page: how many places, with what, and where."""

from itertools import groupby

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from facilities.wording import short_name
from pages.search.heading_words import (
    LOWERED,
    NOUNS,
    OF_GROUP,
    OF_SERVICE,
    Phrase,
    within_sentence,
)
from search.index.bits import less
from search.query import USUAL_REACH
from text.fluent import fluent
from text.numbers import digits

# So many things that a search asks for stand in its heading; the rest is counted.
MOST = 2


def heading(search, total):
    """Return the heading of a SearchRequest that finds `total` places."""
    if not search.is_valid:
        return _("Your search needs a change")
    if search.is_place_unknown:
        return _("Where is “%(where)s”?") % {"where": search.asked["where"]}
    number = ngettext("%(number)s place", "%(number)s places", total) % {"number": digits(total)}
    words = " ".join(filter(None, [number, *_asked(search, total), _where(search)]))
    return fluent(words, get_language())


def _asked(search, total):
    """Return what was asked for, in phrases, the first MOST of it by name."""
    units = _units(search)
    phrases = [_matching(search.names)] if search.names else []
    room = MOST - len(phrases)
    shown = sorted(units[:room], key=lambda unit: list(Phrase).index(unit[0]))
    for phrase, alike in groupby(shown, key=lambda unit: unit[0]):
        names = _(" and ").join(name for _phrase, name in alike)
        phrases.append(_joined(phrase, names, total))
    if (rest := len(units) - room) > 0:
        more = ngettext("(+%(number)s\u00a0filter)", "(+%(number)s\u00a0filters)", rest)
        phrases.append(more % {"number": rest})
    return phrases


def _units(search):
    """Return [(Phrase, name)] of what was asked for: of a group, any of which will do, one."""
    units = []
    for group, services in search.query.groups():
        parts = [[each] for each in services] if search.query.needs_all(group) else [services]
        units += [(_phrase_of(part[0]), _as_known(search, part)) for part in parts]
    return units


def _as_known(search, services):
    """Return the name of Services, any of which will do, and whether all results offer them.

    Ages, and what people choose to see, too, let in places that don't say: a blank is no yes.
    """
    view, shown = search.results.area.view, search.results.shown
    offering = 0
    for service in services:
        offering |= view.offering(service.pk)
    if not (silent := less(shown, offering)):
        return _any_of(services)
    text = _("%(names)s (not stated)") if silent == shown else _("%(names)s (some don't say)")
    return text % {"names": _any_of(services)}


def _phrase_of(service):
    return OF_SERVICE.get(service.slug) or OF_GROUP.get(service.group.slug, Phrase.WITH)


def _noun(service):
    if service.slug in NOUNS:
        return str(NOUNS[service.slug])
    name = short_name(service.name)
    return within_sentence(name) if service.slug in LOWERED else _("“%(words)s”") % {"words": name}


def _any_of(services):
    names = [_noun(service) for service in services[:MOST]]
    if (rest := len(services) - MOST) > 0:
        return _("%(names)s, or %(number)s more") % {"names": ", ".join(names), "number": rest}
    return _(" or ").join(names)


def _joined(phrase, names, total):
    """Return names in the phrase that joins them to places, of which there are `total`."""
    match phrase:
        case Phrase.TAKES:
            sentence = ngettext("that takes %(names)s", "that take %(names)s", total)
        case Phrase.FOR:
            sentence = _("for %(names)s")
        case Phrase.IN:
            sentence = _("in %(names)s")
        case Phrase.WITH:
            sentence = _("with %(names)s")
    return sentence % {"names": names}


def _matching(names):
    return _("named “%(words)s”") % {"words": names}


def _where(search):
    results, query = search.results, search.query
    if query.box:
        if query.origin and query.box.holds(query.origin):
            return _("in the area of the map near %(place)s") % {"place": search.place.in_sentence}
        return _("in this area of the map")
    if not search.place:
        return _("in the whole directory")
    return _where_sentence(search, results) % {
        "place": search.place.in_sentence,
        "radius": results.area.reach,
    }


def _where_sentence(search, results):
    if results.is_nearest:
        return _("in and around %(place)s") if results.asked_total else _("near %(place)s")
    if not results.area.reach:
        return _("in %(place)s")
    is_usual = results.area.reach == USUAL_REACH
    if results.is_beyond:
        return (
            _("in or near %(place)s") if is_usual else _("in %(place)s or within %(radius)s miles")
        )
    return _("near %(place)s") if is_usual else _("within %(radius)s miles of %(place)s")
