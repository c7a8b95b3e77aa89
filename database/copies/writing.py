"""Write the copy: a new file beside the old, with what changed read anew, then put in its place."""

import fcntl
import json
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper

from database.copies import changes, file
from database.copies.tables import all_models, leads_out, models, schema

ROWS = 20_000
FAST = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF;"
# The database they come from has checked them.
FAST += " PRAGMA ignore_check_constraints=ON;"
# Values that SQLite takes as they are; others are adapted by their field.
PLAIN = frozenset(
    (
        "CharField TextField SlugField URLField EmailField BooleanField FloatField IntegerField "
        "SmallIntegerField BigIntegerField PositiveIntegerField PositiveSmallIntegerField "
        "AutoField BigAutoField ForeignKey OneToOneField"
    ).split()
)


class Busy(Exception):
    """Another process is writing the copy."""


def write(everything=False):
    """Bring the copy up to date; return {table: rows written}, empty if nothing changed.

    `everything`: read all tables, whatever their counts say. Raises Busy; OSError and sqlite3.Error
    if the file can't be written. Until the new file is complete the old one stays.
    """
    own = file.path()
    own.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(own.parent), transaction.atomic():
        _at_one_moment()
        counted, made_at = changes.counted(connection), datetime.now(UTC)
        kept = None if everything else file.current()
        tables = changes.changed(counted, kept.counted) if kept else None
        if kept and not tables:
            return {}
        new = own.with_suffix(".new")
        try:
            written = _write(new, own if kept else None, tables)
            _describe(new, made_at, counted)
            _put(new, own)
        finally:
            new.unlink(missing_ok=True)
    return written


@contextmanager
def _alone(folder):
    with open(folder / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield


def _at_one_moment():
    """Let all tables be read as they are now, whatever is written meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _write(new, old, tables):
    """Write the file `new`: like `old` where that has a table unchanged; return {table: rows}."""
    if old:
        shutil.copyfile(old, new)
    os.close(os.open(new, os.O_RDWR | os.O_CREAT, 0o600))
    os.chmod(new, 0o600)
    if not old:
        _create(new)
    with closing(sqlite3.connect(new, isolation_level=None)) as target:
        target.executescript(FAST)
        chosen = [m for m in all_models() if tables is None or m._meta.db_table in tables]
        target.execute("BEGIN")
        written = {model._meta.db_table: _fill(target, model) for model in chosen}
        target.execute("COMMIT")
    return written


def _create(new):
    """Create the tables, with their indexes."""
    wrapper = _sqlite(new)
    try:
        # Not in a transaction: Django would look for this connection among those of the settings.
        with wrapper.schema_editor(atomic=False) as editor:
            for model in models()[0]:
                editor.create_model(model)
    finally:
        wrapper.close()
    with closing(sqlite3.connect(new)) as target:
        target.execute("CREATE TABLE copy_about (schema text, made_at text, counted text)")


def _sqlite(name):
    """Return Django's own connection to a file, for what only it knows: types and values."""
    own = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(name), "OPTIONS": {}}
    return DatabaseWrapper({**connection.settings_dict, **own}, alias="copying")


def _fill(target, model):
    """Read a table's rows into the copy; return how many there are."""
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join("?" * len(fields))
    table = model._meta.db_table
    target.execute(f'DELETE FROM "{table}"')  # noqa: S608 - a model's
    names = [field.attname for field in fields]
    rows = model._base_manager.order_by().values_list(*names).iterator(chunk_size=ROWS)
    insert = f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'  # noqa: S608 - a model's
    return target.executemany(insert, _adapted(rows, fields)).rowcount


def _adapted(rows, fields):
    """Yield rows as SQLite takes them; without what leads to tables that aren't copied."""
    wrapper = _sqlite("")
    converted = [
        (place, _converter(field, wrapper))
        for place, field in enumerate(fields)
        if leads_out(field) or field.get_internal_type() not in PLAIN
    ]
    if not converted:
        yield from rows
        return
    for row in rows:
        values = list(row)
        for place, convert in converted:
            values[place] = convert(values[place])
        yield values


def _converter(field, wrapper):
    if leads_out(field):
        return lambda _value: None
    return lambda value: field.get_db_prep_save(value, wrapper)


def _describe(new, made_at, counted):
    with closing(sqlite3.connect(new)) as target, target:
        target.execute("DELETE FROM copy_about")
        about = schema(), made_at.isoformat(), json.dumps(counted)
        target.execute("INSERT INTO copy_about VALUES (?, ?, ?)", about)


def _put(new, own):
    """Put the new file in the old one's place, so that a crash leaves one of them whole."""
    with open(new, "rb") as written:
        os.fsync(written.fileno())
    os.replace(new, own)
