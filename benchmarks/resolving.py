"""How long it takes to find the place that people mean."""

from itertools import chain
from statistics import median
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.server import megabytes_of
from benchmarks.timing import spread_of
from places.resolve import resolve

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
    "nothing known": "Xyzzy|Paris, France|Denver, MA|near me|USA|1234|qwertz, CO|中文|"
    "the place where my sister lives near the river in Ohio|?!",
}


def measure(passes):
    """Return times in milliseconds over all inputs, and by kind; queries; a process's growth."""
    texts = list(chain.from_iterable(typed.split("|") for typed in TYPED.values()))
    before = megabytes_of("self")
    times = {text: [] for text in texts}
    queries = [queries_of(text) for text in texts]
    for _number in range(passes):
        for text in texts:
            started = perf_counter()
            resolve(text)
            times[text].append((perf_counter() - started) * 1000)
    typical = {text: median(times[text]) for text in texts}
    return {
        **spread_of(typical.values()),
        "kinds": {
            kind: median(typical[text] for text in typed.split("|"))
            for kind, typed in TYPED.items()
        },
        "inputs": len(texts),
        "queries": max(queries),
        "grown_megabytes": before and megabytes_of("self") - before,
    }


def queries_of(text):
    with CaptureQueriesContext(connection) as captured:
        resolve(text)
    return len(captured)
