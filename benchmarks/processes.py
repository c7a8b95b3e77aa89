"""Other processes: run, timed, and ended whatever happens."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
# What getrusage counts memory in.
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
SECONDS_TO_END = 15


class Failed(Exception):
    """A part of the benchmarks failed; the message says why in one line."""


@dataclass(frozen=True)
class Outcome:
    """What a process printed; seconds it took, of which on a processor; peak memory."""

    output: str
    wall: float
    cpu: float
    peak_megabytes: float


@dataclass
class Written:
    """How many rows were inserted, updated or deleted; None until that is known."""

    rows: int | None = None


def say(message):
    """Report progress on stderr, apart from the figures."""
    print(f"… {message}", file=sys.stderr, flush=True)


def environment(url=None):
    """Return the variables of a process that serves, imports or measures with that database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "SECRET_KEY": "of the benchmarks alone, which listen on this machine only",
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "off",
        "DEBUG": "off",
        "DATABASE_URL": url or "sqlite://:memory:",
    }


def manage(*arguments, url=None):
    """Run a management command; return its Outcome."""
    return run([sys.executable, "manage.py", *map(str, arguments)], url)


def ask(module, url, variables=None, **options):
    """Return what `measure(**options)` of a module that needs Django answers."""
    command = [sys.executable, "-m", "benchmarks.child", module, json.dumps(options)]
    return json.loads(run(command, url, variables).output)


def run(command, url=None, variables=None):
    """Run `command` to its end; return its Outcome, or raise Failed with its last word.

    `variables` are environment variables beside those that every process gets.
    """
    # Files, not pipes: nobody reads while we wait.
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        started = perf_counter()
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**environment(url), **(variables or {})},
            stdout=output,
            stderr=errors,
        )
        with ended(child):
            _pid, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        wall = perf_counter() - started
        output.seek(0)
        errors.seek(0)
        if child.returncode != 0:
            reason = (errors.read().strip().splitlines() or ["no reason given"])[-1]
            raise Failed(f"{' '.join(command[1:4])} failed: {reason}")
        cpu = usage.ru_utime + usage.ru_stime
        return Outcome(output.read(), wall, cpu, usage.ru_maxrss * MAXRSS_UNIT / 1e6)


@contextmanager
def ended(process):
    """Stop the process when this context ends."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
