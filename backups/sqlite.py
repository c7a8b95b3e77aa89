"""SQLite's databases, by its online backup: readers and writers go on meanwhile."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from backups.errors import BackupFailed

SUFFIX = ".sqlite3"


def write(path: Path) -> None:
    """Write the whole database into a file: one moment's state."""
    with closing(sqlite3.connect(path)) as target, closing(ours()) as source:
        source.backup(target)
        # One file, with no log of changes beside it.
        target.execute("PRAGMA journal_mode=DELETE")


def check(path: Path) -> None:
    """Read a backup to its end; raise BackupFailed where it isn't whole."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            answers = database.execute("PRAGMA integrity_check").fetchall()
            tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise BackupFailed(f"{path.name} can't be read: {error}") from error
    if answers != [("ok",)] or tables == (0,):
        raise BackupFailed(f"{path.name} isn't a whole database")


def restore(path: Path) -> None:
    """Put a backup in the place of what the database holds, for all who have it open, too."""
    with closing(sqlite3.connect(path)) as source, closing(ours()) as target:
        source.backup(target)


def ours() -> sqlite3.Connection:
    return sqlite3.connect(connection.settings_dict["NAME"], timeout=60)
