"""How long it takes to find the place that people mean."""

from itertools import chain
from statistics import median
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.server import megabytes_of
from benchmarks.timing import spread_of
from places.gazetteer.current import atlas
from places.resolve import resolve
from places.suggest import suggest

TYPED = {
    "ZIP code": "80202|02139|99501|00901|96799|10001-1234|ZIP 60601|90210 |33139-|55555",
    "city and state": "Denver, CO|Boston MA|new york, new york|St. Louis, MO|Winston-Salem NC"
    "|Coeur d'Alene, Idaho|San Juan PR|Washington DC|Port Washington, NY|Boise, Idaho",
    "city": "Denver|springfield|Portland|San Francisco|Paris|Los Angeles|El Paso|Ely|Truth or"
    " Consequences|MIAMI",
    "other name": "NYC|Philly|LA|Vegas|the Bronx|Brooklyn|Hollywood, CA|Ft Worth|Mt Vernon|SLC",
    "state or county": "Texas|MA|Puerto Rico|Washington|District of Columbia|Cook County"
    "|Orange County, CA|Orleans Parish|Middlesex County, MA|king county wa",
    "address": "350 5th Ave, New York, NY 10118|1 Main St, Boston, MA|1600 Pennsylvania Ave NW"
    " Washington DC|12 Elm Street, Denver|PO Box 5, Ely, NV",
    "misspelt": "Bostn|Pittsbrugh|Cincinatti|Philadelpia, PA|Alburquerque NM|Los Angelas,"
    " Calafornia|Massachusets|Midlesex County, MA|Saint Luis MO|San Fransisco|Denvar, CO"
    "|Virgina Beach",
    "nothing known": "Xyzzy|Paris, France|Denver, MA|near me|USA|1234|qwertz, CO|中文|"
    "the place where my sister lives near the river in Ohio|?!",
}


# As one types, letter by letter.
BEGUN = "bos|boston, m|springf|springfield m|new y|02|0211|st lou|ft w|los ang|cal|san|ph"
BEGUN += "|phildel|bostn|cook c|winston-s|san j|wash|near chic|qwert|12 main st, den"


def measure(passes):
    """Return times in milliseconds over all inputs, and by kind; queries; what it takes.

    The first look-up of a process reads the gazetteer: its seconds and megabytes stand
    alone.
    """
    texts = list(chain.from_iterable(typed.split("|") for typed in TYPED.values()))
    gazetteer = reading()
    queries = [queries_of(text) for text in texts]
    typical = {text: milliseconds(resolve, text, passes) for text in texts}
    suggested = [milliseconds(suggest, text, passes) for text in BEGUN.split("|")]
    return {
        **spread_of(typical.values()),
        "kinds": {
            kind: median(typical[text] for text in typed.split("|"))
            for kind, typed in TYPED.items()
        },
        "inputs": len(texts),
        "queries": max(queries),
        "suggestions": spread_of(suggested),
        "gazetteer": gazetteer,
    }


def reading():
    """Return the {"seconds", "megabytes"} that reading the gazetteer takes."""
    connection.ensure_connection()
    before, started = megabytes_of("self"), perf_counter()
    atlas()
    seconds = perf_counter() - started
    return {"seconds": seconds, "megabytes": before and megabytes_of("self") - before}


def milliseconds(answer, text, passes):
    """Return the median of so many calls."""
    times = []
    for _number in range(passes):
        started = perf_counter()
        answer(text)
        times.append((perf_counter() - started) * 1000)
    return median(times)


def queries_of(text):
    with CaptureQueriesContext(connection) as captured:
        resolve(text)
    return len(captured)
