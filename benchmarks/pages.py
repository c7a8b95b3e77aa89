"""The time a server spends on a page: all of Django, in one process, without a network."""

from itertools import zip_longest
from statistics import median
from time import perf_counter, process_time

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from benchmarks.processes import Failed
from benchmarks.searches import kinds
from benchmarks.timing import spread_of

WARM_UP, COUNTED = 8, 20


def measure(number, passes):
    """Return {kind: milliseconds, of them on a processor, different requests, most queries}."""
    paths = kinds(number)
    serve = Server()
    for kind in paths:
        for path in paths[kind][:WARM_UP]:
            serve(path)
    queries = {kind: [serve.queries(path) for path in paths[kind][:COUNTED]] for kind in paths}
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


class Server:
    """The WSGI application, called as a server calls it."""

    def __init__(self):
        self.application = get_wsgi_application()
        self.factory = RequestFactory(SERVER_NAME="127.0.0.1")

    def __call__(self, path):
        """Return the seconds that an answer takes, and how many of them on a processor."""
        environ = self.factory.get(path).environ
        started, worked = perf_counter(), process_time()
        response = self.application(environ, lambda *_status: None)
        b"".join(response)
        response.close()
        seconds = perf_counter() - started, process_time() - worked
        if response.status_code != 200:
            raise Failed(f"{path} answers {response.status_code}")
        return seconds

    def queries(self, path):
        """Return how many queries the answer needs."""
        with CaptureQueriesContext(connection) as captured:
            self(path)
        return len(captured)
