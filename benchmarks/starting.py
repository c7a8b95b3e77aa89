"""What a worker does before it is asked, beside Django alone:

    DATABASE_URL=sqlite:///var/finder.sqlite3 python -m benchmarks.starting

Each start is a process of its own. "Django" is the interpreter, the application and all addresses;
"words" templates and catalogs; "values" what is kept of the directory in memory, "pages" one of
each kind. The master does the first two, once for all workers. Seconds of the processor, medians;
the ratios are those of all of it, and of what a worker does, to Django alone, the goal 1.5.
"""

import json
import os
import sys
from statistics import median
from tempfile import TemporaryDirectory
from time import thread_time

from benchmarks.processes import Failed, run

STARTS = 7
STEPS = ("django", "words", "values", "pages")
OF_A_WORKER = ("values", "pages")


def main():
    url = os.environ.get("DATABASE_URL")
    if not url:
        sys.exit("DATABASE_URL names no database: import a directory into one first.")
    try:
        report(measured(url))
    except Failed as error:
        sys.exit(str(error))


def report(starts):
    print(f"{'':24}{''.join(f'{step:>8}' for step in STEPS)}{'all':>8}{'range':>16}{'worker':>8}")
    for name, rounds in starts.items():
        seconds = [median(one[step] for one in rounds) for step in STEPS]
        ratios = sorted(sum(one.values()) / one["django"] for one in rounds)
        figures = "".join(f"{figure:8.2f}" for figure in (*seconds, median(ratios)))
        worker = median(sum(map(one.get, OF_A_WORKER)) / one["django"] for one in rounds)
        print(f"{name:24}{figures}{ratios[0]:9.2f} to {ratios[-1]:.2f}{worker:8.2f}")


def measured(url):
    """Return {"built", "snapshot": [{step: seconds of the processor}]}, in turn."""
    starts = {"built": [], "from a snapshot": []}
    with TemporaryDirectory() as kept:
        start(url, kept)  # leaves a snapshot
        for _number in range(STARTS):
            with TemporaryDirectory() as nothing:
                starts["built"].append(start(url, nothing))
            starts["from a snapshot"].append(start(url, kept))
    return starts


def start(url, kept):
    command = [sys.executable, "-m", "benchmarks.starting", "start"]
    return json.loads(run(command, url, {"KEPT_FILES_DIR": kept}).output)


def steps():
    """Start as a gunicorn worker does; return the seconds of each step."""
    from django.urls import get_resolver

    from finder.wsgi import application

    _ = get_resolver().url_patterns
    django = thread_time()
    from finder.worker import loading, warming

    loading.load()
    words = thread_time()
    with warming.without_collecting():
        warming.read_values()
        values = thread_time()
        for address in warming.addresses():
            warming.ask(application, address)
    seconds = (django, words - django, values - words, thread_time() - values)
    return dict(zip(STEPS, seconds, strict=True))


if __name__ == "__main__":
    if sys.argv[1:] == ["start"]:
        print(json.dumps(steps()))
    else:
        main()
