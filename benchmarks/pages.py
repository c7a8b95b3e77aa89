"""The time a server spends on a page: all of Django, in one process, without a network."""

from itertools import zip_longest
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.in_process import Server, ready
from benchmarks.searches import kinds
from benchmarks.timing import spread_of

WARM_UP, COUNTED = 8, 20


def measure(number, passes):
    """Return {kind: milliseconds, of them on a processor, different requests, most queries}."""
    paths = kinds(number)
    serve = ready(Server())
    for kind in paths:
        for path in paths[kind][:WARM_UP]:
            serve(path)
    queries = {kind: [queries_of(serve, path) for path in paths[kind][:COUNTED]] for kind in paths}
    times = {kind: [[] for _path in paths[kind]] for kind in paths}
    for _number in range(passes):
        # A request of each kind in turn: whatever slows the machine slows them all.
        for turn, group in enumerate(zip_longest(*paths.values())):
            for kind, path in zip(paths, group, strict=True):
                if path:
                    times[kind][turn].append(serve(path))
    return {
        kind: summed_up(times[kind])
        | {"requests": len(set(paths[kind])), "queries": max(queries[kind])}
        for kind in paths
    }


def summed_up(times):
    """Return figures in milliseconds, of each request's median over all passes."""
    walls = [median(wall for wall, _cpu in of_path) * 1000 for of_path in times]
    processor = [median(cpu for _wall, cpu in of_path) * 1000 for of_path in times]
    return {**spread_of(walls), "cpu_p50": median(processor)}


def queries_of(serve, path):
    """Return how many queries the answer needs."""
    with CaptureQueriesContext(connection) as captured:
        serve(path)
    return len(captured)
