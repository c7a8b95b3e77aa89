"""Measure imports, pages, throughput and places on both databases: `make bench`."""

import argparse
import sys
from datetime import UTC, datetime

from benchmarks import data, imports, report
from benchmarks.command import BENCH, folder_of_run
from benchmarks.parts import PARTS
from benchmarks.postgres import postgres
from benchmarks.processes import manage, say
from benchmarks.sqlite import sqlite

IMPORTS = "imports"
# Asked for alone, growth goes on to fifty times the directory: longer than all else together, and
# gigabytes of disk.
FARTHEST = {"SQLite": [50]}
# How much of everything: imports, different requests, passes over them, rounds of load and
# their seconds, passes over the names of places; how many times the directory, searches in it;
# rounds of all kinds of pages, workers.
FULL = {"imports": 3, "requests": 200, "passes": 3, "rounds": 8, "seconds": 3, "places": 20}
FULL |= {"crowd_seconds": 15}
FULL |= {"factors": [10], "searches": 60, "growth_rounds": 5}
FULL |= {"ratio_rounds": 60, "workers": [1, 2, 4, 8]}
QUICK = {"imports": 1, "requests": 40, "passes": 1, "rounds": 2, "seconds": 2, "places": 3}
QUICK |= {"crowd_seconds": 8}
QUICK |= {"factors": [10], "searches": 30, "growth_rounds": 3}
QUICK |= {"ratio_rounds": 30, "workers": [1, 2, 4]}


def main():
    options = arguments()
    with folder_of_run() as folder:
        measure(options, folder)


def arguments():
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, rougher figures")
    parser.add_argument("--only", choices=[IMPORTS, *PARTS], help="one part instead of all")
    parser.add_argument("--database", choices=["sqlite", "postgres"], help="one instead of both")
    return parser.parse_args()


def measure(options, folder):
    """Run all parts that are asked for; print and keep the figures."""
    sizes = QUICK if options.quick else FULL
    parts = [options.only] if options.only else [IMPORTS, *PARTS]
    if options.only == "growth" and not options.quick:
        sizes = sizes | {"farthest": FARTHEST}
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
    """Return {part: figures} of one database."""
    repeats = sizes["imports"] if IMPORTS in parts else 0
    imported = imports.measure(database, editions, repeats)
    database.settle(imports.DIRECTORY)
    measured = {IMPORTS: imported} if IMPORTS in parts else {}
    for name, figures_of in PARTS.items():
        if name in parts:
            say(f"{database.name}: {name}")
            measured[name] = figures_of(database, sizes)
    return measured


if __name__ == "__main__":
    main()
