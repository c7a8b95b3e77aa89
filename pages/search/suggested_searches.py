"""Searches that find more than the one a page shows."""

from dataclasses import dataclass, replace

from django.http import QueryDict

from pages.search.query_strings import changed, without_names, without_service
from places.resolution import state_query
from search.filters import SERVICE_PARAMETERS
from search.relaxation import INCLUDED, Change, Relaxation, relaxations


@dataclass(frozen=True)
class SuggestedSearch:
    """A Relaxation, and the query string of the search it makes."""

    relaxation: Relaxation
    query: QueryDict


def suggested_searches(search):
    """Return the SuggestedSearches of a search that finds little or nothing."""
    if search.results is None:
        return []
    return [
        SuggestedSearch(relaxation, _as_far(search, relaxation, _relaxed(search, relaxation)))
        for relaxation in relaxations(search.results)
    ]


def _as_far(search, relaxation, query):
    """Return a query string that looks as far as the search went: in it its change was counted."""
    results = search.results
    is_farther = results.is_widened and results.query.is_around and results.area.reach
    if is_farther and relaxation.change not in (Change.REACH, Change.STATE):
        query.setlist("radius", [str(results.area.reach)])
    return query


def _relaxed(search, relaxation):
    include = list(search.asked.get("include") or [])
    match relaxation.change:
        case Change.WITHOUT_SERVICE:
            return without_service(search, relaxation.service)
        case Change.WITHOUT_SERVICES:
            kept = replace(search.understood, phrases=()).typed
            return changed(search, q=kept, **dict.fromkeys(SERVICE_PARAMETERS, []))
        case Change.WITHOUT_NAMES:
            return without_names(search)
        case Change.UNREPORTED:
            return changed(search, include=[*include, relaxation.group.slug])
        case Change.SERVES_ONLY | Change.MENTAL_HEALTH:
            return changed(search, include=[*include, INCLUDED[relaxation.change]])
        case Change.REACH:
            return changed(search, q=_used_words(search), radius=str(relaxation.reach))
        case Change.STATE:
            state = state_query(relaxation.state)
            return changed(search, q=_used_words(search), where=state, radius=[], box=[])


def _used_words(search):
    """Return the words without those not used here, which may be in a name farther away."""
    words = search.asked.get("q") or ""
    return words if search.names else replace(search.understood, left="").typed
