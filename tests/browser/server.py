"""The finder with its demonstration directory, served as `make run` serves it."""

import http.client
import os
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Site:
    """A running server: where it is, its database, what it logs."""

    url: str
    database: Path
    log: Path

    def facility(self, condition):
        """Return the address of the first facility of which that SQL condition holds."""
        [(public_id, slug)] = self._facilities(condition, 1)
        return f"/facility/{public_id}/{slug}/"

    def ids(self, condition, count):
        """Return the query string that names the first facilities of which it holds."""
        facilities = self._facilities(condition, count)
        return "&".join(f"id={public_id}" for public_id, _slug in facilities)

    def _facilities(self, condition, count):
        query = f"SELECT public_id, slug FROM facilities_facility WHERE {condition} ORDER BY name"
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(f"{query} LIMIT {count}").fetchall()


def environment(database, **changes):
    """Return the variables of a site on this machine, whatever the caller's are."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "finder.settings",
        "SECRET_KEY": "for-a-site-that-only-tests-see",
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "off",
        "DEBUG": "off",
        "SITE_NAME": "Treatment Finder",
        "CONTACT_EMAIL": "",
        "SECURITY_CONTACT": "",
        "EXIT_URL": "https://www.weather.gov/",
        "NEUTRAL_TITLE": "",
        "OPERATOR_NAME": "",
        "OPERATOR_URL": "",
        "OPERATOR_LOGO": "",
        "OPERATOR_COLORS": "",
        "OPERATOR_AREA": "",
        "OPERATOR_FACILITIES": "",
        "FIELD_KEYS": "Zm9yLWEtc2l0ZS10aGF0LW9ubHktdGVzdHMtc2VlLWY=",
        "CLIENT_ADDRESS_HEADER": "",
        "REDIS_URL": "",
        "CALLBACKS_ENABLED": "on",
        "CALLBACKS_BY": "Bay County Helpers",
        "CALLBACKS_FROM": "617-555-0142",
        "CALLBACKS_HOURS": "Every day from 9 am to 9 pm, Eastern Time.",
        "CALLBACKS_HOURS_ES": "Todos los días de 9 a. m. a 9 p. m., hora del este.",
        "CALLBACKS_NOTIFY": "",
        "EMAIL_URL": "",
        "EMAIL_TIMEOUT": "2",
        "DEFAULT_FROM_EMAIL": "",
        "MAP_BASEMAP": "",
        "DATABASE_URL": f"sqlite:///{database}",
        "WEB_CONCURRENCY": "1",
        **changes,
    }


def prepare(database):
    """Fill a new database with places, helplines and the demonstration; collect static files."""
    manage(database, "prepare")
    collect_static(database)


def collect_static(database):
    """Collect static files as `make run` does: without, no page can name its stylesheet."""
    collect = "import run; run.collect_static()"
    check([sys.executable, "-c", collect], cwd=ROOT / "scripts", env=environment(database))


def manage(database, *arguments, **changes):
    command = [sys.executable, "manage.py", *arguments]
    check(command, cwd=ROOT, env=environment(database, **changes))


def check(command, **options):
    """Run `command`; if it fails, raise with what it said."""
    result = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )
    if result.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} failed:\n{result.stdout}")


@contextmanager
def serving(database, log, **changes):
    """Serve that database on a free port until the block ends; yield the Site."""
    port = free_port()
    options = ["--config", "deploy/gunicorn.conf.py", "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", *options, "finder.wsgi"]
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(database, PORT=str(port), **changes),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(port, process, log)
            yield Site(f"http://127.0.0.1:{port}", database, log)
        finally:
            process.terminate()
            process.wait(timeout=120)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process, log):
    """Return once the server answers; raise when it ends or never does."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
            try:
                connection.request("GET", "/livez")
                connection.getresponse().read()
                return
            except OSError:
                time.sleep(0.1)
    raise RuntimeError(f"The server doesn't answer:\n{log.read_text()}")
