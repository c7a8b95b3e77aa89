"""Shared by the commands: a temporary folder, and errors reported in one line."""

import os
import signal
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import Failed, say

BENCH = Path(__file__).resolve().parent.parent / "var" / "bench"


@contextmanager
def folder_of_run():
    """Yield a folder that is deleted afterwards; tell in one line what went wrong, and exit."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: sys.exit(128 + number))
    BENCH.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=BENCH, prefix="run-") as folder:
            # Files for each revision are made by the first process that needs them.
            os.environ["KEPT_FILES_DIR"] = str(Path(folder, "kept"))
            yield Path(folder)
    except Failed as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        say("interrupted: all that was started is stopped, nothing is reported")
        sys.exit(130)
