"""What visitors wait for while a new revision of the directory arrives:

    DATABASE_URL=sqlite:///var/finder.sqlite3 python -m benchmarks.arriving

A few visitors ask a server for pages in turn, with pauses. In every other window the directory's
revision changes, without a change of what it holds. Prints milliseconds of quiet windows, and of
those in which workers read the directory anew; the goal is a slowest answer of twice the p99.
"""

import http.client
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count, cycle, islice
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.command import BENCH
from benchmarks.crowded import CITIES, SERVICES
from benchmarks.processes import Failed, ask, manage, say
from benchmarks.server import processor_seconds, serving, workers_of

VISITORS, SECONDS_BETWEEN = 4, 0.1
WINDOWS, SECONDS = 5, 20
PATHS = [
    path
    for service in SERVICES
    for city in CITIES.replace(" ", "+").split("|")
    for path in (f"/search/?where={city}&service={service}", f"/search/map/?where={city}", "/")
]
PATHS += ["/search/suggest/?q=bos", "/treatment/ohio/", "/api/v1/facilities/?where=Boston,+MA"]


def main():
    url = os.environ.get("DATABASE_URL")
    if not url:
        sys.exit("DATABASE_URL names no database: import a directory into one first.")
    try:
        manage("collectstatic", "--noinput", "--verbosity", "0", "--ignore", "rest_framework")
        BENCH.mkdir(parents=True, exist_ok=True)
        with (
            TemporaryDirectory() as kept,
            serving(url, BENCH / "gunicorn-arriving.log", KEPT_FILES_DIR=kept) as (port, master),
        ):
            window(port, master)
            report(windows(url, port, master))
    except Failed as error:
        sys.exit(str(error))


def windows(url, port, master):
    """Return {"quiet", "revision": [(milliseconds of each answer, processor of the workers)]}."""
    figures = {"quiet": [], "revision": []}
    for number in range(WINDOWS):
        say(f"window {number + 1} of {WINDOWS}")
        figures["quiet"].append(window(port, master))
        ask("arriving", url)
        figures["revision"].append(window(port, master))
    return figures


def report(figures):
    quiet = sorted(taken for times, _used in figures["quiet"] for taken in times)
    p99 = quiet[len(quiet) * 99 // 100]
    print(f"{'':12}{'answers':>8}{'p50':>8}{'p99':>8}{'slowest':>9}{'processor':>11}")
    for name, parts in figures.items():
        times = sorted(taken for own, _used in parts for taken in own)
        slowest = median(max(own) for own, _used in parts)
        used = median(used for _times, used in parts)
        row = f"{len(times):8}{median(times):8.1f}{times[len(times) * 99 // 100]:8.1f}"
        print(f"{name:12}{row}{slowest:9.1f}{used:10.1f}s")
    slowest = [max(own) / p99 for own, _used in figures["revision"]]
    print(f"slowest while a revision arrives / quiet p99: {median(slowest):.1f}", end=" ")
    print(f"({min(slowest):.1f} to {max(slowest):.1f})")


def window(port, master):
    """Return what visitors waited for some seconds, and what the workers used of processors."""
    until, workers = time.monotonic() + SECONDS, workers_of(master)
    before = processor_seconds(workers)
    with ThreadPoolExecutor(VISITORS) as threads:
        times = list(threads.map(visit, [port] * VISITORS, count(), [until] * VISITORS))
    return sum(times, []), processor_seconds(workers) - before


def visit(port, number, until):
    """Ask for one page after the other; return milliseconds."""
    times, paths = [], islice(cycle(PATHS), number * 37, None)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < until:
        path = next(paths)
        started = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "br"})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise Failed(f"{path} answers {response.status}")
        times.append((time.perf_counter() - started) * 1000)
        time.sleep(SECONDS_BETWEEN)
    connection.close()
    return times


def measure():
    """Change the revision: in a process with Django and the database."""
    from facilities.models import mark_changed

    mark_changed()
    return {}


if __name__ == "__main__":
    main()
