"""A database of its own, which a test may lose."""

import os
import uuid

import pytest
from django.db import ConnectionHandler, connection

from tests.databases import on_postgres


@pytest.fixture
def scratch(tmp_path, monkeypatch, db, django_db_blocker):
    """Let backups/ work on a database with one table, of the kind that the tests run on."""
    with django_db_blocker.unblock():
        handler = ConnectionHandler({"default": {**connection.settings_dict}})
        own = handler["default"]
        if on_postgres():
            name = f"scratch_{uuid.uuid4().hex[:12]}"
            own.settings_dict |= {"NAME": "postgres", "OPTIONS": {}}
            own.cursor().execute(f"CREATE DATABASE {name}")
            own.close()
            own.settings_dict["NAME"] = name
        else:
            own.settings_dict["NAME"] = str(tmp_path / "scratch.sqlite3")
        for module in ("keeping", "postgres", "sqlite"):
            monkeypatch.setattr(f"backups.{module}.connection", own)
        execute(own, "CREATE TABLE kept (word text)")
        execute(own, "INSERT INTO kept VALUES ('before')")
        yield own
        if on_postgres():
            own.close()
            own.settings_dict["NAME"] = "postgres"
            own.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
        own.close()


def execute(database, sql):
    with database.cursor() as cursor:
        cursor.execute(sql)


def words(database):
    """Return {table: the words in it}."""
    with database.cursor() as cursor:
        tables = {}
        for table in database.introspection.table_names(cursor):
            cursor.execute(f"SELECT word FROM {table} ORDER BY word")
            tables[table] = [word for (word,) in cursor.fetchall()]
    return tables


@pytest.fixture
def umask():
    """Be as careless as a shell may be."""
    before = os.umask(0o022)
    yield
    os.umask(before)
