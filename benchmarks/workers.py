"""How much one machine answers with 1, 2 and 4 workers, and how much memory that takes.

    DATABASE_URL=… .venv/bin/python -m benchmarks.workers

Asks gunicorn for what visitors do: searches of several kinds, facilities, the home page, each
once in turn, by eight clients on kept connections. Requests a second depend on what else the
machine does; the processor time of a request far less, and says what a core can do.
"""

import os
import re
import sys
from pathlib import Path

from benchmarks.command import BENCH, folder_of_run
from benchmarks.load import answered, connected
from benchmarks.processes import Failed, ask, say
from benchmarks.server import processor_seconds, serving, workers_of

WORKERS = (1, 2, 4)
SECONDS, SECONDS_TO_WARM_UP = 12, 3
KINDS = ("city, three filters", "state", "ZIP code", "words", "facility", "home")
HEADER = "| workers | pages / s | processor time of a page | pages / s of a core | memory of all |"


def main():
    with folder_of_run():
        url = os.environ.get("DATABASE_URL")
        if not url:
            raise Failed("DATABASE_URL isn't set: which directory shall be asked?")
        paths = ask("paths", url, kinds=KINDS, number=40)
        rows = [measured(url, number, paths) for number in WORKERS]
    sys.stdout.write("\n".join([HEADER, "|---:" * 5 + "|", *rows]) + "\n")


def measured(url, number, paths):
    """Return the row of a table about so many workers."""
    say(f"{number} workers")
    log = BENCH / f"gunicorn-{number}-workers.log"
    with serving(url, log, workers=number) as (port, master), connected(port) as connections:
        answered(connections, paths, SECONDS_TO_WARM_UP)
        pids = workers_of(master)
        before = processor_seconds(pids)
        count, took = answered(connections, paths, SECONDS)
        each = (processor_seconds(pids) - before) / count
        megabytes = sum(map(own_megabytes_of, [str(master), *pids]))
    cells = (number, f"{count / took:.0f}", f"{each * 1000:.1f} ms", f"{1 / each:.0f}")
    return f"| {' | '.join(map(str, cells))} | {megabytes:.0f} MB |"


def own_megabytes_of(pid):
    """Return the memory of a process, what it shares counted by its share."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)[1]) * 1024 / 1e6


if __name__ == "__main__":
    main()
