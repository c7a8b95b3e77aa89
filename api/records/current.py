"""The Records that fit the index in use: opened, or made if nobody did, beside requests."""

import logging
import shutil
import time
import weakref
from threading import Lock, Thread

from django.db import connections

import derived
from api.records.file import Broken, Records
from api.records.making import Changed, folder_of, version_for
from budget import Busy
from search.index import Index

# Until the next try: while another worker makes them; after something went wrong, such as a
# full disk, as each try may cost seconds of work.
SECONDS_BETWEEN, SECONDS_AFTER_FAILURE = 5, 300
logger = logging.getLogger(__name__)
_lock = Lock()
_next_try = 0.0
_kept: "tuple[weakref.ref[Index], Records] | None" = None


def records_of(index: Index) -> Records | None:
    """Return the Records of an Index, or None: the answer is made the plain way then."""
    current = _kept  # replaced as a whole, never changed: reading it takes no lock
    if current and current[0]() is index:
        return current[1]
    if derived.is_serving() and time.monotonic() > _next_try and _lock.acquire(blocking=False):
        _start_aside(index)
    return None


def open_or_make(index: Index) -> None:
    """Have the Records of an Index from now on: those that lie there, or new ones."""
    global _kept
    folder, version = folder_of(index), version_for(index)
    try:
        _kept = weakref.ref(index), Records(folder, version, index.pks)
    except (Broken, FileNotFoundError):
        shutil.rmtree(folder, ignore_errors=True)  # the next try makes them anew
        raise


def forget() -> None:
    """Forget the Records: for tests."""
    global _kept
    _kept = None


def _start_aside(index: Index) -> None:
    try:
        Thread(target=_aside, args=[index], name="records", daemon=True).start()
    except RuntimeError:  # the system has no room for another thread: the next request tries
        _lock.release()


def _aside(index: Index) -> None:
    """Do it in a thread of its own, which ends by giving back the lock."""
    global _next_try
    seconds = SECONDS_BETWEEN
    try:
        open_or_make(index)
    except (Broken, Busy, Changed) as reason:
        logger.debug("records aren't there yet: %s", type(reason).__name__)
    except Exception as error:
        # Every answer is made the plain way then.
        logger.warning("records can't be kept in KEPT_FILES_DIR: %s", type(error).__name__)
        seconds = SECONDS_AFTER_FAILURE
    finally:
        _next_try = time.monotonic() + seconds
        _lock.release()
        connections.close_all()
