"""Datasette over a SQLite file, with a JSON array for each group of services."""

import json
import sqlite3
import sys
from contextlib import contextmanager
from functools import partial
from time import perf_counter
from urllib.parse import urlencode

from benchmarks.peers.circle import box, miles_sql
from benchmarks.peers.contender import Answer, Contender, timed_get
from benchmarks.processes import Failed, run, say
from benchmarks.server import free_port, listening, megabytes_of

RELEASE = "datasette==0.65.5"
ROWS = 20
TABLE = "facilities"
PLAIN = (
    "public_id", "name", "program", "street", "street2", "city", "state", "zip", "county",
    "phone", "website", "latitude", "longitude",
)  # fmt: skip
SETTINGS = {
    # What wouldn't be answered in a second or two is answered late, not left out.
    "sql_time_limit_ms": 30_000,
    "facet_time_limit_ms": 30_000,
    "default_facet_size": 100,
}
SERVED = "sorted by name, given the point; uvicorn, loopback HTTP"


@contextmanager
def datasette(exported, folder, home):
    """Yield the Contender, or [] with a line that says why not."""
    program = installed(home / "datasette")
    if program is None:
        yield []
        return
    path = folder / "directory.db"
    started = perf_counter()
    fill(path, exported)
    loaded = perf_counter() - started
    port = free_port()
    command = [program, "serve", "--immutable", path, "--host", "127.0.0.1", "--port", port]
    for name, value in SETTINGS.items():
        command += ["--setting", name, value]
    command = [str(part) for part in command]
    with listening(command, None, folder / "datasette.log", port, "/-/versions.json") as server:
        facts, groups = {"load": f"{loaded:.1f} s"}, exported["groups"]

        def rows(question, **options):
            """Ask for JSON; return the Answer."""
            seconds, text = timed_get(port, address(question, groups, **options))
            facts["memory"] = f"{megabytes_of(server.pid):.0f} MB"
            return answer(seconds, text, groups if options.get("counts", True) else [])

        tuned = partial(rows, suggests=False)
        uncounted = partial(rows, suggests=False, counts=False)
        yield [
            Contender(f"Datasette: {name}", f"{description}, {SERVED}", ask, **more, facts=facts)
            for name, description, ask, more in (
                ("JSON", f"{RELEASE} as it comes, which also looks for more facets", rows, {}),
                ("JSON, tuned", "without looking for more facets", tuned, {}),
                ("JSON, no counts", "without any facets", uncounted, {"has_counts": False}),
            )
        ]


def installed(home):
    """Return Datasette's program in a virtual environment of its own; None if it can't be had."""
    program = home / "bin" / "datasette"
    mark = home / "installed"
    if not mark.exists() or mark.read_text() != RELEASE:
        say(f"installing {RELEASE} below {home}")
        try:
            run([sys.executable, "-m", "venv", str(home)])
            run([str(home / "bin" / "pip"), "install", "--quiet", RELEASE])
        except Failed as error:
            say(f"Datasette is left out: {error}")
            return None
        mark.write_text(RELEASE)
    return program


def fill(path, exported):
    """Write the table, indexed and analysed as Datasette's users would."""
    groups = [group["slug"] for group in exported["groups"]]
    of_group = {group["slug"]: set(group["services"]) for group in exported["groups"]}
    columns = [*PLAIN, *groups]
    connection = sqlite3.connect(path)
    names = ", ".join(f'"{name}"' for name in columns)
    connection.execute(f"CREATE TABLE {TABLE} (id INTEGER PRIMARY KEY, {names})")
    marks = ", ".join("?" * len(columns))
    connection.executemany(
        f"INSERT INTO {TABLE} ({names}) VALUES ({marks})",
        (
            [facility[name] for name in PLAIN]
            + [
                json.dumps([s for s in facility["services"] if s in of_group[slug]])
                for slug in groups
            ]
            for facility in exported["facilities"]
        ),
    )
    connection.execute(f"CREATE INDEX position ON {TABLE} (latitude, longitude)")
    connection.execute(f"CREATE INDEX by_name ON {TABLE} (name)")
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()


def address(question, groups, suggests=True, counts=True):
    """Return the address of the table with that place, those filters and all facets, or none."""
    chosen = [
        (f"{group}__arraycontains", slug)
        for group, slugs in question["chosen"].items()
        for slug in slugs
    ]
    facets = [("_facet_array", group["slug"]) for group in groups if counts]
    south, north, west, east = box(question)
    place = (
        f"latitude between {south} and {north} and longitude between {west} and {east}"
        f" and {miles_sql(question)} <= {question['miles']}"
    )
    query = [("_where", place), *chosen, *facets]
    query += [("_sort", "name"), ("_size", ROWS), ("_shape", "objects")]
    query += [] if suggests else [("_nosuggest", 1)]
    return f"/directory/{TABLE}.json?{urlencode(query)}"


def answer(seconds, text, groups):
    """Return the Answer of a text; raise Failed if the facet of a group isn't in it."""
    read = json.loads(text)
    if not groups:
        return Answer(seconds, read["filtered_table_rows_count"])
    facets = read["facet_results"]
    missing = {group["slug"] for group in groups} - set(facets)
    if missing:
        raise Failed(f"Datasette leaves out {missing}: {text[:200]}")
    narrowing = {
        value["value"]: value["count"] for facet in facets.values() for value in facet["results"]
    }
    return Answer(seconds, read["filtered_table_rows_count"], narrowing=narrowing)
