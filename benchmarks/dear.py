"""What each public address costs at its dearest, beside a page of results: processor time."""

from statistics import median

from benchmarks.in_process import Server, ready
from tests.finder import dear

COMPARED = 12  # requests of the page of results in each pass


def measure(passes):
    """Return {name: {"times": of a page of results, "milliseconds", "path"}}, dearest first.

    Of each address the dearest of its paths; of those with a slot, when it is free.
    """
    ask = ready(Server()).processor_seconds
    usual = dear.USUAL.format(**dear.of_directory())
    paths = dear.addresses()
    for path in (usual, *sum(paths.values(), [])):
        ask(path)  # files are kept, and all else is in memory from here on
    taken = {path: [] for path in (usual, *sum(paths.values(), []))}
    for _number in range(passes):
        # Both in each pass: whatever slows the machine slows them all.
        for _time in range(COMPARED):
            taken[usual].append(ask(usual))
        for of_name in paths.values():
            for path in of_name:
                taken[path].append(ask(path))
    page = median(taken[usual])
    costs = {name: of_dearest(of_name, taken, page) for name, of_name in paths.items()}
    return dict(sorted(costs.items(), key=lambda item: -item[1]["times"]))


def of_dearest(paths, taken, page):
    path = max(paths, key=lambda path: median(taken[path]))
    seconds = median(taken[path])
    return {"times": seconds / page, "milliseconds": seconds * 1000, "path": path}
