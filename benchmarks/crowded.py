"""How long a search takes while others ask for what is dearest: directly, and behind nginx.

Eight connections ask for one kind of answer without a pause, each time at another address, so
that no cache helps; one visitor searches meanwhile. All of it on this machine, each from an
address of its own, and for some seconds.
"""

import http.client
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import count, cycle
from urllib.parse import urlencode

from benchmarks.load import CLIENTS
from benchmarks.nginx import in_front_of
from benchmarks.processes import say
from benchmarks.server import serving
from benchmarks.timing import spread_of

CROWD, VISITOR = "127.0.0.2", "127.0.0.3"
SECONDS_BETWEEN = 0.1
CITIES = (
    "Denver, CO|Boston, MA|Chicago, IL|Houston, TX|Phoenix, AZ|Miami, FL|Seattle, WA|Dallas, TX"
)
SERVICES = ("outpatient", "detox", "iop", "residential", "methadone", "mat", "inpatient")
STATES = "CA TX FL NY PA OH IL MA NJ MI WA CO".split()
# What a crowd asks for: of a number, an address; each number's is another, if there are any.
DEAREST = {
    "nothing": None,
    "maps of the country": lambda n: f"/search/map/?box=-{100 + n % 150},24.4,-66.8,49.4&zoom=13",
    "the sitemap of facilities": lambda n: "/sitemap-facilities.xml",
    "the same, a parameter each": lambda n: f"/sitemap-facilities.xml?a={n}",
    "the national CSV": lambda n: "/api/v1/facilities.csv",
    "the national CSV, in an order": lambda n: (
        f"/api/v1/facilities.csv?sort=name&q={'+' * (n % 90)}"
    ),
    "CSVs of states": lambda n: f"/api/v1/facilities.csv?where={STATES[n % len(STATES)]}",
    "call sheets": lambda n: f"/call-sheet/?service=outpatient&where=CA&page={n % 50 + 1}",
    "long texts": lambda n: f"/search/?q=metadoan+subxone+reahb+vivtirol+recovry+{n}",
}


def measure(url, seconds, log):
    """Return {"direct" and "nginx": {what the crowd asks for: p50, p95, most, answered}}."""
    figures = {}
    with serving(url, log) as (port, _master), ExitStack() as stack:
        ports = {"direct": port}
        if shutil.which("nginx"):
            ports["nginx"] = stack.enter_context(in_front_of(port, log.with_name("nginx")))
        for way, at in ports.items():
            figures[way] = {}
            for name, address in DEAREST.items():
                say(f"a search among {CLIENTS} that ask for {name}, {way}")
                figures[way][name] = crowd(at, address, seconds)
    return figures


def crowd(port, address, seconds):
    """Return how long searches take in milliseconds, and what became of the crowd's requests."""
    until, numbers = time.monotonic() + seconds, count()
    clients = CLIENTS if address else 0
    with ThreadPoolExecutor(CLIENTS + 1) as threads:
        asked = [threads.submit(press, port, address, numbers, until) for _n in range(clients)]
        times, statuses = visit(port, until)
    answers = [status for each in asked for status in each.result()]
    return {
        **spread_of(times),
        "most": max(times),
        "searches": len(times),
        "failed": sum(status != 200 for status in statuses),
        "answered": answers.count(200),
        "refused": answers.count(429),
    }


def press(port, address, numbers, until):
    """Ask for the address, another number each time, until the time is over; return statuses."""
    statuses = []
    with connection_from(CROWD, port) as connection:
        while time.monotonic() < until:
            statuses.append(ask(connection, address(next(numbers))))
    return statuses


def visit(port, until):
    """Search for one thing after the other, twice at least; return milliseconds, and statuses."""
    times, statuses = [], []
    searches = cycle((city, service) for service in SERVICES for city in CITIES.split("|"))
    with connection_from(VISITOR, port) as connection:
        while len(times) < 2 or time.monotonic() < until:
            city, service = next(searches)
            started = time.perf_counter()
            query = urlencode({"where": city, "service": service})
            statuses.append(ask(connection, f"/search/?{query}"))
            times.append((time.perf_counter() - started) * 1000)
            time.sleep(SECONDS_BETWEEN)
    return times, statuses


@contextmanager
def connection_from(address, port):
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=30, source_address=(address, 0)
    )
    try:
        yield connection
    finally:
        connection.close()


def ask(connection, path):
    """Return the status of an answer that was read to its end; 0 of none."""
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "br, gzip"})
        response = connection.getresponse()
        response.read()
        return response.status
    except (OSError, http.client.HTTPException):
        connection.close()
        return 0
