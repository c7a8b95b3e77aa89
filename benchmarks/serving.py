"""How the server stands what isn't a quiet hour:

    DATABASE_URL=sqlite:///var/finder.sqlite3 python -m benchmarks.serving

balance   kept connections on all workers: the least busy worker's processor time by the busiest's
slow      searches while 100 clients send half a request, or don't read: milliseconds
reload    searches while the server is told to reload (HUP): how many failed
worker    the same while workers are told to end (TERM), and are killed (KILL)
"""

import argparse
import http.client
import os
import signal
import socket
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import cycle
from statistics import median

from benchmarks.command import BENCH
from benchmarks.load import CLIENTS, answered, connected
from benchmarks.processes import Failed, manage, say
from benchmarks.server import processor_seconds, serving, workers_of
from benchmarks.throughput import SEARCHES

PATHS = [f"/search/?{query}" for query in SEARCHES]
SLOW_CLIENTS = 100
PROBES = 40
TIMES = 5
SECONDS_OF_ROUND = 6
# A worker that was started reads the directory first: the next is disturbed when that is over.
LEAST_SECONDS_BETWEEN = 15
# Without compression, and not read: the largest pages there are.
LARGE = "/api/v1/facilities/?where=TX&page_size=100"
HALVES = {
    "half of the headers": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    "no body": b"POST /near-me/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000\r\n\r\n",
    "nothing read": f"GET {LARGE} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode(),
}


def main():
    url = os.environ.get("DATABASE_URL")
    if not url:
        sys.exit("DATABASE_URL names no database: import a directory into one first.")
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving")
    parts = {"balance": balance, "slow": slow, "reload": reload, "worker": worker}
    parser.add_argument("--only", choices=parts, help="one part instead of all")
    options = parser.parse_args()
    try:
        manage("collectstatic", "--noinput", "--verbosity", "0", "--ignore", "rest_framework")
        for name in [options.only] if options.only else parts:
            began = time.perf_counter()
            with serving(url, BENCH / "gunicorn-serving.log") as (port, master):
                pause = max(LEAST_SECONDS_BETWEEN, 2 * (time.perf_counter() - began))
                for line in parts[name](port, master, pause):
                    print(line, flush=True)
    except Failed as error:
        sys.exit(str(error))


# --- Balance ---------------------------------------------------------------------------------


def balance(port, master, pause):
    """Yield a line: how evenly the workers work for a few kept connections, over some rounds."""
    shares, rates = [], []
    for number in range(TIMES):
        say(f"balance, round {number + 1} of {TIMES}")
        with connected(port) as connections:
            before = [processor_seconds([pid]) for pid in workers_of(master)]
            count, took = answered(connections, PATHS, SECONDS_OF_ROUND)
            after = [processor_seconds([pid]) for pid in workers_of(master)]
        used = [now - then for now, then in zip(after, before, strict=True)]
        shares.append(min(used) / max(used))
        rates.append(count / took)
    yield (
        f"balance: {CLIENTS} kept connections, least/most processor time of the workers "
        f"{median(shares):.2f} ({min(shares):.2f} to {max(shares):.2f}), "
        f"{median(rates):.0f} searches a second"
    )


# --- Slow clients ------------------------------------------------------------------------------


def slow(port, master, pause):
    """Yield a line for each kind of slow client, and one for none."""
    yield f"slow: nobody else: {probed(port)}"
    for kind, half in HALVES.items():
        say(f"slow clients: {kind}")
        with slow_clients(port, half):
            settle(master)
            yield f"slow: {SLOW_CLIENTS} clients, {kind}: {probed(port)}"


@contextmanager
def slow_clients(port, half):
    """Send half a request on many connections, which stay open."""
    with ExitStack() as stack:
        for _number in range(SLOW_CLIENTS):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.settimeout(30)
            client.connect(("127.0.0.1", port))
            client.sendall(half)
        yield


def settle(master):
    """Wait until the workers have done what the slow clients asked for."""
    used, before = 1.0, processor_seconds(workers_of(master))
    while used > 0.1:
        time.sleep(1)
        now = processor_seconds(workers_of(master))
        used, before = now - before, now


def probed(port):
    """Return how long searches took, each on a connection of its own."""
    times = []
    for _number, path in zip(range(PROBES), cycle(PATHS), strict=False):
        started = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            fetch(connection, path)
        except (OSError, http.client.HTTPException) as error:
            raise Failed(f"no answer: {error!r}") from error
        finally:
            connection.close()
        times.append((time.perf_counter() - started) * 1000)
    return f"p50 {median(times):.0f} ms, most {max(times):.0f} ms of {PROBES} searches"


def fetch(connection, path):
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise http.client.HTTPException(f"{response.status}")


# --- Reloads, and workers that end -------------------------------------------------------------


def reload(port, master, pause):
    """Yield a line: what a reload under load costs."""
    happened = disturbed(port, pause, lambda: os.kill(master, signal.SIGHUP))
    yield f"reload: {TIMES} times HUP: {happened}"


def worker(port, master, pause):
    """Yield a line for each way in which a worker may end."""
    for name in ("SIGTERM", "SIGKILL"):
        number = getattr(signal, name)
        happened = disturbed(port, pause, lambda n=number: os.kill(int(workers_of(master)[0]), n))
        yield f"worker: {TIMES} times {name}: {happened}"


def disturbed(port, pause, disturb):
    """Return what became of searches of some clients while something is done to the server.

    `pause`: seconds before each time, and after the last.
    """
    until = time.perf_counter() + (TIMES + 1) * pause
    with ThreadPoolExecutor(CLIENTS) as clients:
        results = [clients.submit(go_on, port, until, number) for number in range(CLIENTS)]
        for number in range(TIMES):
            say(f"disturbing, {number + 1} of {TIMES}")
            time.sleep(pause)
            disturb()
    answers = sum((result.result()[0] for result in results), Counter())
    slowest = max(result.result()[1] for result in results)
    failed = {name: count for name, count in answers.items() if name != "answered"}
    return (
        f"{answers['answered']} searches answered, failed: {failed or 0}, slowest {slowest:.2f} s"
    )


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


if __name__ == "__main__":
    main()
