"""The databases that can answer a visitor's read, and which of them work: a circuit breaker each.

A source that failed isn't asked for a second, then for twice as long each time. Then
one request tries it, and the others use it again once that was answered. Nothing of this
happens unless `database.watching` runs: commands and tests ask the database they were given.
"""

import logging
import time
from dataclasses import dataclass, field
from itertools import count
from threading import Lock

from django.conf import settings
from django.db import OperationalError

from database.copies import file

logger = logging.getLogger(__name__)

PRIMARY, COPY = "default", "copy"
LEAST_SECONDS, MOST_SECONDS = 1.0, 30.0
# Who fails again so soon after working again waits longer.
SECONDS_TO_TRUST = 60.0


class Away(OperationalError):
    """The database is known to be away: nobody waits for it."""


@dataclass
class Source:
    """A database server and whether it works.

    `is_reachable`: its last probe was answered; `is_behind`: a replica that lacks what the primary
    had some seconds ago. `failed_at`, `trusted_from`: seconds of the monotonic clock.
    """

    alias: str
    is_reachable: bool = True
    is_behind: bool = False
    is_open: bool = False
    is_tried: bool = False
    failed_at: float = 0.0
    seconds: float = LEAST_SECONDS
    trusted_from: float = 0.0
    guard: Lock = field(default_factory=Lock)

    @property
    def state(self):
        """Return how it is, in a word or two."""
        if not self.is_reachable:
            return "away"
        if self.is_open:
            return "failed, tried again soon"
        return "behind" if self.is_behind else "ok"

    def fail(self, error):
        """Don't ask it for a while."""
        with self.guard:
            now = time.monotonic()
            if not self.is_open:
                logger.error("database %s is away: %s", self.alias, type(error).__name__)
            if self.is_tried or (not self.is_open and now < self.trusted_from):
                self.seconds = min(self.seconds * 2, MOST_SECONDS)
            elif not self.is_open:
                self.seconds = LEAST_SECONDS
            self.is_open, self.is_tried, self.failed_at = True, False, now

    def work(self):
        """Use it again."""
        with self.guard:
            if self.is_open:
                logger.warning("database %s answers again", self.alias)
                self.trusted_from = time.monotonic() + SECONDS_TO_TRUST
            self.is_open = self.is_tried = False

    def may_be_asked(self):
        """Tell whether to ask it now; of those who come while it is open, one may try."""
        if not self.is_open:
            return True
        with self.guard:
            is_due = time.monotonic() >= self.failed_at + self.seconds
            if self.is_tried or not self.is_reachable or not is_due:
                return False
            self.is_tried = True
            return True


_turn = count()
_sources: dict[str, Source] = {}


def start():
    """Make a Source of each database server of the settings; return them."""
    servers = [alias for alias in settings.DATABASES if alias != COPY]
    _sources.update({alias: Source(alias) for alias in servers})
    return list(_sources.values())


def stop():
    """Forget them all: everything is asked of the primary again."""
    _sources.clear()


def all_sources():
    """Return every Source, the primary first; none unless the databases are watched."""
    return list(_sources.values())


def is_away():
    """Tell whether the primary is known not to work."""
    return PRIMARY in _sources and _sources[PRIMARY].is_open


def fail(alias, error):
    if alias in _sources:
        _sources[alias].fail(error)


def tried(alias, has_asked):
    """Note that a request went well: if it was the one to try an open source, use that again.

    `has_asked`: it did read from it; else the next may try.
    """
    source = _sources.get(alias)
    if source is None or not source.is_tried:
        return
    if has_asked:
        source.work()
    else:
        source.is_tried = False


def choose(excluded=(), is_fresh=False):
    """Return the alias to read from, or None if nothing can answer.

    `excluded`: aliases that failed already; `is_fresh`: the primary before any replica, for who may
    have to read what was just written.
    """
    if not _sources:
        return None if PRIMARY in excluded else PRIMARY
    replicas = [source for source in _sources.values() if source.alias != PRIMARY]
    if replicas:
        turn = next(_turn) % len(replicas)
        replicas = replicas[turn:] + replicas[:turn]
    current = [source for source in replicas if not source.is_behind]
    behind = [source for source in replicas if source.is_behind]
    primary = [_sources[PRIMARY]]
    order = [*primary, *current, *behind] if is_fresh else [*current, *primary, *behind]
    for source in order:
        if source.alias not in excluded and source.may_be_asked():
            return source.alias
    return COPY if COPY not in excluded and file.current() else None
