"""Measure the finder beside Datasette, itemsjs and a PostGIS build: `make bench-peers`."""

import argparse
import json
import sys
from contextlib import ExitStack
from datetime import UTC, datetime

from benchmarks import data, imports
from benchmarks.command import BENCH, folder_of_run
from benchmarks.peers import report, rounds
from benchmarks.peers.datasette import datasette
from benchmarks.peers.drf_postgis import drf_postgis
from benchmarks.peers.finder import finder
from benchmarks.peers.itemsjs import itemsjs
from benchmarks.postgres import postgres
from benchmarks.processes import ask, manage, say
from benchmarks.report import load_average, machine
from benchmarks.sqlite import sqlite

QUESTIONS, ROUNDS = 50, 4


def main():
    options = arguments()
    with folder_of_run() as folder, ExitStack() as stack:
        measure(options, folder, stack)


def arguments():
    parser = argparse.ArgumentParser(prog="make bench-peers", description=__doc__)
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="different searches")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each is asked")
    return parser.parse_args()


def measure(options, folder, stack):
    """Start and measure all contenders, and store the figures; `stack` stops them."""
    run = {
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": " ".join(["make bench-peers", *sys.argv[1:]]),
        "machine": machine(),
        "databases": {},
    }
    manage("collectstatic", "--noinput", "--verbosity", "0", "--ignore", "rest_framework")
    editions, run["is_published"] = data.editions(folder)
    files, server = (stack.enter_context(opener(folder)) for opener in (sqlite, postgres))
    databases = [database for database in (files, server) if database]
    for database in databases:
        imports.measure(database, editions, repeats=0)
        database.settle(imports.DIRECTORY)
        run["databases"][database.name] = database.version
    say("exporting the facilities, and working out the answers")
    path = folder / "directory.json"
    url = files.url(imports.DIRECTORY)
    questions = ask("peers.export", url, path=str(path), number=options.questions)
    exported = json.loads(path.read_text())
    contexts = [
        *(finder(database, imports.DIRECTORY, folder) for database in databases),
        datasette(exported, folder, BENCH),
        itemsjs(path, folder, BENCH),
        drf_postgis(server, path, folder),
    ]
    contenders = [contender for context in contexts for contender in stack.enter_context(context)]
    run |= {"facilities": len(exported["facilities"]), "questions": questions}
    run["figures"] = rounds.measure(contenders, questions, options.rounds)
    run["load_after"] = load_average()
    report.publish(run, contenders, BENCH / "peers.json")


if __name__ == "__main__":
    main()
