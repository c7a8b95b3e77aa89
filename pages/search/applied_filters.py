"""What a search asks for, each with the search without it."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from facilities.wording import filled, joined, short_name
from pages.quick import Quick
from pages.search.heading_words import NOUNS
from pages.search.query_strings import changed, without_names
from search.filters import SERVICE_PARAMETERS
from search.query import MENTAL_HEALTH, SERVES_ONLY


@dataclass(frozen=True)
class AppliedFilter(Quick):
    """Something a search asks for, and the query string without it.

    `typed`: the words that were read as this, where they say something else.
    """

    text: str
    without: QueryDict
    typed: str = ""


def applied_filters(search):
    """Return an AppliedFilter for each thing that a valid search asks for besides the place."""
    if not search.is_valid:
        return []
    filters = [_in_words(search, phrase) for phrase in search.understood.phrases]
    for parameter in SERVICE_PARAMETERS:
        for service in search.asked.get(parameter) or []:
            rest = [slug for slug in search.params.getlist(parameter) if slug != service.slug]
            filters.append(AppliedFilter(_label(service), changed(search, **{parameter: rest})))
    if search.place_in_words:
        text = _("Location: %(place)s") % {"place": search.place.label}
        words = search.understood.without_place()
        filters.append(AppliedFilter(text, changed(search, q=words)))
    if search.query.box:
        filters.append(AppliedFilter(_("Area of the map"), changed(search, box=[])))
    if search.names:
        text = _("Name or address: %(words)s") % {"words": search.names}
        filters.append(AppliedFilter(text, without_names(search)))
    for slug in search.asked.get("include") or []:
        rest = [other for other in search.asked["include"] if other != slug]
        filters.append(AppliedFilter(_included(search, slug), changed(search, include=rest)))
    return filters


def _label(service):
    """Return what a service is called in the row of filters: as in the heading, where it can."""
    name = str(NOUNS.get(service.slug, ""))
    return name[:1].upper() + name[1:] or short_name(service.name)


def _in_words(search, phrase):
    services = [search.taxonomy.by_slug[slug] for slug in phrase.services]
    text = joined(", ", map(_label, services))
    # Nobody needs to be told that "detox" was read as detox.
    names = [text, *(service.name for service in services)]
    is_clear = any(phrase.typed.casefold() in name.casefold() for name in names)
    without = changed(search, q=search.understood.without(phrase))
    return AppliedFilter(text, without, "" if is_clear else phrase.typed)


def _included(search, slug):
    if slug == SERVES_ONLY:
        return _("Including places for certain people only")
    if slug == MENTAL_HEALTH:
        return _("Including places for mental health care only")
    group = next(group for group in search.taxonomy.groups if group.slug == slug)
    return filled(_("Including not reported: %(group)s"), group=group.name)
