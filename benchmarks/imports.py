"""Imports: the first, the same again, and another directory on top."""

import json
from statistics import median

from benchmarks.processes import ask, manage, say

# Databases by name: with all that isn't a directory, with one, and with all editions at once.
PREPARED, DIRECTORY, AT_ONCE = "prepared", "directory", "at_once"
# Figures of a step that differ from run to run.
VARYING = ("wall", "cpu", "peak_megabytes", "import", "raw")
# The rows of an import alone, and a row for each service.
RAW = "raw"


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
    if again:
        steps.append(beside_raw_load(database, first))
    return [*steps, *all_at_once(database, [edition.path for edition in editions])]


def beside_raw_load(database, edition):
    """Return how long an import takes as times of a raw load of its rows (raw_load.py)."""
    for name in (AT_ONCE, RAW):
        database.copy(PREPARED, name)
    into = database.url(RAW)
    return {
        "name": f"{edition.name}, beside a raw load",
        **ask("raw_load", database.url(AT_ONCE), path=str(edition.path), into=into),
        "bytes": database.bytes(AT_ONCE),
        "raw_bytes": database.bytes(RAW),
    }


def all_at_once(database, paths):
    """Return the figures of importing all files in one command, then after a rolled-back import.

    What is rolled back leaves dead rows, and the server counts a table that is filled in a
    transaction as empty: what an import asks of it may then be planned for an empty table.
    """
    database.copy(PREPARED, AT_ONCE)
    plain = import_files(database, AT_ONCE, paths, "all at once")
    database.copy(PREPARED, AT_ONCE)
    ask("rolling_back", database.url(AT_ONCE), files=[str(path) for path in paths])
    database.settle(AT_ONCE)
    return [plain, import_files(database, AT_ONCE, paths, "all at once, after a rolled-back one")]


def import_one(database, path, name):
    """Import a file; return what that took and what its report says."""
    return import_files(database, DIRECTORY, [path], name)


def import_files(database, into, paths, name):
    report = database.folder / "import-report.json"
    outcome = manage("import_directory", *paths, "--report", report, url=database.url(into))
    reports = json.loads(report.read_text())
    return {
        "name": name,
        "wall": outcome.wall,
        "cpu": outcome.cpu,
        "peak_megabytes": outcome.peak_megabytes,
        **{
            key: sum(counts[key] for counts in reports)
            for key in ("read", "created", "changed", "gone")
        },
    }


def summed_up(steps):
    """Return one step's figures over all runs: the median of what varies, and each of it."""
    every = {name: [step[name] for step in steps] for name in VARYING if name in steps[0]}
    medians = {name: median(figures) for name, figures in every.items()}
    return {**steps[0], **medians, **{f"{name}s": figures for name, figures in every.items()}}
