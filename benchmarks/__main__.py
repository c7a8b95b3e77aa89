"""Measure imports, pages, throughput and places on both databases: `make bench`."""

import argparse
import sys
from datetime import UTC, datetime

from benchmarks import crowded, data, growth, imports, report, throughput
from benchmarks.command import BENCH, folder_of_run
from benchmarks.postgres import postgres
from benchmarks.processes import ask, manage, say
from benchmarks.sqlite import sqlite

PARTS = ("imports", "search", "dear", "throughput", "crowded", "places")
# Takes longer than the others together, and gigabytes of disk.
ON_REQUEST = ("growth",)
# How much of everything: imports, different requests, passes over them, rounds of load and
# their seconds, passes over the names of places; how many times the directory, searches in it.
FULL = {"imports": 3, "requests": 200, "passes": 3, "rounds": 8, "seconds": 3, "places": 20}
FULL |= {"crowd_seconds": 15}
FULL |= {"factors": {"SQLite": [10, 50], "PostgreSQL": [10]}, "searches": 60, "growth_rounds": 5}
QUICK = {"imports": 1, "requests": 40, "passes": 1, "rounds": 2, "seconds": 2, "places": 3}
QUICK |= {"crowd_seconds": 8}
QUICK |= {"factors": {"SQLite": [10], "PostgreSQL": [10]}, "searches": 30, "growth_rounds": 3}


def main():
    options = arguments()
    with folder_of_run() as folder:
        measure(options, folder)


def arguments():
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, rougher figures")
    parser.add_argument("--only", choices=PARTS + ON_REQUEST, help="one part instead of all")
    parser.add_argument("--database", choices=["sqlite", "postgres"], help="one instead of both")
    return parser.parse_args()


def measure(options, folder):
    """Run all parts that are asked for; print and keep the figures."""
    sizes = QUICK if options.quick else FULL
    parts = [options.only] if options.only else PARTS
    run = {
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": " ".join(["make bench", *sys.argv[1:]]),
        "machine": report.machine(),
        "sizes": sizes,
        "databases": {},
    }
    # With the finder's own settings: static files in a folder of the benchmarks.
    manage("collectstatic", "--noinput", "--verbosity", "0", "--ignore", "rest_framework")
    editions, run["is_published"] = data.editions(folder)
    for opened in openers(options.database, folder):
        with opened as database:
            if database:
                run["databases"][database.name] = {
                    "version": database.version,
                    **measure_database(database, editions, parts, sizes),
                }
    run["load_after"] = report.load_average()
    report.publish(run, BENCH / "latest.json")


def openers(only, folder):
    """Return a context manager for each database to measure on."""
    openers = {"sqlite": sqlite, "postgres": postgres}
    return [opener(folder) for name, opener in openers.items() if only in (None, name)]


def measure_database(database, editions, parts, sizes):
    """Return {part: figures} of one database; the first part leaves a directory for the rest."""
    measured = {}
    repeats = sizes["imports"] if "imports" in parts else 0
    imported = imports.measure(database, editions, repeats)
    url = database.url(imports.DIRECTORY)
    if "imports" in parts:
        measured["imports"] = imported
    database.settle(imports.DIRECTORY)
    if "search" in parts:
        say(f"{database.name}: pages, in one process")
        measured["search"] = ask("pages", url, number=sizes["requests"], passes=sizes["passes"])
    if "dear" in parts:
        say(f"{database.name}: each public address at its dearest")
        measured["dear"] = ask("dear", url, passes=sizes["passes"])
    if "crowded" in parts:
        log = BENCH / f"gunicorn-crowded-{database.name.lower()}.log"
        measured["crowded"] = crowded.measure(url, sizes["crowd_seconds"], log)
    if "throughput" in parts:
        log = BENCH / f"gunicorn-{database.name.lower()}.log"
        measured["throughput"] = throughput.measure(url, sizes["rounds"], sizes["seconds"], log)
    if "places" in parts:
        say(f"{database.name}: names of places")
        measured["places"] = ask("resolving", url, passes=sizes["places"])
    if "growth" in parts:
        factors = sizes["factors"][database.name]
        measured["growth"] = growth.measure(
            database, factors, sizes["searches"], sizes["growth_rounds"]
        )
    return measured


if __name__ == "__main__":
    main()
