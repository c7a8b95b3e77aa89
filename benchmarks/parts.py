"""The parts of `make bench`: each a function of a database with a directory, and of the sizes.

In the order in which they run; the imports come before all of them, as they leave the directory.
"""

from benchmarks import crowded as crowds
from benchmarks import growth as growing
from benchmarks import throughput as loads
from benchmarks import workers as servers
from benchmarks.command import BENCH
from benchmarks.imports import DIRECTORY
from benchmarks.processes import ask

PARTS = {}


def part(measure):
    """Have a function run as the part of its name."""
    PARTS[measure.__name__] = measure
    return measure


@part
def ratios(database, sizes):
    return ask("ratios", database.url(DIRECTORY), rounds=sizes["ratio_rounds"])


@part
def search(database, sizes):
    url = database.url(DIRECTORY)
    return ask("pages", url, number=sizes["requests"], passes=sizes["passes"])


@part
def dear(database, sizes):
    return ask("dear", database.url(DIRECTORY), passes=sizes["passes"])


@part
def throughput(database, sizes):
    log = BENCH / f"gunicorn-{database.name.lower()}.log"
    return loads.measure(database.url(DIRECTORY), sizes["rounds"], sizes["seconds"], log)


@part
def workers(database, sizes):
    return servers.measure(database.url(DIRECTORY), sizes["workers"], database.name.lower())


@part
def crowded(database, sizes):
    log = BENCH / f"gunicorn-crowded-{database.name.lower()}.log"
    return crowds.measure(database.url(DIRECTORY), sizes["crowd_seconds"], log)


@part
def places(database, sizes):
    return ask("resolving", database.url(DIRECTORY), passes=sizes["places"])


@part
def growth(database, sizes):
    factors = [*sizes["factors"], *sizes.get("farthest", {}).get(database.name, [])]
    return growing.measure(database, factors, sizes["searches"], sizes["growth_rounds"])
