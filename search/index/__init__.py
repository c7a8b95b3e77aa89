"""
The directory in memory, for searches: `current()`.

Searches compare sets of all facilities; a database would build these sets anew for each
of a page's counts (docs/decisions/0008-index-in-memory.md).
"""

import logging
from threading import Lock

from django.db import DatabaseError, connections

from facilities.taxonomy import revision, taxonomy
from places.gazetteer.atlas import atlas
from search.index.build import build
from search.index.index import Index

__all__ = ["Index", "current", "warm"]

logger = logging.getLogger(__name__)

_kept = None
_building = Lock()


def current() -> Index:
    """
    Return the Index of the directory's present revision, built anew if it changed.

    One thread builds, in about two seconds; the others go on with the index before.
    """
    global _kept
    token, kept = revision(), _kept
    if kept and kept.token == token:
        return kept
    if not _building.acquire(blocking=kept is None):
        return kept
    try:
        if _kept is None or _kept.token != token:
            _kept = build(token, taxonomy().original)
    finally:
        _building.release()
    return _kept


def warm():
    """Read directory and gazetteer now, when a server starts; a search does it if this can't."""
    try:
        current()
        atlas()
    except DatabaseError as error:
        logger.warning("The directory couldn't be read yet: %s", type(error).__name__)
    finally:
        connections.close_all()
