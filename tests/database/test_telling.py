"""What an operator is told of a database that can't be used."""

import sqlite3

import psycopg
import pytest
from django.db import OperationalError

from database.telling import FULL, USUAL, sentence


def full_sqlite():
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA max_page_count = 2")
    try:
        connection.execute("CREATE TABLE large AS SELECT zeroblob(100000) AS content")
    except sqlite3.OperationalError as error:
        return error
    finally:
        connection.close()


@pytest.mark.parametrize(
    "cause, reason, advice",
    [
        (full_sqlite(), "database or disk is full", FULL),
        (
            psycopg.errors.DiskFull("could not extend file\nHINT:  Check free disk space."),
            "could not extend file HINT: Check free disk space",
            FULL,
        ),
        (psycopg.OperationalError("connection refused"), "connection refused", USUAL),
    ],
)
def test_the_advice_fits_the_reason(cause, reason, advice):
    error = OperationalError(*cause.args)
    error.__cause__ = cause
    assert sentence(error) == f"The database can't be used: {reason}. {advice}"
