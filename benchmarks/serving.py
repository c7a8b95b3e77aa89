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
from contextlib import ExitStack, contextmanager
from itertools import cycle
from statistics import median

from benchmarks.command import BENCH
from benchmarks.load import CLIENTS
from benchmarks.loaded import PATHS, balanced, disturbed, fetch
from benchmarks.processes import Failed, manage, say
from benchmarks.server import processor_seconds, serving, workers_of

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
    shares, rates = balanced(port, master, TIMES, SECONDS_OF_ROUND)
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


# --- Reloads, and workers that end -------------------------------------------------------------


def reload(port, master, pause):
    """Yield a line: what a reload under load costs."""
    happened = told(port, pause, lambda: os.kill(master, signal.SIGHUP))
    yield f"reload: {TIMES} times HUP: {happened}"


def worker(port, master, pause):
    """Yield a line for each way in which a worker may end."""
    for name in ("SIGTERM", "SIGKILL"):
        number = getattr(signal, name)
        happened = told(port, pause, lambda n=number: os.kill(int(workers_of(master)[0]), n))
        yield f"worker: {TIMES} times {name}: {happened}"


def told(port, pause, disturb):
    """Return in words what became of searches meanwhile."""
    figures = disturbed(port, pause, TIMES, disturb)
    return (
        f"{figures['answered']} searches answered, failed: {figures['failed'] or 0}, "
        f"slowest {figures['slowest']:.2f} s"
    )


if __name__ == "__main__":
    main()
