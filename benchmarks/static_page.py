"""A search page without a search: the same template, over a context that was made once.

What it costs is what Django, its middleware and the template cost; all that the real
page costs more is the search.
"""

from functools import cache

from django.template.response import TemplateResponse
from django.test import RequestFactory

from helplines.lines import header_lines
from pages.context import Provenance
from pages.search.views import Search


def static_page(request):
    """Answer with the page of /search/ for the same query string; no query is run."""
    return TemplateResponse(request, *frozen(request.META["QUERY_STRING"], request.get_host()))


@cache
def frozen(query, host):
    """Return the names of the template and the context of that search, all in memory."""
    response = Search.as_view()(RequestFactory(HTTP_HOST=host).get(f"/search/?{query}"))
    context = dict(response.context_data)
    # What context processors would ask the database for, on each request.
    context["directory"] = Provenance()
    context["help_lines"] = header_lines()
    # Whatever the template is the first to ask for is kept by the objects it asks.
    return response.template_name, context
