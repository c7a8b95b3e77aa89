"""How much one machine answers with 1, 2 and 4 workers, and how much memory that takes.

    DATABASE_URL=… .venv/bin/python -m benchmarks.workers

Asks gunicorn for what visitors do: searches of several kinds, facilities, the home page, files
and the API, by eight clients on kept connections. Requests a second depend on what else the
machine does; the processor time of a request far less, and says what a core can do. Memory is
that of master and workers after 2,000 requests, what they share counted once.
"""

import os
import re
import signal
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from benchmarks.command import BENCH, folder_of_run
from benchmarks.load import answered, ask_for_all, connected
from benchmarks.loaded import balanced, disturbed
from benchmarks.processes import Failed, ask, say
from benchmarks.server import processor_seconds, serving, workers_of

WORKERS = (1, 2, 4)
USUAL = 2  # of these, balance and reloads are measured
REQUESTS, SECONDS = 2_000, 10
BALANCE = {"rounds": 5, "seconds": 4}
RELOADS = 2
# A worker that was started reads the directory first: the next is disturbed when that is over.
LEAST_SECONDS_BETWEEN = 15
SECONDS_TO_CHANGE = 120
KINDS = ("city, three filters", "state", "ZIP code", "words", "facility", "home")
KINDS += ("API, city, three filters",)
DIFFERENT = 120  # paths of each
HEADER = "| workers | pages / s | processor time of a page | pages / s of a core | memory of all |"


def main():
    with folder_of_run():
        url = os.environ.get("DATABASE_URL")
        if not url:
            raise Failed("DATABASE_URL isn't set: which directory shall be asked?")
        measured = measure(url, WORKERS, "of-workers")
    sys.stdout.write("\n".join([HEADER, "|---:" * 5 + "|", *map(row, measured["sizes"])]) + "\n")


def row(size):
    each = size["processor_milliseconds"]
    cells = (size["workers"], f"{size['rate']:.0f}", f"{each:.1f} ms", f"{1000 / each:.0f}")
    return f"| {' | '.join(map(str, cells))} | {size['megabytes']:.0f} MB |"


def measure(url, numbers, name):
    """Return {"sizes": [figures with so many workers], "balance", "reload"} of the USUAL ones."""
    paths = ask("paths", url, kinds=KINDS, number=DIFFERENT)
    measured = {"sizes": []}
    for number in numbers:
        say(f"{number} workers")
        log, began = BENCH / f"gunicorn-{name}-{number}.log", time.perf_counter()
        with serving(url, log, workers=number) as (port, master):
            pause = max(LEAST_SECONDS_BETWEEN, 2 * (time.perf_counter() - began))
            measured["sizes"].append({"workers": number, **of_size(port, master, paths)})
            if number == USUAL:
                measured["balance"] = summed_up(port, master)
                measured["reload"] = reloaded(port, master, pause)
    return measured


def of_size(port, master, paths):
    """Return the memory after so many requests; how many more are answered, and their cost."""
    with connected(port) as connections:
        ask_for_all(connections, list(islice(cycle(paths), REQUESTS)))
        pids = workers_of(master)
        megabytes = sum(map(own_megabytes_of, [str(master), *pids]))
        before = processor_seconds(pids)
        count, took = answered(connections, paths, SECONDS)
        each = (processor_seconds(pids) - before) / count
    figures = {"megabytes": megabytes, "rate": count / took}
    return figures | {"processor_milliseconds": each * 1000}


def summed_up(port, master):
    """Return how evenly the workers work for kept connections: the median, and all rounds."""
    shares, _rates = balanced(port, master, **BALANCE)
    return {"share": median(shares), "shares": sorted(shares)}


def reloaded(port, master, pause):
    """Return what became of searches while the server was told to reload, and the balance then."""
    before = set(workers_of(master))
    figures = disturbed(port, pause, RELOADS, lambda: os.kill(master, signal.SIGHUP))
    wait_for_change(master, before)
    return figures | {"reloads": RELOADS, **summed_up(port, master)}


def wait_for_change(master, before):
    """Return once only workers serve that weren't there before, as many as then."""
    until = time.monotonic() + SECONDS_TO_CHANGE
    while before & set(now := workers_of(master)) or len(now) != len(before):
        if time.monotonic() > until:
            raise Failed("a reload doesn't come to its end")
        time.sleep(0.5)


def own_megabytes_of(pid):
    """Return the memory of a process, what it shares counted by its share."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)[1]) * 1024 / 1e6


if __name__ == "__main__":
    main()
