import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from callbacks import notifying
from callbacks.views import LIMIT
from tests.browser.server import manage
from tests.callbacks.factories import filled, make_agent
from tests.facilities.importing.test_interruptions import server
from tests.finder.conftest import settings_of
from tests.visitor_forms.tokens import OWN

__all__ = ["settings_of"]


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet(monkeypatch):
    LIMIT.forget()
    # Another thread would see another database than the test's transaction.
    monkeypatch.setattr(notifying, "in_background", lambda work: work())


@pytest.fixture
def send(client):
    """Return a function: the answer to the form, filled in but for what is named."""

    def do(path="/callback/", headers=OWN, **changes):
        return client.post(path, filled(**changes), headers=headers)

    return do


@pytest.fixture
def ada(db):
    return make_agent("ada")


@pytest.fixture
def ben(db):
    return make_agent("ben")


@dataclass(frozen=True)
class Installation:
    """A database of its own, on the kind of server that the suite runs on."""

    file: Path | None  # of SQLite
    url: str

    def manage(self, *arguments):
        manage(self.file, *arguments, DATABASE_URL=self.url)


@pytest.fixture
def installation(tmp_path):
    """Yield an Installation with nothing in its tables, for tests that need real processes."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    if not given.startswith("postgres"):
        file = tmp_path / "database" / "finder.sqlite3"
        file.parent.mkdir()
        made = Installation(file, f"sqlite:///{file}")
        made.manage("migrate", "-v0")
        yield made
        return
    name = "callbacks_alone"
    with server() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    address, _question, options = given.partition("?")
    url = f"{address.rpartition('/')[0]}/{name}" + (f"?{options}" if options else "")
    made = Installation(None, url)
    made.manage("migrate", "-v0")
    yield made
    with server() as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
