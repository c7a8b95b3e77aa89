"""PostgreSQL's databases, by its own programs: pg_dump, pg_restore and psql."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from backups.errors import BackupFailed

SUFFIX = ".dump"
# Where Debian, PostgreSQL's own packages and Homebrew put them.
PLACES = "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin"
MISSING = "{program} isn't installed: `apt install postgresql-client` brings it"


def write(path: Path) -> None:
    """Write the whole database into a file, in the format that pg_restore reads.

    It is one moment's state, whatever is written meanwhile; nobody has to wait for it.
    """
    run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")


def check(path: Path) -> None:
    """Read a backup to its end, as restoring it would; raise BackupFailed where that fails."""
    run("pg_restore", "--file=/dev/null", str(path))


def restore(path: Path) -> None:
    """Put a backup in the place of what the database holds: all of it, or nothing changes."""
    script = start("pg_restore", "--no-owner", "--no-privileges", "--file=-", path, stdout=PIPE)
    psql = start("psql", "--quiet", "--no-psqlrc", "--single-transaction", *STOP, stdin=PIPE)
    assert psql.stdin
    assert script.stdout
    with suppress(BrokenPipeError):  # psql has said why
        psql.stdin.write(without_tables().encode())
        shutil.copyfileobj(script.stdout, psql.stdin)
    script.stdout.close()
    if script.wait() != 0:
        # Before psql comes to its end, at which it would commit.
        psql.kill()
    with suppress(BrokenPipeError):
        psql.stdin.close()
    with script, psql:
        ended("psql", psql)
        ended("pg_restore", script)


PIPE = subprocess.PIPE
STOP = ("--set=ON_ERROR_STOP=1", "--output=/dev/null")


def without_tables() -> str:
    """Return SQL that drops every table, those too that a backup of before doesn't know."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    drop = f"DROP TABLE {quoted} CASCADE;" if names else ""
    # Somebody's open transaction would be waited for without an end.
    return f"SET lock_timeout = '30s';\n{drop}\n"


def run(program: str, *arguments: str) -> None:
    with start(program, *arguments, stdin=subprocess.DEVNULL) as process:
        ended(program, process)


def start(program: str, *arguments: str | Path, **streams: Any) -> subprocess.Popen[bytes]:
    """Start one of PostgreSQL's programs, told of our database by its environment alone.

    So no password stands in the list of processes.
    """
    # Nothing of the caller's, whose PGHOST and the like mean another server; pg_restore is told
    # of none, as it writes SQL for psql.
    environment = {"PATH": PLACES} | (database() if program != "pg_restore" else {})
    try:
        return subprocess.Popen(
            [program, *arguments], env=environment, stderr=subprocess.PIPE, **streams
        )
    except FileNotFoundError:
        raise BackupFailed(MISSING.format(program=program)) from None


def database() -> dict[str, str]:
    """Return how libpq is told which database is ours."""
    values = connection.settings_dict
    _arguments, environment = DatabaseClient.settings_to_cmd_args_env(values, [])
    own = {
        "PGHOST": values["HOST"],
        "PGPORT": str(values["PORT"]),
        "PGUSER": values["USER"],
        "PGDATABASE": values["NAME"],
        "PGTARGETSESSIONATTRS": values["OPTIONS"].get("target_session_attrs", ""),
    }
    return {name: value for name, value in {**own, **(environment or {})}.items() if value}


def ended(program: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for a program; raise BackupFailed with its first words when it failed."""
    errors: IO[bytes] | None = process.stderr
    words = errors.read().decode(errors="replace").split("\n") if errors else []
    if process.wait() != 0:
        said = next((line.strip() for line in words if line.strip()), "it was ended")
        raise BackupFailed(f"{program} failed: {said}")
