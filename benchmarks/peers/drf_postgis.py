"""The build in postgis/, loaded and served as the finder is."""

import ctypes.util
import json
from contextlib import contextmanager
from functools import partial
from time import perf_counter
from urllib.parse import urlencode

from benchmarks.peers.contender import Answer, Contender, timed_get
from benchmarks.processes import ask as ask_child
from benchmarks.processes import say
from benchmarks.server import megabytes_of, serving, workers_of

NAME = "postgis"
ADVICE = "apt install postgresql-15-postgis-3 gdal-bin (the server's own version in place of 15)"
SETTINGS = {"DJANGO_SETTINGS_MODULE": "benchmarks.peers.postgis.settings"}


@contextmanager
def drf_postgis(database, exported_path, folder):
    """Yield the Contender, or [] with a line that says why not; `database` may be None."""
    reason = lacking(database)
    if reason:
        say(f"the PostGIS build is left out: {reason}: {ADVICE}")
        yield []
        return
    say("the PostGIS build: loading")
    database.create(NAME)
    started = perf_counter()
    url = database.url(NAME)
    release = ask_child("peers.postgis.load", url, variables=SETTINGS, path=str(exported_path))
    facts = {"load": f"{perf_counter() - started:.1f} s"}
    application = "benchmarks.peers.postgis.wsgi"
    with serving(url, folder / "postgis.log", application, **SETTINGS) as (port, master):

        def ask(question, **more):
            seconds, text = timed_get(port, address(question, **more))
            facts["memory"] = f"{max(map(megabytes_of, workers_of(master))):.0f} MB a worker"
            read = json.loads(text)
            return Answer(seconds, read["count"], apart=read.get("facets"))

        description = (
            f"django-filter, DRF, PostGIS {release}, JSON, given the point;"
            " gunicorn, 2 workers, loopback HTTP"
        )
        like = {"description": description, "is_exact": False, "facts": facts}
        uncounted = partial(ask, counts="no")
        yield [
            Contender("DRF + PostGIS: JSON", ask=ask, **like),
            Contender("DRF + PostGIS: JSON, no counts", ask=uncounted, has_counts=False, **like),
        ]


def lacking(database):
    """Return what isn't here, in words, or None."""
    if database is None:
        return "no PostgreSQL"
    if not ctypes.util.find_library("gdal"):
        return "no GDAL"
    with database.connected() as connection:
        named = "SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'"
        return None if connection.execute(named).fetchone() else "no PostGIS in the server"


def address(question, **more):
    """Return the address with the place and the services chosen."""
    chosen = {
        group.replace("-", "_"): ",".join(slugs) for group, slugs in question["chosen"].items()
    }
    place = {
        "lat": question["latitude"],
        "lon": question["longitude"],
        "radius": question["miles"],
    }
    return f"/facilities/?{urlencode(place | chosen | more)}"
