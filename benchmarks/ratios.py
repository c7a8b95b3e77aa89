"""What each kind of page costs beside an answer of one word: processor time, in one run.

Every kind is asked in turn, so that whatever slows the machine slows them all; figures are
medians, and only their ratios mean something on another machine.
"""

from itertools import cycle, islice
from random import Random
from statistics import median
from time import process_time

from django.core.handlers.wsgi import WSGIHandler
from django.db.models import Count
from django.http import QueryDict
from django.test import override_settings
from django.utils.text import slugify

from benchmarks.in_process import BROTLI, Server, ready
from benchmarks.ready_rows import writers
from benchmarks.searches import kinds, spread
from facilities.models import Facility
from guides.models import Guide
from places.states import STATES
from search.request import SearchRequest
from tests.finder import dear

DIFFERENT = 12  # requests of a kind
LOOKED_AT = 240  # searches, for those that are widened; facilities, before one's first look
HELLO = "/hello/"
# By the writer of Python's own that a file is compared with.
FILES = {
    "csv.writer": "/api/v1/facilities.csv?where=MA",
    "json.dumps": "/api/v1/facilities.geojson?where=MA",
}
MAPS_EACH = 3  # times that each map is asked for to find the dearest


def measure(rounds):
    """Return {"hello": milliseconds, "hellos": {kind: of one}, "files": {writer: ratio, MB/s}}."""
    serve = ready(Server())
    paths = paths_of_kinds()
    asks = {kind: asking(serve, of_kind) for kind, of_kind in paths.items()}
    asks["results, unpacked"] = asking(serve, paths["results"], coding="")
    asks["hello, without middleware"] = asking(bare(), [HELLO])
    asks["map, the worst"] = asking(serve, [worst_map(serve)])
    asks["facility, first look"] = looking_first(serve, rounds)
    files = {path: serve.content(path) for path in FILES.values()}
    asks |= {path: asking(serve, [path], coding="") for path in files}
    asks |= {name: timing(write) for name, write in writers(*files.values()).items()}
    seconds = medians(asks, rounds)
    hello = seconds.pop("hello")
    return {
        "hello": hello * 1000,
        "files": {
            name: {
                "ratio": seconds.pop(name) / (took := seconds.pop(path)),
                "megabytes_a_second": len(files[path]) / took / 1e6,
            }
            for name, path in FILES.items()
        },
        "hellos": {kind: took / hello for kind, took in seconds.items()},
    }


def paths_of_kinds():
    """Return {kind: [path]}."""
    made, listed = kinds(LOOKED_AT), Facility.objects.listed()
    full = [path.partition("?")[2] for path in made["full page"][:DIFFERENT]]
    usual = dear.of_directory()
    return {
        "hello": [HELLO],
        "constant page": [f"/constant-page/?{query}" for query in full],
        "static page": [f"/static-page/?{query}" for query in full],
        "results": [f"/search/?{query}" for query in full],
        "results, Spanish": [f"/es/search/?{query}" for query in full],
        "results, words": spread(made["words"], DIFFERENT),
        "results, widened": list(islice(widened(made["city, three filters"]), DIFFERENT)),
        "results, a state": spread(made["state"], DIFFERENT),
        "all filters": [f"/search/filters/?{query}" for query in full],
        "count": [f"/search/count/?{query}" for query in full],
        "suggestions": [f"/search/suggest/?q={text}" for text in ("bost", "metha", "hope", "021")],
        "map": [f"/search/map/?{query}" for query in full],
        "home": ["/", "/es/"],
        **browsed(listed),
        "guide": [each.get_absolute_url() for each in Guide.objects.published()[:DIFFERENT]],
        "facility": spread(made["facility"], DIFFERENT),
        "API, 20": [f"/api/v1/facilities/?{query}" for query in full],
        "API, 100": [f"/api/v1/facilities/?{query}&page_size=100" for query in full],
        "sitemap": ["/sitemap-facilities.xml"],
        "dearest call sheet": [f"/call-sheet/?{dear.DEAR[4]}".format(**usual)],
    }


def browsed(listed):
    """Return {kind: [path]} of the largest states and their cities."""
    largest = listed.values_list("state", "city").annotate(size=Count("pk")).order_by("-size")
    places = [(STATES[state].name, city) for state, city, _size in largest[:DIFFERENT]]
    return {
        "state": [f"/treatment/{slugify(state)}/" for state, _city in places],
        "city": [f"/treatment/{slugify(state)}/{slugify(city)}/" for state, city in places],
    }


def widened(paths):
    """Yield those of the searches that went farther than asked."""
    for path in paths:
        if SearchRequest(QueryDict(path.partition("?")[2])).widened:
            yield path


def bare():
    """Return a Server of the same addresses without any middleware."""
    with override_settings(MIDDLEWARE=[]):
        serve = Server()
        serve.application = WSGIHandler()
    return serve


def worst_map(serve):
    """Return the path of the map that takes longest, of those that are known to be dear."""
    values = dear.of_directory()
    paths = [path.format(**values) for path in dear.DEAREST["search-map"]]
    took = {path: median(serve(path)[1] for _time in range(MAPS_EACH)) for path in paths}
    return max(took, key=took.get)


def asking(serve, paths, coding=BROTLI):
    """Return a function that asks for the next of the paths and returns its processor time.

    Each was asked for once before.
    """
    for path in paths:
        serve(path, coding)
    turns = cycle(paths)
    return lambda: serve(next(turns), coding)[1]


def looking_first(serve, rounds):
    """Return a function that asks for the page of another facility each time, as `asking` does.

    For some `rounds`: none of them was asked for before, though others of their kind were.
    """
    listed = Facility.objects.listed().order_by("public_id")  # public ids are random
    paths = [facility.get_absolute_url() for facility in listed[: LOOKED_AT + rounds]]
    for path in paths[:-rounds]:
        serve(path)
    turns = iter(paths[-rounds:])
    return lambda: serve(next(turns))[1]


def timing(work):
    """Return a function that does it and returns its processor time."""

    def timed():
        started = process_time()
        work()
        return process_time() - started

    return timed


def medians(asks, rounds):
    """Return {name: seconds}, each asked once in every round, in another order each time."""
    taken, order = {name: [] for name in asks}, list(asks)
    for number in range(rounds):
        Random(number).shuffle(order)
        for name in order:
            taken[name].append(asks[name]())
    return {name: median(times) for name, times in taken.items()}
