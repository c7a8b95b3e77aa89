"""Which tests run on PostgreSQL: those that a database can make a difference to.

The others have run on SQLite (scripts/test.sh): tests that use no database, which pytest-django
would refuse it, and those marked `any_database`. `--every-test` runs them again.
"""

import os

import pytest

# A test that asks for none of these gets no database, unless its mark does.
FIXTURES = {"db", "transactional_db", "django_db_setup", "django_db_reset_sequences"}
MARKS = ("django_db", "postgres")
LEFT_OUT = pytest.StashKey[int]()


def on_postgres():
    return os.environ.get("TEST_DATABASE_URL", "").startswith(("postgres", "pgsql"))


def depends_on_database(item):
    """Tell whether `item` could end otherwise on another database."""
    if item.get_closest_marker("any_database"):
        return False
    is_marked = any(item.get_closest_marker(mark) for mark in MARKS)
    return is_marked or not FIXTURES.isdisjoint(item.fixturenames)


def pytest_addoption(parser):
    parser.addoption(
        "--every-test",
        action="store_true",
        help="on PostgreSQL run also the tests that no database makes a difference to",
    )


@pytest.hookimpl(trylast=True)  # when folders have marked their tests
def pytest_collection_modifyitems(config, items):
    if not on_postgres() or config.getoption("--every-test"):
        return
    left_out = [item for item in items if not depends_on_database(item)]
    items[:] = [item for item in items if depends_on_database(item)]
    config.stash[LEFT_OUT] = len(left_out)
    config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter, config):
    if count := config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(
            f"{count:,} tests left to SQLite's part, as no database makes a difference to them "
            "(--every-test runs them here, too)"
        )
