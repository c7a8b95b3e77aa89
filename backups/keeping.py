"""A folder of backups: each written whole or not at all, the oldest deleted."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.db import connection

from backups import postgres, sqlite
from backups.errors import BackupFailed

NIGHTLY = "finder-"


def engine() -> ModuleType:
    return postgres if connection.vendor == "postgresql" else sqlite


def back_up(folder: Path, *, keep: int, name: str = "") -> Path:
    """Write a backup into `folder`, check it, and delete all but the newest `keep`.

    One that has a `name` is kept until somebody deletes it. Return its path.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not name:
        name = f"{NIGHTLY}{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    path = folder / f"{name}{engine().SUFFIX}"
    whole(path, engine().write)
    for old in nightly(folder)[keep:]:
        old.unlink()
    if settings.BACKUP_STAMP:
        Path(settings.BACKUP_STAMP).touch(mode=0o644)
    return path


def whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside its place, and put it there once it was read back."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.unlink(missing_ok=True)
        # Before a byte is in it.
        new.touch(mode=0o600)
        write(new)
        engine().check(new)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def nightly(folder: Path) -> list[Path]:
    """Return the backups of a folder that have no name of their own, newest first."""
    return sorted(folder.glob(f"{NIGHTLY}[0-9]*{engine().SUFFIX}"), reverse=True)


def restore(path: Path) -> None:
    """Check a backup, then put it in the place of what the database holds."""
    if path.suffix != engine().SUFFIX:
        kind = f"{connection.vendor}'s databases are restored from {engine().SUFFIX} files"
        raise BackupFailed(f"{path.name} is another database's: {kind}")
    engine().check(path)
    engine().restore(path)
