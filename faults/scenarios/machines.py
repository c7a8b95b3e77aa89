"""What a machine does to a program: a clock that jumps, a log that takes nothing, a full disk."""

import os
import shutil
import subprocess
from pathlib import Path

from benchmarks.processes import Failed
from faults.parts.postgres import Server
from faults.rows import differing, sums
from faults.scenario import scenario
from faults.scenarios.disks import fill, last_line, small_disk
from faults.scenarios.imports import MOST_SECONDS, start
from faults.site import Site, url_of

# Overrides what tells the time of day; monotonic clocks, which time what is waited for, go on
# as they do on a machine whose clock is set. libfaketime shifts both, and gunicorn fails.
CLOCK = Path(__file__).parent.parent / "parts" / "clock.c"
HOUR = 3600


def with_clock(site: Site) -> dict[str, str]:
    """Return settings by which the servers' time of day is off by what the file `shift` says."""
    library, shift = site.home / "clock.so", site.home / "shift"
    shift.write_text("0")
    compiler = shutil.which("cc")
    if compiler is None:
        raise Failed("a C compiler (cc) is needed to shift the clock: leave this scenario out")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, CLOCK, "-ldl"], check=True)
    return {"LD_PRELOAD": str(library), "CLOCK_SHIFT": str(shift)}


@scenario(
    "clock-jumps",
    "the servers' clocks jump a day ahead, then two days back, then right again",
    settings=with_clock,
)
def clock_jumps(site: Site) -> None:
    for hours in (24, -24, 0):
        (site.home / "shift").write_text(str(hours * HOUR))
        site.wait(7)


@scenario(
    "log-disk-full",
    "the servers' log is on a full disk (/dev/full)",
    settings=lambda site: {"FAULTS_LOG": "/dev/full"},
)
def log_disk_full(site: Site) -> None:
    site.wait(15)


@scenario(
    "log-stuck",
    "nobody reads the servers' log any more (a full pipe) for 15 s",
    settings=lambda site: {"FAULTS_LOG": str(site.home / "pipe")},
)
def log_stuck(site: Site) -> None:
    site.pipe.stick()
    site.wait(15)
    site.pipe.flow()


def on_small_disk(site: Site) -> dict[str, str]:
    """Copy the database to a disk that has little room; return the settings to use it there."""
    site.spare = site.spare or copy_on_small_disk(site)
    return {"DATABASE_URL": url_of(site.spare), "DATABASE_REPLICA_URLS": ""}


def copy_on_small_disk(site: Site) -> Server:
    folder = site.stack.enter_context(small_disk(site.home / "small", "1500m"))
    folder.chmod(0o711)
    server = Server(site.primary.programs, folder, "postgres-3")
    site.stack.callback(server.kill)
    server.follow(site.primary)
    server.promote()
    return server


@scenario(
    "disk-full",
    "PostgreSQL's disk gets full during an import, has room again after 15 s",
    settings=on_small_disk,
)
def disk_full(site: Site) -> str:
    server = site.spare or copy_on_small_disk(site)
    with server.connected() as connection:
        before = sums(connection)
    folder = server.home.parent
    fill(folder, leave=20_000_000)
    importing = start(url_of(server), site.editions[-1].path)
    _output, errors = importing.communicate(timeout=MOST_SECONDS)
    site.wait(15)
    os.unlink(folder / "filler")
    if not server.is_answering():
        server.kill()
        server.start()
    with server.connected() as connection:
        lost = differing(before, sums(connection))
    return f"the import said: {last_line(errors)}; tables changed: {', '.join(lost) or 'none'}"
