"""Count events in this worker's memory, and write the counts to the database now and then.

`count(kind, key)` adds one. Counts are written at the end of a request, at most every
`settings.COUNTS_EVERY` seconds, and when the process ends. If writing fails, they stay in memory
for the next time: counting never breaks or delays a page (docs/decisions/0019-counters.md).
"""

import logging
import time
from collections import Counter
from threading import Lock

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

import database
from counters.models import DailyCount, Kind
from database.deadlines import within
from visitor_forms.sqlite import pragma

logger = logging.getLogger(__name__)

# At most this many different counts wait in memory; beyond that, new ones are dropped.
MOST_WAITING = 20_000
# If another process is writing, try again later instead of waiting longer.
MILLISECONDS_TO_WAIT = 200
# A single key too long for its column would keep all counts from being written.
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
    """Add one to today's count of a Kind for `key`, in memory only."""
    counted = Kind(kind).value, str(key)[:LONGEST_KEY], timezone.localdate()
    with _guard:
        if counted in _waiting or len(_waiting) < MOST_WAITING:
            _waiting[counted] += 1


def may_count(request):
    """Return whether a visitor may be counted: their browser doesn't object (GPC, DNT)."""
    return request.headers.get("Sec-GPC") != "1" and request.headers.get("DNT") != "1"


def flush_when_due(**_signal):
    """Write the waiting counts if the last flush was long enough ago (`request_finished`)."""
    every = settings.COUNTS_EVERY
    is_due = every is not None and time.monotonic() >= _flushed_at + every
    if is_due and _waiting and not database.is_away():
        flush()


def flush():
    """Write the waiting counts. On failure keep them, and log only the exception's type."""
    global _flushed_at
    if not _flushing.acquire(blocking=False):
        return  # another thread is writing
    counts = {}
    try:
        _flushed_at = time.monotonic()
        with _guard:
            counts = dict(_waiting)
            _waiting.clear()
        _add(counts)
    except Exception as error:  # the page was already sent
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
    # Sorted, so that two workers never deadlock.
    rows = [(*counted, number) for counted, number in sorted(counts.items())]
    soon = pragma("busy_timeout", MILLISECONDS_TO_WAIT)  # the default timeout is far longer
    try:
        # A frozen database would keep the thread, and visitors need it.
        limit = within(database.SECONDS)
        with soon, limit, transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"SET LOCAL lock_timeout = {MILLISECONDS_TO_WAIT}")
            cursor.executemany(ADD.format(table=table), rows)
    finally:
        # Django's own clean-up at the end of the request has already run.
        if not connection.in_atomic_block:
            close_old_connections()
