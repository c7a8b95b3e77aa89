"""The finder's search without HTTP, HTML or JSON: what itemsjs does, and finding the place."""

from time import perf_counter

from django.http import QueryDict

from search.facets import Facets
from search.paging import page_of_search
from search.request import SearchRequest

PER_PAGE = 20


def answerer():
    """Return a function: a query string in, {seconds, total, ticked} out."""

    def answer(query):
        started = perf_counter()
        search = SearchRequest(QueryDict(query))
        page = page_of_search(search, PER_PAGE)
        facets = Facets(search.results)
        featured = (service for service in search.taxonomy.by_slug.values() if service.featured)
        ticked = {service.slug: facets.count(service) for service in featured}
        seconds = perf_counter() - started
        return {"seconds": seconds, "total": page.total, "ticked": ticked}

    return answer
