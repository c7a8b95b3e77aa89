"""Imports: the first, the same again, and another directory on top."""

import json
from statistics import median

from benchmarks.processes import manage, say

# Databases by name: with all that isn't a directory, and with one.
PREPARED, DIRECTORY = "prepared", "directory"


def measure(database, editions, repeats):
    """Import the editions into a fresh database `repeats` times; return [figures of a step].

    Leaves the last one under the name DIRECTORY. With 0 repeats that is all it does.
    """
    say(f"{database.name}: a fresh database")
    database.create(PREPARED)
    manage("prepare", "--no-demo", url=database.url(PREPARED))
    runs = []
    for number in range(max(repeats, 1)):
        say(f"{database.name}: imports, {number + 1} of {max(repeats, 1)}")
        database.copy(PREPARED, DIRECTORY)
        runs.append(import_all(database, editions, again=bool(repeats)))
    return [summed_up(steps) for steps in zip(*runs, strict=True)]


def import_all(database, editions, *, again):
    """Return the figures of each step of one run."""
    first, *more_editions = editions
    steps = [import_one(database, first.path, f"{first.name}, first import")]
    if again:
        with database.counting_rows(DIRECTORY) as written:
            step = import_one(database, first.path, f"{first.name}, unchanged re-import")
        steps.append({**step, "rows_written": written.rows})
    steps += [
        import_one(database, edition.path, f"{edition.name} on top") for edition in more_editions
    ]
    return steps


def import_one(database, path, name):
    """Import a file; return what that took and what its report says."""
    report = database.folder / "import-report.json"
    url = database.url(DIRECTORY)
    outcome = manage("import_directory", path, "--report", report, url=url)
    (counts,) = json.loads(report.read_text())
    return {
        "name": name,
        "wall": outcome.wall,
        "cpu": outcome.cpu,
        "peak_megabytes": outcome.peak_megabytes,
        **{key: counts[key] for key in ("read", "created", "changed", "gone")},
    }


def summed_up(steps):
    """Return one step's figures over all runs: the median of what varies, and every wall time."""
    varying = ("wall", "cpu", "peak_megabytes")
    medians = {name: median(step[name] for step in steps) for name in varying}
    return {**steps[0], **medians, "walls": [step["wall"] for step in steps]}
