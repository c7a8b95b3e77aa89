"""Load on a server: a few clients on kept connections, each asking anew when it is answered.

Closed, so that a slow server is asked less, and never more than the clients at once.
"""

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle, islice

from benchmarks.processes import Failed

CLIENTS = 8


@contextmanager
def connected(port):
    """Yield a connection for each of the clients."""
    connections = [
        http.client.HTTPConnection("127.0.0.1", port, timeout=30) for _i in range(CLIENTS)
    ]
    try:
        yield connections
    finally:
        for connection in connections:
            connection.close()


def answered(connections, paths, seconds):
    """Ask for the paths in turn as long as that; return how many were answered, in how long."""
    started = time.perf_counter()
    with ThreadPoolExecutor(len(connections)) as clients:
        # Each begins with another path.
        turns = [islice(cycle(paths), number, None) for number in range(len(connections))]
        until = [started + seconds] * len(connections)
        count = sum(clients.map(ask_until, connections, turns, until))
    return count, time.perf_counter() - started


def ask_until(connection, paths, until):
    """Ask for one path after the other; return how many were answered."""
    answered = 0
    while time.perf_counter() < until:
        ask(connection, next(paths))
        answered += 1
    return answered


def ask_for_all(connections, paths):
    """Ask for each of the paths once, by all connections together."""
    share = len(connections)
    with ThreadPoolExecutor(share) as clients:
        turns = [paths[number::share] for number in range(share)]
        list(clients.map(ask_in_turn, connections, turns))  # raises what a client raised


def ask_in_turn(connection, paths):
    for path in paths:
        ask(connection, path)


def ask(connection, path):
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise Failed(f"under load, {path} answers {response.status}")
