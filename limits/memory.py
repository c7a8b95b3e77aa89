"""Counts in a process's own memory."""

import hmac
import secrets
import time
from collections import deque
from hashlib import sha256
from threading import Lock

# Beyond this many places the oldest are forgotten.
MOST_KEPT = 10_000


class MemoryCounts:
    """When each Place was counted, as long as a window lasts.

    Places are known by a digest under a random key, made when the worker starts and never stored:
    a digest can't be reversed or outlive the process.
    """

    def __init__(self, seconds):
        self.seconds = seconds
        self._lock = Lock()
        self.forget_all()

    def forget_all(self):
        """Start over with a new key, as a new process does."""
        self._key = secrets.token_bytes(32)
        self._seen = {}

    def take(self, places):
        """Count once at each Place if all have room; return (whether they had, counts before)."""
        now = time.monotonic()
        with self._lock:
            counted = [self._recent(place, now) for place in places]
            counts = [len(times) for times in counted]
            has_room = all(map(has_room_for_more, counts, places))
            if has_room:
                for place, times in zip(places, counted, strict=True):
                    self._add(place, times, now)
        return has_room, counts

    def forget(self, name):
        """Forget what was counted at a Place of that name."""
        with self._lock:
            self._seen.pop(self._digest(name), None)

    def _recent(self, place, now):
        """Return the (mutable) times within the window at which a Place was counted."""
        times = self._seen.get(self._digest(place.name)) or deque()
        while times and times[0] <= now - self.seconds:
            times.popleft()
        return times

    def _add(self, place, times, now):
        times.append(now)
        if len(times) > place.kept:
            times.popleft()
        digest = self._digest(place.name)
        self._seen.pop(digest, None)
        self._seen[digest] = times  # last: dicts keep the order in which keys came
        if len(self._seen) > MOST_KEPT:
            self._seen.pop(next(iter(self._seen)))

    def _digest(self, name):
        return hmac.new(self._key, name.encode(), sha256).digest()


def has_room_for_more(count, place):
    """Tell whether a Place that was counted so often may be counted once more."""
    return count < place.most
