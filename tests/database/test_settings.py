"""What DATABASE_URL and DATABASE_REPLICA_URLS mean."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.finder.conftest import settings_of

__all__ = ["settings_of"]
URL = "postgres://u:p@db/finder"


def databases(settings_of, **environment):
    return settings_of(DATABASE_URL=URL, **environment)["DATABASES"]


def test_sqlite_has_no_copy(settings_of):
    assert [*settings_of(DATABASE_URL="sqlite:///x.sqlite3")["DATABASES"]] == ["default"]


def test_a_server_has_a_copy_that_is_never_written_in_place(settings_of):
    copy = databases(settings_of, COPY_DIR="/srv/a copy")["copy"]
    assert copy["NAME"] == "file:///srv/a%20copy/directory.sqlite3?mode=ro&immutable=1"


def test_without_a_folder_there_is_none(settings_of):
    assert [*databases(settings_of, COPY_DIR="")] == ["default"]


@pytest.mark.parametrize("between", [",", ", ", " ", "\n"])
def test_replicas_are_separated_by_commas_or_spaces(settings_of, between):
    urls = between.join(["postgres://u@r1/f", "postgres://u@r2:5433,r3:5434/f"])
    made = databases(settings_of, COPY_DIR="", DATABASE_REPLICA_URLS=urls)
    assert [*made] == ["default", "replica1", "replica2"]
    assert (made["replica2"]["HOST"], made["replica2"]["PORT"]) == ("r2,r3", "5433,5434")


def test_options_of_an_address_stay_beside_the_pool(settings_of):
    url = f"{URL}?target_session_attrs=read-write&DISABLE_SERVER_SIDE_CURSORS=false"
    made = settings_of(DATABASE_URL=url)["DATABASES"]["default"]
    assert made["OPTIONS"]["target_session_attrs"] == "read-write"
    assert made["OPTIONS"]["pool"]["max_size"] == 5
    assert made["DISABLE_SERVER_SIDE_CURSORS"] is False


@pytest.mark.parametrize(
    "url, replicas, words",
    [
        ("sqlite:///x.sqlite3", "postgres://u@r1/f", "DATABASE_URL isn't PostgreSQL's"),
        (URL, "sqlite:///y.sqlite3", "Address 1 of DATABASE_REPLICA_URLS"),
    ],
)
def test_replicas_that_can_not_be_are_named(settings_of, url, replicas, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        settings_of(DATABASE_URL=url, DATABASE_REPLICA_URLS=replicas)
