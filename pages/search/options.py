"""What a search page offers to change: facets, applied filters, suggested searches."""

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from facilities.models import ServiceGroup
from facilities.taxonomy import short_name, taxonomy
from facilities.wording import filled, joined
from search.facets import Facets
from search.filters import SERVICE_PARAMETERS, SORTS
from search.relaxation import Change, relaxations
from search.results import REACHES, SERVES_ONLY

# Groups whose boxes stand with an explanation, by slug.
EXPLAINED_GROUPS = ("care", "medication")
# The kinds of care the home page offers, by slug.
SHORTCUTS = ("detox", "inpatient", "outpatient", "iop", "mat", "sober-living")


class Quick:
    """Templates look up keys before attributes; this makes the first lookup succeed."""

    __getitem__ = object.__getattribute__


@dataclass(frozen=True)
class FacetValue(Quick):
    """
    A service to tick, by its slug.

    `count`: the results there would be with it ticked, in digits; "" when nothing was
    searched. `is_in_words`: the words typed ask for it already. `is_empty`: ticking it
    would leave nothing.
    """

    slug: str
    name: str
    explanation: str
    is_chosen: bool
    is_in_words: bool = False
    is_empty: bool = False
    count: str = ""


@dataclass(frozen=True)
class FacetGroup(Quick):
    """
    A group of boxes and the rule that joins them.

    `unreported`: how many more results there are with places that report nothing of what
    is ticked here; `takes_unreported`: they are in already.
    """

    group: ServiceGroup
    options: list
    unreported: int = 0
    takes_unreported: bool = False

    @cached_property
    def chosen(self):
        return sum(option.is_chosen or option.is_in_words for option in self.options)

    @property
    def is_explained(self):
        """Whether each service is explained, for people who see its name for the first time."""
        return self.group.slug in EXPLAINED_GROUPS

    @property
    def needs_all(self):
        return self.group.rule == ServiceGroup.Rule.ALL


def main_groups(search):
    """Return the FacetGroups of a search page: the featured services, and what is asked for."""
    return _groups(search, lambda service: service.featured)


def all_groups(search):
    """Return the FacetGroups of everything that any facility offers."""
    offering = search.index.services
    return _groups(search, lambda service: service.pk in offering)


def _groups(search, is_offered):
    # What is right stays ticked when the rest is wrong.
    ticked = {service.pk for service in search.ticked}
    asked = {service.pk for service in search.services} | ticked
    facets = Facets(search.results) if search.results else None
    groups = []
    for group in search.taxonomy.groups:
        options = [
            _option(service, search.taxonomy.escaped[service.pk], ticked, asked, facets)
            for service in search.taxonomy.by_group[group.pk]
            if service.pk in asked or is_offered(service) and not service.declines
        ]
        if options:
            groups.append(FacetGroup(group, options, *_unreported(search, group)))
    return groups


def _option(service, texts, ticked, asked, facets):
    slug, name, explanation, _short = texts
    is_chosen, is_asked = service.pk in ticked, service.pk in asked
    if facets is None:
        return FacetValue(slug, name, explanation, is_chosen)
    count = facets.count(service)
    return FacetValue(
        slug,
        name,
        explanation,
        is_chosen,
        is_in_words=is_asked and not is_chosen,
        is_empty=not count and not is_asked,
        count=mark_safe(f"{count:,}"),
    )


@dataclass(frozen=True)
class Choice(Quick):
    """One line of a list to choose from."""

    value: str
    text: str
    is_chosen: bool


def radii(search):
    """Return the Choices of a radius; the chosen one is that of the results."""
    chosen = search.shown_radius
    text = _("%(number)s miles")
    return [Choice(str(miles), text % {"number": miles}, str(miles) == chosen) for miles in REACHES]


def sorts(search):
    chosen = search.asked.get("sort") or "distance"
    return [Choice(value, str(text), value == chosen) for value, text in SORTS]


def _unreported(search, group):
    results = search.results
    if results is None or all(service.group_id != group.pk for service in results.query.services):
        return 0, False
    include = results.query.include
    if group.slug in include:
        return 0, True
    here = results.with_changes()
    return here.with_changes(include=include | {group.slug}).total - here.total, False


@dataclass(frozen=True)
class AppliedFilter(Quick):
    """
    Something a search asks for, and the query string without it.

    `meant`: what words were read as, if it was said in words.
    """

    text: str
    without: QueryDict
    typed: str = ""


