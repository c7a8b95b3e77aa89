"""The databases: the primary, its replicas, and the copy that a machine keeps for itself."""

import re
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

POSTGRES, SQLITE = "django.db.backends.postgresql", "django.db.backends.sqlite3"
SCHEME = re.compile(r"(postgres|postgresql|psql|pgsql|sqlite)://")
# As many connections as a worker has threads, and one for what runs beside them.
# `timeout`: seconds that a command waits for one; who serves waits less (database/watching.py).
POOL = {"min_size": 1, "max_size": 5, "timeout": 10}
# What an address may say after its "?", beside options of the database's own.
SWITCHES = ["DISABLE_SERVER_SIDE_CURSORS", "CONN_HEALTH_CHECKS", "ATOMIC_REQUESTS", "AUTOCOMMIT"]
# What the copy holds: all that pages show, nothing that visitors sent.
COPIED_APPS = ["places", "facilities", "helplines", "guides", "resources"]
UNCOPIED_TABLES = ["facilities.ImportReport", "facilities.GeocodedAddress"]


def databases(url, replica_urls, copy_dir, parse):
    """Return Django's DATABASES. `parse`: what makes such settings of an address.

    Without PostgreSQL there is neither a replica nor a copy: SQLite is a file already.
    """
    primary = _server(_parsed("DATABASE_URL", url, parse))
    if primary["ENGINE"] != POSTGRES:
        if replica_urls:
            raise ImproperlyConfigured(
                "DATABASE_REPLICA_URLS is set, but DATABASE_URL isn't PostgreSQL's. Only that has "
                "replicas: empty the former or change the latter."
            )
        return {"default": primary}
    replicas = {
        f"replica{number}": _replica(_parsed("DATABASE_REPLICA_URLS", replica, parse), number)
        for number, replica in enumerate(split(replica_urls), 1)
    }
    return {"default": primary, **replicas, **_copy(copy_dir)}


def split(urls):
    """Return the addresses of a list; an address may itself hold commas, between hosts."""
    return [url for url in re.split(r"\s+|,\s*(?=[a-z]+://)", urls.strip()) if url]


def _parsed(name, url, parse):
    """Return what `parse` makes of an address, or stop with one line that doesn't quote it."""
    if SCHEME.match(url):  # of any other, `parse` warns with the password
        with suppress(ValueError, KeyError, ImproperlyConfigured):
            return parse(url)
    # Not `from` an error: that of a password with a "/" quotes it.
    raise ImproperlyConfigured(
        f"{name} is not the address of a database. Set it to one, as in "
        "postgres://user:password@host/name; write %2F for a / in a password, %40 for an "
        "@, %3F for a ?."
    )


def _server(config):
    own = _options(config["ENGINE"])
    switched = {name: _is_on(config[name]) for name in SWITCHES if name in config}
    options = {**own["OPTIONS"], **config.get("OPTIONS", {})}
    return {**config, **switched, **own, "OPTIONS": options}


def _is_on(text):
    return str(text).lower() in ("1", "on", "true", "yes")


def _replica(config, number):
    if config["ENGINE"] != POSTGRES:
        raise ImproperlyConfigured(
            f"Address {number} of DATABASE_REPLICA_URLS isn't PostgreSQL's: it should begin with "
            "postgres://"
        )
    return {**_server(config), "TEST": {"MIRROR": "default"}}


def _copy(copy_dir):
    if not copy_dir:
        return {}
    # Never changed in place, so no locks: a new one takes its place.
    name = f"{Path(copy_dir).absolute().as_uri()}/directory.sqlite3?mode=ro&immutable=1"
    return {"copy": {"ENGINE": SQLITE, "NAME": name, "OPTIONS": {"uri": True}}}


def _options(engine):
    if engine == POSTGRES:
        return {"OPTIONS": {"pool": POOL}}
    return {
        # Opening the file, its functions and pragmas costs a millisecond each time.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Readers go on during an import; a crash loses at most the last transaction.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
