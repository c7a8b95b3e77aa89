"""The directory in memory, for searches: `current()`.

Searches compare sets of all facilities; a database would build these sets anew for each
of a page's counts (docs/decisions/0008-index-in-memory.md).
"""

from derived import Derived
from facilities.taxonomy import revision, taxonomy_of
from search.index.build import build
from search.index.index import Index

__all__ = ["Index", "current", "latest"]

_index = Derived(lambda token: build(token, taxonomy_of(token)), version=revision, kept_as="index")


def current() -> Index:
    """Return the Index of the directory's present revision, built anew if it changed.

    One thread builds, in about two seconds; the others go on with the index before.
    """
    return _index.current()


def latest() -> Index | None:
    """Return the Index that was built last, or None if none was yet."""
    return _index.latest()
