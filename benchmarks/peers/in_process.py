"""The finder's search without HTTP, HTML or JSON: what itemsjs does, and finding the place."""

from time import perf_counter

from django.http import QueryDict

from pages.search.facets import main_groups
from search.paging import page_of_search
from search.request import SearchRequest

PER_PAGE = 20


def answerer():
    """Return a function: a query string in, {seconds, total, ticked} out."""

    def answer(query):
        started = perf_counter()
        search = SearchRequest(QueryDict(query))
        page = page_of_search(search, PER_PAGE)
        groups = main_groups(search)
        seconds = perf_counter() - started
        counts = {option.slug: option.count for group in groups for option in group.options}
        ticked = {slug: int(count.replace(",", "")) for slug, count in counts.items()}
        return {"seconds": seconds, "total": page.total, "ticked": ticked}

    return answer
