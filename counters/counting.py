"""`count(kind, key)`: one more, in this worker's memory; written to the database now and then.

Written at the end of a request, every `settings.COUNTS_EVERY` seconds at most, and when the
process ends. Where that fails the numbers stay in memory for the next time: counting never
breaks or holds up a page. Decisions: docs/decisions/0019-counters.md.
"""

import logging
import time
from collections import Counter
from threading import Lock

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from counters.models import DailyCount, Kind
from visitor_forms.sqlite import pragma

logger = logging.getLogger(__name__)

# More different things than this wait for no database: what is new then isn't counted.
MOST_WAITING = 20_000
# Where another process writes, this one tries again later rather than wait.
MILLISECONDS_TO_WAIT = 200
# One key too long for its column would keep all the others from being written.
LONGEST_KEY = DailyCount._meta.get_field("key").max_length
ADD = """
    INSERT INTO {table} (kind, key, day, number) VALUES (%s, %s, %s, %s)
    ON CONFLICT (kind, key, day) DO UPDATE SET number = {table}.number + excluded.number
"""

_waiting = Counter()  # {(kind, key, day): number}
_guard = Lock()
_flushing = Lock()
_flushed_at = time.monotonic()


def count(kind, key):
    """Count one more of a Kind for `key` today. Takes no time, touches no database."""
    counted = Kind(kind).value, str(key)[:LONGEST_KEY], timezone.localdate()
    with _guard:
        if counted in _waiting or len(_waiting) < MOST_WAITING:
            _waiting[counted] += 1


def may_count(request):
    """Tell whether a visitor's browser lets itself be counted: it doesn't say otherwise."""
    return request.headers.get("Sec-GPC") != "1" and request.headers.get("DNT") != "1"


def flush_when_due(**_signal):
    """Write what waits, if the last time was long enough ago. For `request_finished`."""
    every = settings.COUNTS_EVERY
    if every is not None and _waiting and time.monotonic() >= _flushed_at + every:
        flush()


def flush():
    """Write what waits. What can't be written is kept; only the kind of trouble is logged."""
    global _flushed_at
    if not _flushing.acquire(blocking=False):
        return  # another thread is at it
    counts = {}
    try:
        _flushed_at = time.monotonic()
        with _guard:
            counts = dict(_waiting)
            _waiting.clear()
        _add(counts)
    except Exception as error:  # whatever it is, the page it comes after was answered
        with _guard:
            _waiting.update(counts)
        logger.warning("counts kept for later: %s", type(error).__name__)
    finally:
        _flushing.release()


def _add(counts):
    """Add {(kind, key, day): number} to the database, all or nothing."""
    if not counts:
        return
    table = connection.ops.quote_name(DailyCount._meta.db_table)
    # In one order everywhere, so that two workers never wait for each other.
    rows = [(*counted, number) for counted, number in sorted(counts.items())]
    soon = pragma("busy_timeout", MILLISECONDS_TO_WAIT)  # it waits for long otherwise
    try:
        with soon, transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"SET LOCAL lock_timeout = {MILLISECONDS_TO_WAIT}")
            cursor.executemany(ADD.format(table=table), rows)
    finally:
        # Django's own clean-up at the end of the request was before.
        if not connection.in_atomic_block:
            close_old_connections()
