"""What a search costs when the directory is ten and fifty times as large."""

import shutil
import sys
from contextlib import ExitStack, contextmanager
from statistics import median

from benchmarks.conversation import conversation
from benchmarks.imports import DIRECTORY
from benchmarks.processes import ask, environment, say
from benchmarks.timing import spread_of

COMMAND = [sys.executable, "-m", "benchmarks.answering", "growth_answers"]
WARM_UP = 10
# A database that grows needs room for itself and for what is written on the way.
ROOM = 2


def measure(database, factors, searches, rounds):
    """Return {"× factor": figures of searches}, for 1 and each factor.

    One process for each size, with the WSGI application and that database. They are asked
    the same searches in turn, so that whatever slows the machine slows them all.
    """
    with ExitStack() as stack:
        made = {}
        for factor in (1, *factors):
            if missing := megabytes_missing(database, factor):
                say(f"{database.name}: no × {factor}: {missing:,.0f} MB more would be needed")
                continue
            made[factor] = stack.enter_context(grown(database, factor, searches))
        served = {
            factor: stack.enter_context(
                conversation(COMMAND, database.folder / f"answering-{factor}", environment(url))
            )
            for factor, (url, _figures) in made.items()
        }
        paths = made[1][1]["paths"]
        first = {factor: first_answers(*started, paths) for factor, started in served.items()}
        asks = {factor: ask_for for factor, (_first, ask_for) in served.items()}
        times = {kind: timed(asks, of_kind, rounds) for kind, of_kind in paths.items()}
        return {
            f"× {factor}": {
                "facilities": made[factor][1]["facilities"],
                **first[factor],
                "megabytes": ask_for("/")["megabytes"],
                "kinds": {
                    kind: spread_of([median(of_path) for of_path in taken[factor]])
                    | against(taken[factor], taken[1])
                    for kind, taken in times.items()
                },
            }
            for factor, ask_for in asks.items()
        }


@contextmanager
def grown(database, factor, searches):
    """Yield (the address of a directory as many times as large, what growing.py says of it)."""
    name = DIRECTORY if factor == 1 else f"grown_{factor}"
    if factor > 1:
        say(f"{database.name}: a directory {factor} times as large")
        database.copy(DIRECTORY, name)
    try:
        figures = ask("growing", database.url(name), factor=factor, number=searches)
        database.settle(name)
        yield database.url(name), figures
    finally:
        if factor > 1:
            database.drop(name)


def megabytes_missing(database, factor):
    """Return how many are missing for that size, or None."""
    needed = database.bytes(DIRECTORY) * factor * ROOM if factor > 1 else 0
    free = shutil.disk_usage(database.place()).free
    return (needed - free) / 1e6 if needed > free else None


def first_answers(empty, ask_for, paths):
    """Return the cost of the first search, which fills the process's caches; warm up."""
    first, *others = [path for of_kind in paths.values() for path in of_kind[:WARM_UP]]
    answer = ask_for(first)
    for path in others:
        ask_for(path)
    return {
        "first_seconds": answer["seconds"],
        "loaded_megabytes": answer["megabytes"] - empty["megabytes"],
    }


def timed(asks, paths, rounds):
    """Return {factor: [[milliseconds of each round] for each path]}."""
    times = {factor: [[] for _path in paths] for factor in asks}
    for number in range(rounds):
        say(f"growth, round {number + 1} of {rounds}")
        for turn, path in enumerate(paths):
            order = list(asks) if (number + turn) % 2 else list(reversed(asks))
            for factor in order:
                times[factor][turn].append(asks[factor](path)["seconds"] * 1000)
    return times


def against(times, base):
    """Return the ratio of the p50s, and that of every round."""
    ratios = [
        median(ours) / median(theirs)
        for ours, theirs in zip(zip(*times, strict=True), zip(*base, strict=True), strict=True)
    ]
    return {"ratio": median(ratios), "ratios": sorted(ratios)}
