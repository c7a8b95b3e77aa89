"""Files that are made once for each state of the directory, and then only sent.

    kept("facilities.csv", version_of(revision), write)  ->  a folder

`write(folder)` makes them. All workers of a machine share them: one makes what isn't there
yet, holding a slot; meanwhile the others send the state before, for a minute at most, or are
refused. What depends on the address of the site isn't in them: `origin.py` has that.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from tempfile import mkdtemp

from django.apps import apps
from django.conf import settings

from budget.slots import Busy, slot

# As long as shared caches may keep any page (decision 13): an address that was taken out of
# the directory isn't sent for longer.
MOST_STALE = 60  # seconds
BEGUN = "begun-"


def kept(name: str, version: str, write: Callable[[Path], None], before: int = 1) -> Path:
    """Return the folder of a `version`, whose name it is; made by `write(folder)` if need be.

    `name`: of what, one of few. While somebody else makes it: the folder of the version before,
    or Busy. OSError where nothing can be written, such as on a full disk. `before`: how many
    older ones stay.
    """
    home = Path(settings.KEPT_FILES_DIR) / name
    folder = home / version
    if folder.is_dir():
        os.utime(folder)  # which one it was that was right, and when
    elif not _is_made(home, folder, write, before):
        folder = _of_before(home)
    return folder


def version_of(*states: str) -> str:
    """Return the version of files that this release of the site makes of some states of data."""
    return blake2b(" ".join([code(), *states]).encode(), digest_size=12).hexdigest()


@cache
def code() -> str:
    """Return a digest of the site's own modules: another release may write other files."""
    digest = blake2b(digest_size=12)
    for config in apps.get_app_configs():
        if Path(config.path).parent == settings.BASE_DIR:
            for path in sorted(Path(config.path).rglob("*.py")):
                digest.update(f"{path} {path.stat().st_mtime_ns} ".encode())
    return digest.hexdigest()


def _is_made(home: Path, folder: Path, write: Callable[[Path], None], before: int) -> bool:
    """Make a folder, or return False if somebody else does that now, or no slot is free."""
    for folder_of_owner in (home.parent, home):
        folder_of_owner.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(Busy), locked(home / "lock"):
        if not folder.is_dir():
            with slot():
                _make(home, folder, write, before)
        return True
    return False


def _make(home: Path, folder: Path, write: Callable[[Path], None], before: int) -> None:
    begun = Path(mkdtemp(prefix=BEGUN, dir=home))  # the owner's alone
    try:
        write(begun)
        for path in begun.iterdir():
            path.chmod(0o600)
        begun.rename(folder)
    finally:
        shutil.rmtree(begun, ignore_errors=True)
    for old in _folders(home)[1 + before :]:
        shutil.rmtree(old, ignore_errors=True)


def _of_before(home: Path) -> Path:
    """Return the folder that was right a moment ago, or raise Busy."""
    for folder in _folders(home)[:1]:
        if not folder.name.startswith(BEGUN) and _age(folder) < MOST_STALE:
            return folder
    raise Busy


def _folders(home: Path) -> list[Path]:
    """Return the folders in another, the one last asked for first; then what was given up."""
    folders = [path for path in home.iterdir() if path.is_dir()]
    return sorted(folders, key=lambda path: (path.name.startswith(BEGUN), _age(path)))


def _age(folder: Path) -> float:
    return time.time() - folder.stat().st_mtime


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock, which goes with the process however that ends, or raise Busy."""
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        yield
