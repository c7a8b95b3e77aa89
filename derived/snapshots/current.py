"""The snapshot of the present state: read, waited for while another worker makes it, or made."""

import logging
import os
import platform
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

import django
from django.conf import settings

import database
import derived
from budget import Busy
from budget.files import kept, version_of
from derived.snapshots import file

NAME = "snapshot"
# Until it is made by whoever makes it; then who waits builds for itself.
SECONDS_TO_MAKE, SECONDS_BETWEEN = 60.0, 0.1
# Where a process counts, if it does (deploy/gunicorn.conf.py).
COUNTS = "PROMETHEUS_MULTIPROC_DIR"
# The exit code of a process that was to make a snapshot of what isn't so any more.
CHANGED = 3
# The site's own code and words, without what never serves.
UNUSED = frozenset({"benchmarks", "tests"})
DATA = ("fixtures", "locale")
logger = logging.getLogger(__name__)
_making = threading.local()
Make = Callable[[Path], None]


class Changed(Exception):
    """The data isn't any more what the snapshot is to be of."""


def read(value: derived.Derived[Any], of: Any, make: Make | None = None) -> Any:
    """Return a value of a version `of` from the snapshot, or None: then it has to be built.

    Where there was a value before, so while requests are answered with that, the snapshot is made
    if need be: by `make(folder)`, or by a process beside this one.
    """
    if getattr(_making, "is_on", False) or not value.is_present(of):
        return None
    is_serving = value.latest() is not None
    if is_serving and not value.made_of:
        ensure(make or make_beside)

    def part(name: str) -> Any:
        return of if name == value.made_of else derived.kept_values()[name].of(of)

    present = version()
    folder = _home() / present
    try:
        if not folder.is_dir():
            return None
        for own in (_home().parent, _home(), folder):
            file.check_folder(own)
        return file.read(folder / value.kept_as, present, part, time.sleep if is_serving else None)
    except FileNotFoundError:
        return None
    except database.FAILURES:
        raise  # another source may answer (database/reading.py)
    except Exception as error:
        logger.warning("a snapshot in KEPT_FILES_DIR isn't used: %s", _reason(error))
        _remove(folder)
        return None


def ensure(make: Make) -> None:
    """Have the snapshot of the present state: made, waited for, or given up with a line in the log.

    Whoever then reads a value finds none, and builds it.
    """
    until = time.monotonic() + SECONDS_TO_MAKE
    while time.monotonic() < until:
        try:
            present = version()
            # None of before is kept: who has read it has it in memory.
            if kept(NAME, present, make, before=0).name == present:
                return
        except Busy:
            pass  # another worker makes it
        except Changed:
            return
        except database.FAILURES:
            raise  # another source may answer (database/reading.py)
        except Exception as error:
            logger.warning("no snapshot can be kept in KEPT_FILES_DIR: %s", _reason(error))
            return
        time.sleep(SECONDS_BETWEEN)


def make(folder: Path) -> None:
    """Write the values of the present state into a folder, built unless they are in memory.

    Changed if the data changes meanwhile.
    """
    states = _states()
    _making.is_on = True
    try:
        values = _values(states)
        for name, value in values.items():
            file.write(folder / name, version(states), value, values)
    finally:
        _making.is_on = False
    derived.ask_anew()
    if _states() != states:
        raise Changed


def make_beside(folder: Path) -> None:
    """Have `make` done by a process beside this one, which has requests to answer."""
    # It counts nothing, and each process that may leaves a file behind.
    variables = {name: value for name, value in os.environ.items() if name != COUNTS}
    program = [sys.executable, str(settings.BASE_DIR / "manage.py"), "write_snapshot"]
    ended = subprocess.run(
        [*program, str(folder), version()],
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        timeout=SECONDS_TO_MAKE,
    )
    if ended.returncode == CHANGED:
        raise Changed
    ended.check_returncode()


def version(states: dict[str, str] | None = None) -> str:
    """Return the version of a snapshot of the present state, or of others, by this release."""
    states = _states() if states is None else states
    return version_of(release(), repr(sorted(states.items())))


@cache
def release() -> str:
    """Return a digest of what decides what a value looks like: code and words, byte by byte.

    Not by times: where a release is an image, each file may have the same time in all of them.
    """
    digest = blake2b(f"{sys.version} {platform.machine()} {django.__version__}".encode())
    packages = [path.parent for path in settings.BASE_DIR.glob("*/__init__.py")]
    served = [folder for folder in packages if folder.name not in UNUSED]
    paths = [path for folder in served for path in folder.rglob("*.py")]
    for folder in DATA:
        paths += [path for path in (settings.BASE_DIR / folder).rglob("*") if path.is_file()]
    for path in sorted(paths):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(settings.BASE_DIR)} {len(content)} ".encode() + content)
    return digest.hexdigest()


def _states() -> dict[str, Any]:
    """Return {name: version} of the values that are made of the database."""
    values = derived.kept_values().items()
    return {name: value.version() for name, value in values if not value.made_of}


def _values(states: dict[str, Any]) -> dict[str, Any]:
    """Return {name: value} of some states, with what it works out by itself at first use."""
    values: dict[str, Any] = {}
    for name, value in sorted(
        derived.kept_values().items(), key=lambda item: bool(item[1].made_of)
    ):
        of = values[value.made_of] if value.made_of else states[name]
        if not value.made_of and value.latest() is not None and value.latest_version != of:
            raise Changed  # it is being read anew, by a thread that waits for this
        values[name] = value.of(of)
        _complete(values[name])
    return values


def _complete(value: Any) -> None:
    for name in dir(type(value)):
        if isinstance(getattr(type(value), name, None), cached_property):
            getattr(value, name)


def _home() -> Path:
    return Path(settings.KEPT_FILES_DIR) / NAME


def _reason(error: Exception) -> str:
    """Return what went wrong, without a text that might be of somebody's data."""
    return str(error) if isinstance(error, file.Refused) else type(error).__name__


def _remove(folder: Path) -> None:
    """Delete a folder that isn't used, so that it is made anew; not what a link leads to."""
    if folder.is_symlink():
        folder.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
