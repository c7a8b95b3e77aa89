"""What a worker does before it is asked: read the directory, and make a page of each kind."""

import logging
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.db import connections
from django.urls import get_resolver
from django.utils.text import slugify

import derived
from finder.language import has_languages, path_in
from guides.models import Guide
from places.states import STATES
from search import index

logger = logging.getLogger(__name__)


def warm(application):
    """Build all derived values, then ask the WSGI application for a page of each kind.

    A worker that can't do it now serves all the same: the first requests do it later.
    """
    _ = get_resolver().url_patterns  # imports all that serves: so all values are registered
    try:
        derived.warm()
        for address in addresses():
            ask(application, address)
    except Exception as error:
        # No traceback: this isn't a request that went wrong.
        logger.warning("The directory couldn't be read yet: %s", type(error).__name__)
    finally:
        connections.close_all()


def addresses():
    """Return an address of each kind of page, in each language that it is there in."""
    return [
        path_in(code, path)
        for path in paths()
        for code, _name in settings.LANGUAGES
        if code == settings.LANGUAGE_CODE or has_languages(path)
    ]


def paths():
    """Yield the paths in English; the first facility of the index stands for all."""
    yield from ("/", "/treatment/", "/guides/", "/helplines/", "/search/filters/")
    for guide in Guide.objects.for_lists().for_readers_of(settings.LANGUAGE_CODE)[:1]:
        yield guide.get_absolute_url()
    for entry in index.current().entries[:1]:
        place = urlencode({"where": f"{entry.city}, {entry.state}"})
        yield f"/search/?{place}"
        yield f"/search/?{place}&q=detoxx+hope"  # a misspelt service, and words of names
        yield from (f"/search/map/?{place}", "/search/suggest/?q=ho")
        yield from (f"/api/v1/facilities/?{place}", "/api/v1/suggest/?q=ho")
        yield f"/facility/{entry.public_id}/{entry.slug}/"
        if state := STATES.get(entry.state):
            page = f"/treatment/{slugify(state.name)}/"
            yield from (page, f"{page}{slugify(entry.city)}/")


def ask(application, address):
    """Ask for an address as a visitor's browser does; return the answer's status."""
    path, _mark, query = address.partition("?")
    request = {
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": settings.ALLOWED_HOSTS[0].replace("*", "localhost").lstrip("."),
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_ACCEPT_ENCODING": "br, gzip",
        "HTTP_DNT": "1",  # nobody is counted
        "REMOTE_ADDR": "127.0.0.1",
    }
    setup_testing_defaults(request)
    statuses = []
    response = application(request, lambda status, *_headers: statuses.append(status))
    try:
        b"".join(response)
    finally:
        response.close()
    return statuses[0]
