"""What the first visitor of a worker waits for, beside the second:

    DATABASE_URL=sqlite:///var/finder.sqlite3 python -m benchmarks.first_requests

For each kind of page and each language a process starts, warms up as a gunicorn worker does, and
is asked for one page and then for another of the same kind. Prints the milliseconds of the
processor that both take and their ratio, medians of several starts.
"""

import argparse
import os
import sys
from statistics import median
from tempfile import TemporaryDirectory
from time import thread_time

from benchmarks.processes import Failed, ask, manage

STARTS = 3
PREFIXES = {"en": "", "es": "/es"}
# Of each kind as many different addresses as there are starts, and one more.
PATHS = {
    "home": ["/"] * 4,
    "search": [
        "/search/?where=Boston,+MA&service=detox&payment=medicaid",
        "/search/?where=Denver,+CO&service=outpatient",
        "/search/?where=60601&service=mat&age=adults",
        "/search/?where=Ohio&payment=medicare",
    ],
    "search, words": [
        "/search/?where=Boston,+MA&q=suboxone+no+insurance",
        "/search/?q=recovery+center+in+Dayton,+OH",
        "/search/?where=Miami,+FL&q=methodone",
        "/search/?where=Texas&q=detox+medicaid",
    ],
    "filters": [f"/search/filters/?where={city}" for city in ("Boston", "Denver", "Ohio", "60601")],
    "suggestions": [f"/search/suggest/?q={text}" for text in ("bost", "metha", "hope", "0211")],
    "map": [f"/search/map/?where={city}" for city in ("Boston", "Denver", "Ohio", "60601")],
    "facility": [],
    "state": [f"/treatment/{state}/" for state in ("massachusetts", "ohio", "texas", "maine")],
    "guides": ["/guides/"] * 4,
    "guide": [
        f"/guides/{slug}/" for slug in ("overdose", "counseling", "withdrawal", "when-you-call")
    ],
    "city": [
        f"/treatment/{city}/"
        for city in ("massachusetts/boston", "ohio/dayton", "texas/austin", "maine/portland")
    ],
    "call sheet": [f"/call-sheet/?where={city}" for city in ("Boston", "Denver", "Ohio", "60601")],
    "frame": [f"/embed/?where={city}" for city in ("Boston", "Denver", "Ohio", "60601")],
    "report": [],
    "shortlist": [],
    "start": ["/start/"] * 4,
    "self-check": ["/self-check/"] * 4,
    "helplines": ["/helplines/"] * 4,
    "words": ["/about/"] * 4,
    "CSV": [f"/api/v1/facilities.csv?where={state}" for state in ("ME", "DC", "RI", "VT")],
    "API": [f"/api/v1/facilities/?where={city}" for city in ("Boston", "Denver", "Ohio", "60601")],
    "API, suggestions": [f"/api/v1/suggest/?q={text}" for text in ("bo", "met", "hope", "0211")],
}
OF_A_FACILITY = {
    "facility": "/facility/{id}/{slug}/",
    "report": "/facility/{id}/{slug}/report/",
    "shortlist": "/shortlist/?id={id}",
}
ONE_LANGUAGE = {"API", "API, suggestions", "CSV"}


def main():
    url = os.environ.get("DATABASE_URL")
    if not url:
        sys.exit("DATABASE_URL names no database: import a directory into one first.")
    parser = argparse.ArgumentParser(prog="python -m benchmarks.first_requests")
    parser.add_argument("--only", choices=PATHS, help="one kind instead of all")
    parser.add_argument("--starts", type=int, choices=range(1, STARTS + 1), default=STARTS)
    options = parser.parse_args()
    try:
        manage("collectstatic", "--noinput", "--verbosity", "0", "--ignore", "rest_framework")
        print(f"{'':24}{'first':>8}{'second':>8}{'ratio':>8}")
        with TemporaryDirectory() as kept:
            for kind in [options.only] if options.only else PATHS:
                for language in ["en"] if kind in ONE_LANGUAGE else PREFIXES:
                    report(url, kept, kind, language, options.starts)
    except Failed as error:
        sys.exit(str(error))


def report(url, kept, kind, language, starts):
    pairs = [
        ask(
            "first_requests", url, {"KEPT_FILES_DIR": kept}, kind=kind, language=language, turn=turn
        )
        for turn in range(starts)
    ]
    first, second = (median(times) for times in zip(*pairs, strict=True))
    ratio = median(first / second for first, second in pairs)
    print(f"{kind + ', ' + language:24}{first:8.1f}{second:8.1f}{ratio:8.1f}", flush=True)


def measure(kind, language, turn):
    """Return the milliseconds of the first and the second page of a kind in this process."""
    from benchmarks.in_process import Server
    from finder.worker.loading import load
    from finder.worker.warming import warm
    from finder.wsgi import application

    serve = Server()
    serve.application = application
    load()
    warm(application)
    paths = PATHS[kind] or of_facilities(OF_A_FACILITY[kind])
    return [
        milliseconds(serve, PREFIXES[language] + path) for path in (paths[turn], paths[turn + 1])
    ]


def milliseconds(serve, path):
    """Return what an answer takes of this thread, whatever others do meanwhile."""
    started = thread_time()
    serve(path)
    return (thread_time() - started) * 1000


def of_facilities(path):
    """Return addresses about facilities, from memory: the first query is the first page's."""
    from search import index

    entries = index.current().entries
    step = len(entries) // (STARTS + 1)
    return [path.format(id=entry.public_id, slug=entry.slug) for entry in entries[::step]]


if __name__ == "__main__":
    main()
