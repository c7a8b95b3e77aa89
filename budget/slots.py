"""Few dear answers at once in each worker: the others are told when to ask again."""

import threading
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from django.dispatch import Signal

Line = TypeVar("Line")
# A worker has four threads; two stay free for searches. Counting who asks would need
# addresses of visitors; counting what runs needs none.
MOST_AT_ONCE = 2
SECONDS_TO_WAIT = 20
# Sent, with nothing else, each time that no slot is free: for whoever counts that.
refused = Signal()
_slots = threading.BoundedSemaphore(MOST_AT_ONCE)


class Busy(Exception):
    """All slots are taken. The middleware in `finder` answers 429, with `seconds` to wait."""

    seconds = SECONDS_TO_WAIT


@contextmanager
def slot() -> Iterator[None]:
    """Hold a slot within the block, or raise Busy at once."""
    _take()
    try:
        yield
    finally:
        _slots.release()


class Held(Generic[Line]):
    """Lines of a long answer: a slot is held from now until they are closed, or raise Busy.

    The slot is free again at the first of: sent to the end, connection lost, forgotten.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        _take()
        self.lines = lines
        # Never twice, however often it is called.
        self.close = weakref.finalize(self, _slots.release)

    def __iter__(self) -> Iterator[Line]:
        # Not the lines alone: who reads them keeps this, and the slot, alive.
        yield from self.lines


def _take() -> None:
    if not _slots.acquire(blocking=False):
        refused.send(sender=None)
        raise Busy
