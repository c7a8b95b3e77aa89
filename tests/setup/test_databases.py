"""tests/databases.py, in suites of one test each: what PostgreSQL's part leaves to SQLite's."""

import pytest

POSTGRES = "postgres://user:password@nowhere/name"
FIXTURES = """
import pytest

@pytest.fixture
def db():
    pass

@pytest.fixture
def facility(db):
    pass
"""


@pytest.fixture
def run(pytester, monkeypatch):
    """Return a function: the output of a suite with one test under the plugin."""

    def do(source, *options, database=POSTGRES):
        monkeypatch.setenv("TEST_DATABASE_URL", database)
        marks = "".join(f"    {name}: …\n" for name in ("any_database", "django_db", "postgres"))
        pytester.makeini(f"[pytest]\nmarkers =\n{marks}")
        pytester.makepyfile(f"{FIXTURES}\n{source}")
        # Both plugins can be active only once in a process.
        plugins = ("-p", "tests.databases", "-p", "no:django", "-p", "no:playwright")
        return pytester.runpytest_inprocess(*plugins, *options)

    return do


WITHOUT = "def test_it():\n    pass\n"
NO_MATTER = "@pytest.mark.any_database\ndef test_it(db):\n    pass\n"


@pytest.mark.parametrize("source", [WITHOUT, NO_MATTER])
def test_what_no_database_makes_a_difference_to_is_left_out_and_counted(run, source):
    result = run(source)
    assert result.parseoutcomes() == {"deselected": 1}
    assert "1 tests left to SQLite's part" in str(result.stdout)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("def test_it(db):\n    pass\n", id="by a fixture"),
        pytest.param("def test_it(facility):\n    pass\n", id="by a fixture of a fixture"),
        pytest.param("@pytest.mark.django_db\ndef test_it():\n    pass\n", id="by a mark"),
        pytest.param("@pytest.mark.postgres\ndef test_it():\n    pass\n", id="for PostgreSQL"),
    ],
)
def test_what_uses_a_database_runs(run, source):
    assert run(source).parseoutcomes() == {"passed": 1}


@pytest.mark.parametrize("source", [WITHOUT, NO_MATTER])
def test_all_run_on_sqlite_or_if_asked_for(run, source):
    assert run(source, database="").parseoutcomes() == {"passed": 1}
    assert run(source, "--every-test").parseoutcomes() == {"passed": 1}
