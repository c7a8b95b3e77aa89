"""What a worker takes of the system's memory and doesn't use: kept low, where it is glibc's to say.

glibc gives each thread a heap of its own, and keeps what is freed for whoever asks next. Python's
threads run one at a time, so they need no heaps of their own; and what it takes to read a directory
or to make a file isn't needed again for hours.
"""

import ctypes
from typing import Any

SECONDS_BETWEEN = 30.0
ARENA_MAX = -8  # glibc's number of this option


def _library() -> Any:
    """Return the C library, or None where it isn't glibc."""
    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):
        return None
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None


_glibc = _library()


def use_one_heap() -> None:
    """Have all threads share one heap: before any is started; forked processes do the same."""
    if _glibc:
        _glibc.mallopt(ARENA_MAX, 1)


def give_back() -> None:
    """Give back to the system what isn't used: some milliseconds, in which other threads go on."""
    if _glibc:
        _glibc.malloc_trim(0)
