"""A search for places that list all signs of good care, offered beside the filters."""

from dataclasses import dataclass

from django.http import QueryDict

from facilities.signs import ASKED, SIGNS
from pages.search.query_strings import without
from search.filters import MOST_PARAMETERS
from search.request import SearchRequest


@dataclass(frozen=True)
class AllSigns:
    """The signs, the query string of a search for who lists them all, and how many it shows."""

    signs: tuple
    query: QueryDict
    total: int


def all_signs(search):
    """Return AllSigns beside what a search asks for, or None where that would be too much.

    None, too, where nothing can be searched, or the search asks for all of them already.
    """
    asked = {service.slug for service in search.services}
    query = without(search.params, "page")
    for slug in ASKED:
        if slug not in asked:
            parameter = search.taxonomy.by_slug[slug].group.parameter
            query.appendlist(parameter, slug)
    is_too_much = sum(len(values) for _name, values in query.lists()) > MOST_PARAMETERS
    if is_too_much or asked.issuperset(ASKED):
        return None
    results = SearchRequest(query).results
    return AllSigns(SIGNS, query, results.total) if results else None
