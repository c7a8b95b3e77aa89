"""Pages to compare with: one word, the bytes of a search page, and its template without a search.

What the last costs is what Django, its middleware and the template cost.
"""

from functools import cache

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.test import RequestFactory

from helplines.lines import header_lines
from pages.context import Provenance
from pages.search.views import Search


def hello(request):
    """Answer with one word: what any page costs at least."""
    return HttpResponse("hello")


def constant_page(request):
    """Answer with the bytes of /search/ for the same query string, made once."""
    return HttpResponse(content_of(request.META["QUERY_STRING"], request.get_host()))


@cache
def content_of(query, host):
    response = Search.as_view()(RequestFactory(HTTP_HOST=host).get(f"/search/?{query}"))
    return response.render().content


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
