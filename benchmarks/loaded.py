"""A server under load: how evenly its workers work, what is lost while it is disturbed."""

import http.client
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from benchmarks.load import CLIENTS, answered, connected
from benchmarks.processes import say
from benchmarks.server import processor_seconds, workers_of
from benchmarks.throughput import SEARCHES

PATHS = [f"/search/?{query}" for query in SEARCHES]


def balanced(port, master, rounds, seconds):
    """Return the shares and rates of rounds of load on kept connections, new ones each round.

    A share: the processor time of the least busy worker by that of the busiest. A rate: searches
    a second.
    """
    shares, rates = [], []
    for number in range(rounds):
        say(f"balance, round {number + 1} of {rounds}")
        with connected(port) as connections:
            before = [processor_seconds([pid]) for pid in workers_of(master)]
            count, took = answered(connections, PATHS, seconds)
            after = [processor_seconds([pid]) for pid in workers_of(master)]
        used = [now - then for now, then in zip(after, before, strict=True)]
        shares.append(min(used) / max(used))
        rates.append(count / took)
    return shares, rates


def disturbed(port, pause, times, disturb):
    """Return what became of searches of some clients while something is done to the server.

    {"answered", "failed": {error: how many}, "slowest": seconds}. `pause`: seconds before each
    time, and after the last.
    """
    until = time.perf_counter() + (times + 1) * pause
    with ThreadPoolExecutor(CLIENTS) as clients:
        results = [clients.submit(go_on, port, until, number) for number in range(CLIENTS)]
        for number in range(times):
            say(f"disturbing, {number + 1} of {times}")
            time.sleep(pause)
            disturb()
    answers = sum((result.result()[0] for result in results), Counter())
    return {
        "answered": answers.pop("answered", 0),
        "failed": dict(answers),
        "slowest": max(result.result()[1] for result in results),
    }


def go_on(port, until, number):
    """Ask until then; return what became of the requests, and the longest wait in seconds.

    Half of the clients keep their connection, half make a new one each time.
    """
    answers, slowest = Counter(), 0.0
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while (started := time.perf_counter()) < until:
        try:
            fetch(connection, PATHS[number])
            answers["answered"] += 1
        except (OSError, http.client.HTTPException) as error:
            answers[type(error).__name__] += 1
            connection.close()
        slowest = max(slowest, time.perf_counter() - started)
        if number % 2:
            connection.close()
    connection.close()
    return answers, slowest


def fetch(connection, path):
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise http.client.HTTPException(f"{response.status}")