def applied_filters(search):
    """Return an AppliedFilter for each thing that a valid search asks for besides the place."""
    if not search.is_valid:
        return []
    filters = [
        AppliedFilter(
            joined(
                ", ", (short_name(search.taxonomy.by_slug[slug].name) for slug in phrase.services)
            ),
            changed(search, q=search.understood.without(phrase)),
            phrase.typed,
        )
        for phrase in search.understood.phrases
    ]
    for parameter in SERVICE_PARAMETERS:
        for service in search.asked.get(parameter) or []:
            rest = [slug for slug in search.params.getlist(parameter) if slug != service.slug]
            filters.append(
                AppliedFilter(short_name(service.name), changed(search, **{parameter: rest}))
            )
    if search.names:
        text = _("Name: %(words)s") % {"words": search.names}
        filters.append(AppliedFilter(text, without_names(search)))
    for slug in search.asked.get("include") or []:
        rest = [other for other in search.asked["include"] if other != slug]
        filters.append(AppliedFilter(_included(search, slug), changed(search, include=rest)))
    return filters


def _included(search, slug):
    if slug == SERVES_ONLY:
        return _("With places for certain people only")
    group = next(group for group in search.taxonomy.groups if group.slug == slug)
    return filled(_("Even if not reported: %(group)s"), group=group.name)


def without_names(search):
    """Return the query string without the words of a name."""
    typed = (phrase.typed for phrase in search.understood.phrases)
    return changed(search, q=" ".join(filter(None, [*typed, search.place_in_words])))


def as_names(search):
    """Return the query string that searches all words as a name, in quotes."""
    words = (search.asked.get("q") or "").replace('"', " ").strip()
    return changed(search, q=f'"{words}"')


def with_all(search):
    """Return the query string that also shows places for certain people only."""
    return changed(search, include=[*(search.asked.get("include") or []), SERVES_ONLY])


def changed(search, **parameters):
    """Return a search's query string with other values, on its first page; [] takes one out."""
    query = search.params.copy()
    query.pop("page", None)
    for name, value in parameters.items():
        query.setlist(name, value if isinstance(value, list) else [value] if value else [])
    return query


def without(query, *names):
    """Return a query string without these parameters, and without empty ones."""
    query = query.copy()
    for name in list(query):
        values = [value for value in query.getlist(name) if value.strip() and name not in names]
        query.setlist(name, values) if values else query.pop(name)
    return query


@dataclass(frozen=True)
class SuggestedSearch:
    """A Relaxation, and the query string of the search it makes."""

    relaxation: object
    query: QueryDict


def suggested_searches(search):
    """Return the SuggestedSearches of a search that finds little or nothing."""
    if search.results is None:
        return []
    return [
        SuggestedSearch(relaxation, _relaxed(search, relaxation))
        for relaxation in relaxations(search.results)
    ]


def _relaxed(search, relaxation):
    include = list(search.asked.get("include") or [])
    match relaxation.change:
        case Change.WITHOUT_SERVICE:
            return _without_service(search, relaxation.service)
        case Change.WITHOUT_SERVICES:
            kept = " ".join(filter(None, [search.names, search.place_in_words]))
            return changed(search, q=kept, **dict.fromkeys(SERVICE_PARAMETERS, []))
        case Change.WITHOUT_NAMES:
            return without_names(search)
        case Change.UNREPORTED:
            return changed(search, include=[*include, relaxation.group.slug])
        case Change.SERVES_ONLY:
            return changed(search, include=[*include, SERVES_ONLY])
        case Change.REACH:
            return changed(search, radius=str(relaxation.reach))
        case Change.STATE:
            return changed(search, where=relaxation.state, radius=[])


def _without_service(search, service):
    parameter = service.group.parameter
    rest = [slug for slug in search.params.getlist(parameter) if slug != service.slug]
    words = search.asked.get("q") or ""
    for phrase in search.understood.phrases:
        if service.slug in phrase.services:
            words = search.understood.without(phrase)
    return changed(search, q=words, **{parameter: rest})


def shortcuts():
    """Return the services the home page offers to tick."""
    by_slug = taxonomy().by_slug
    return [by_slug[slug] for slug in SHORTCUTS if slug in by_slug]
