"""Imports while visitors search: to the end, killed, and onto a full disk."""

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.processes import ROOT, Failed, environment, manage
from benchmarks.sqlite import Sqlite
from faults.scenario import scenario
from faults.scenarios.disks import fill, last_line, small_disk, sums_of_file
from faults.scenarios.pools import through_pooler
from faults.site import Site

MOST_SECONDS = 240
# Room for the table of listings and not for the second directory beside it.
SQLITE_ROOM = "90m"


@scenario("import-killed", "an import killed (SIGKILL) while it writes")
def import_killed(site: Site) -> str:
    importing = start(site.url(), site.editions[-1].path)
    deadline = time.monotonic() + MOST_SECONDS
    while not is_writing(site) and importing.poll() is None and time.monotonic() < deadline:
        site.wait(0.2)
    site.wait(1)
    was_writing = importing.poll() is None
    importing.kill()
    importing.communicate()
    if not was_writing:
        return "the import had ended before it was killed"
    site.wait(2)
    left = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
    with site.primary.connected() as connection:
        (locks,) = connection.execute(left).fetchone() or (0,)
    return f"{locks} locks are left" if locks else ""


@scenario(
    "import-through-pooler",
    "two imports of the same file, one after the other, through PgBouncer (transactions)",
    settings=lambda site: through_pooler(site, 10),
)
def pooled(site: Site) -> str:
    told = []
    for _time in range(2):
        importing = start(site.pooler.url(), site.editions[0].path)
        _output, errors = importing.communicate(timeout=MOST_SECONDS)
        told.append(last_line(errors) if importing.returncode else "done")
    return f"the imports: {', '.join(told)}"


@scenario("import", "another edition imported", changes=True)
def imported(site: Site) -> str:
    importing = start(site.url(), site.editions[-1].path)
    _output, errors = importing.communicate(timeout=MOST_SECONDS)
    if importing.returncode:
        raise Failed(f"the import failed: {errors.strip().splitlines()[-1]}")
    site.wait(10)
    return ""


@scenario("two-imports", "an import while another holds the directory")
def refused(site: Site) -> str:
    with site.primary.connected() as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [0x66696E64])
        second = start(site.url(), site.editions[-1].path)
        _output, errors = second.communicate(timeout=MOST_SECONDS)
    return f"it said: {last_line(errors)}"


@scenario("disk-full-sqlite", "an import into a SQLite file whose disk gets full")
def sqlite_full(site: Site) -> str:
    with small_disk(site.home / "small", SQLITE_ROOM) as folder:
        database = Sqlite(folder)
        manage("prepare", "--no-demo", url=database.url("directory"))
        fill(folder, leave=1_000_000)
        before = sums_of_file(database.path("directory"))
        importing = start(database.url("directory"), site.editions[-1].path)
        _output, errors = importing.communicate(timeout=MOST_SECONDS)
        (folder / "filler").unlink()
        is_same = before == sums_of_file(database.path("directory"))
    lost = "nothing changed" if is_same else "the database changed"
    return f"the import said: {last_line(errors)}; {lost}"


def start(url: str, path: Path) -> subprocess.Popen[str]:
    """Start an import as an operator does."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "import_directory", str(path)],
        cwd=ROOT,
        env={**environment(url), "PGAPPNAME": "import"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def is_writing(site: Site) -> bool:
    """Tell whether an import has written rows that aren't committed."""
    query = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = 'finder' AND application_name = 'import' AND backend_xid IS NOT NULL
    """
    with site.primary.connected() as connection:
        return bool((connection.execute(query).fetchone() or (0,))[0])
