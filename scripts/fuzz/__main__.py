"""Throw generated requests at the site, in this process, and say what no answer may be.

    python -m scripts.fuzz [--seed 1] [--count 50000] [--first 0] [--folder FOLDER]

The database is one of its own: the demonstration directory, and facilities made to harm. FOLDER
keeps it, so that a second run starts at once. A violation is printed with its number: --first
NUMBER --count 1 with the same seed asks the same again, and prints the request.
"""

import argparse
import logging
import os
import sys
import tempfile
import time
from io import StringIO
from pathlib import Path

from django.core.management.base import CommandError

MOST_PRINTED = 40


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--first", type=int, default=0, metavar="NUMBER")
    parser.add_argument("--folder", type=Path, help="where the database is kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        try:
            prepare(options.folder or Path(scratch))
        except CommandError as error:
            sys.exit(f"No database to try this on: {error}")
        sys.exit(fuzz(options))


def prepare(folder):
    """Start Django on a database in `folder`, and fill that unless it was before."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder.resolve() / "fuzz.sqlite3"
    os.environ["TEST_DATABASE_URL"] = f"sqlite:///{path}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from facilities.models import Edition
    from scripts.fuzz import hostile

    if path.exists() and Edition.objects.count() > 2:
        return
    print("Preparing a database …", flush=True)
    call_command("prepare", stdout=StringIO())
    file = hostile.write(folder / "hostile.json")
    call_command("import_directory", str(file), stdout=StringIO(), stderr=StringIO())


def fuzz(options):
    """Ask, print what came of it, and return 1 if anything was wrong, else 0."""
    from finder.handling.handler import Handler
    from scripts.fuzz.generating import Generator
    from scripts.fuzz.running import run

    generator, start = Generator(options.seed), time.monotonic()
    if options.count == 1:
        print(generator.request(options.first))
    numbers = range(options.first, options.first + options.count)
    outcome = run(Handler(), generator, numbers)
    report(outcome, options.seed, time.monotonic() - start)
    return bool(outcome.violations)


def report(outcome, seed, seconds):
    print(f"{outcome.asked:,} requests of seed {seed} in {seconds:,.0f} s")
    for status, count in sorted(outcome.statuses.items()):
        print(f"  {status} {count:7,}")
    names = sorted({name for name, _status in outcome.kinds})
    for name in names:
        counts = {status: n for (kind, status), n in outcome.kinds.items() if kind == name}
        print(f"  {name:40}", *(f"{status}: {n:,} " for status, n in sorted(counts.items())))
    for number, text in outcome.violations[:MOST_PRINTED]:
        print(f"wrong: {text}   (--seed {seed} --first {number} --count 1)")
    print(f"{len(outcome.violations):,} violations")


if __name__ == "__main__":
    logging.captureWarnings(True)
    main()
