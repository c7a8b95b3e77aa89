"""What a worker does before it is asked: read the directory, and make pages of it."""

import gc
import logging
import time
from contextlib import contextmanager
from itertools import islice
from threading import Thread
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.db import connections
from django.urls import get_resolver

import database
import derived
from derived import snapshots
from derived.collecting import no_collecting
from finder.language import path_in
from guides.models import Guide
from metrics.middleware import WARM_UP
from search import index

logger = logging.getLogger(__name__)


MOST_PIECES = 3
# More than these in a place give it a second page.
RESULTS = 20
# New objects after which Python looks for circles of them that nobody needs: a page makes some
# thousands, most gone with the last reference. At Python's own 700 that is 3% of each page.
OBJECTS_TO_LOOK = 10_000
# Before the next try of a worker that couldn't do it.
SECONDS_BETWEEN = 5


def warm(application):
    """Build all derived values, then ask the WSGI application for pages made of kept parts.

    A worker that can't do it now serves all the same, and does it once the database is back.
    """
    _ = get_resolver().url_patterns  # imports all that serves: so all values are registered
    if not is_warmed(application):
        Thread(target=warm_later, args=(application,), name="warming", daemon=True).start()


def warm_later(application):
    """Try again and again until it is done."""
    time.sleep(SECONDS_BETWEEN)
    while not is_warmed(application):
        time.sleep(SECONDS_BETWEEN)
    logger.info("The directory is read now.")


def is_warmed(application):
    """Do it; return whether it could be done."""
    try:
        with without_collecting():
            database.read(read_values)
            for address in database.read(addresses):
                ask(application, address)
    except Exception as error:
        # No traceback: this isn't a request that went wrong.
        logger.warning("The directory couldn't be read yet: %s", type(error).__name__)
        return False
    finally:
        connections.close_all()
    return True


@contextmanager
def without_collecting():
    """Leave the garbage collector off, and what is made to it as something that stays.

    It would look at the directory again and again, each time for as long as twenty pages take.
    From then on it looks less often.
    """
    with no_collecting():
        try:
            yield
        finally:
            gc.freeze()
            gc.set_threshold(OBJECTS_TO_LOOK)


def read_values():
    """Have all derived values, from the snapshot if there is one; else leave one to the next."""
    snapshots.ensure(snapshots.make)
    derived.warm()
    snapshots.ensure(snapshots.make)  # one that wasn't to be used is gone by now


def addresses():
    """Return the addresses that a worker asks for before anybody does.

    Pages whose first of a kind costs several times its second, as parts of it are kept then. All
    others cost a little more at most (`python -m benchmarks.first_requests`).
    """
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return [*paths(), *(path_in(code, path) for code in others for path in in_parts())]


def in_parts():
    """Yield the paths in English of pages of which a worker keeps parts in each language."""
    yield "/"
    for entry in typical(index.current()):
        yield from (f"/search/?{place_of(entry)}", page_of(entry))


def paths():
    """Yield the paths in English; a typical facility stands for all."""
    yield "/"
    for guide in Guide.objects.for_lists().for_readers_of(settings.LANGUAGE_CODE)[:1]:
        yield guide.get_absolute_url()
    for entry in typical(index.current()):
        place = place_of(entry)
        yield from (f"/search/?{place}", f"/search/?{urlencode({'where': entry.state})}")
        yield f"/search/?{place}&q=detoxx+hope"  # a misspelt service, and words of names
        yield from (f"/search/map/?{place}", page_of(entry))
        yield f"/api/v1/facilities/?{place}"  # has records made, if no worker did before


def typical(directory):
    """Yield the facility that stands for all, if any: in the smallest state with a whole page.

    What pages of each kind cost the first time they cost there, too, and nothing else.
    """
    states = sorted(directory.states.values(), key=int.bit_count)
    large = [bits for bits in states if bits.bit_count() > RESULTS]
    for bits in (large or states[::-1])[:1]:
        yield directory.entries[bits.bit_length() - 1]


def place_of(entry):
    return urlencode({"where": f"{entry.city}, {entry.state}"})


def page_of(entry):
    return f"/facility/{entry.public_id}/{entry.slug}/"


def ask(application, address):
    """Ask for an address as a browser would that takes no compression; return its status."""
    path, _mark, query = address.partition("?")
    request = {
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": settings.ALLOWED_HOSTS[0].replace("*", "localhost").lstrip("."),
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_DNT": "1",  # nobody is counted
        "REMOTE_ADDR": "127.0.0.1",
        WARM_UP: True,  # nor is this
    }
    setup_testing_defaults(request)
    statuses = []
    response = application(request, lambda status, *_headers: statuses.append(status))
    try:
        # Of a file that is made while it is sent, the beginning is enough.
        b"".join(islice(response, MOST_PIECES))
    finally:
        response.close()
    return statuses[0]
