"""What runs beside a worker's requests: is each database there, and is the copy current?

Started by deploy/gunicorn.conf.py alone, so in processes that serve; for PostgreSQL alone.
"""

import logging
import subprocess
import sys
import time
from collections import deque
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.db import connections

from database import sources
from database.copies import changes, file
from database.deadlines import end_late, within

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.1  # at queries that are late
SECONDS_BETWEEN_PROBES = 1.0
SECONDS_TO_ANSWER = 1.0
# That a request waits for a connection of the pool.
SECONDS_TO_CONNECT = 1.0
# A replica that lacks what the primary had written so many seconds ago is behind.
SECONDS_BEHIND = 5.0
SECONDS_BETWEEN_COPIES = 10.0
SECONDS_AFTER_A_FAILURE = 60.0

PROBE = """
    SELECT (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
            ELSE pg_current_wal_lsn() END) - '0/0'::pg_lsn
"""


def start():
    """Watch the databases of this process from now on; there is nothing to watch with SQLite."""
    if settings.DATABASES[sources.PRIMARY]["ENGINE"] != "django.db.backends.postgresql":
        return
    ended = Event()
    written: deque[tuple[float, float]] = deque(maxlen=60)
    Thread(target=_end_late, args=[ended], name="database-deadlines", daemon=True).start()
    for source in sources.start():
        connections.settings[source.alias]["OPTIONS"]["pool"]["timeout"] = SECONDS_TO_CONNECT
        probe = Probe(source, written, ended)
        Thread(target=probe.run, name=f"database-{source.alias}", daemon=True).start()


def _end_late(ended):
    while not ended.wait(SECONDS_BETWEEN_LOOKS):
        end_late()


class Probe:
    """Asks one database every second, on a connection of its own.

    `written`: [(when, position in the primary's log)], shared by all probes.
    """

    def __init__(self, source, written, ended):
        self.source, self.written, self.ended = source, written, ended
        self.connection: Any = None
        self.copier = Copier()

    def run(self):
        self.connection = self.own_connection()
        while not self.ended.wait(SECONDS_BETWEEN_PROBES):
            try:
                self.probe()
            except Exception as error:
                self.lost(error)
            else:
                if self.source.alias == sources.PRIMARY:
                    self.copy()

    def own_connection(self):
        """Return a connection for this thread that doesn't come from the pool it is to judge."""
        connection = connections.create_connection(self.source.alias)
        options = {**connection.settings_dict["OPTIONS"]}
        options.pop("pool", None)
        options["connect_timeout"] = 2  # seconds, PostgreSQL's least
        connection.settings_dict = {**connection.settings_dict, "OPTIONS": options}
        return connection

    def probe(self):
        with within(SECONDS_TO_ANSWER), self.connection.cursor() as cursor:
            cursor.execute(PROBE)
            position = float(cursor.fetchone()[0] or 0)
        self.met(position)

    def copy(self):
        """Have the directory copied if it changed; whatever fails there, the database is here."""
        try:
            with within(SECONDS_TO_ANSWER):
                self.copier.look(self.connection)
        except Exception as error:
            logger.error("the directory couldn't be copied: %s", type(error).__name__)
            self.copier.due_from = time.monotonic() + SECONDS_AFTER_A_FAILURE
            self.close()

    def met(self, position):
        """Note that it answered."""
        now, is_primary = time.monotonic(), self.source.alias == sources.PRIMARY
        if is_primary:
            self.written.append((now, position))
        else:
            needed = [at for when, at in list(self.written) if when <= now - SECONDS_BEHIND]
            self.source.is_behind = bool(needed) and position < needed[-1]
        if not self.source.is_reachable:
            # Connections from before it was away are dead: none is to be met one by one.
            pooled: Any = connections[self.source.alias]
            pooled.close_pool()
            self.source.is_reachable = True
            self.source.work()

    def lost(self, error):
        """Note that it didn't answer."""
        self.source.is_reachable = False
        self.source.fail(error)
        self.close()

    def close(self):
        """Close the probe's own connection; the next probe opens another."""
        try:
            self.connection.close()
        except Exception:
            self.connection.connection = None


class Copier:
    """Starts a process that copies the directory when it changed; one at a time."""

    def __init__(self):
        self.process = None
        self.due_from = 0.0

    def look(self, connection):
        """Start copying if the directory changed since the last copy."""
        now = time.monotonic()
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                return
            self.process = None
            if code:
                logger.error("the directory couldn't be copied: exit code %s", code)
            self.due_from = now + (SECONDS_AFTER_A_FAILURE if code else SECONDS_BETWEEN_COPIES)
        if not settings.COPY_DIR or now < self.due_from:
            return
        self.due_from = now + 2 * SECONDS_BETWEEN_PROBES
        kept = file.current()
        if kept is None or changes.changed(changes.counted(connection), kept.counted):
            command = ["nice", "-n", "15", sys.executable, str(settings.BASE_DIR / "manage.py")]
            # Not `preexec_fn`: beside other threads, what that runs may wait for ever.
            self.process = subprocess.Popen([*command, "copy_directory"], stdout=subprocess.DEVNULL)
