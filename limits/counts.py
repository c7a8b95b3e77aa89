"""Counts in Redis if there is one, and in this worker's memory always."""

import math
from functools import cached_property

from django.conf import settings

from limits.memory import MemoryCounts


class Counts:
    """How often each Place was counted in the last `seconds`.

    With REDIS_URL all workers and machines share them. What is counted there is counted in memory,
    too: when Redis goes away, a worker goes on from what it has seen itself.
    """

    def __init__(self, seconds):
        self.seconds = seconds
        self._memory = MemoryCounts(seconds)

    @cached_property
    def _shared(self):
        # Most installations have no Redis, and its package takes 0.2 s to import.
        from limits.shared import SharedCounts

        return SharedCounts(self.seconds)

    def take(self, places):
        """Count once at each Place if all have room; return (whether they had, counts before)."""
        answer = self._shared.take(places) if settings.REDIS_URL else None
        if answer is None:
            return self._memory.take(places)
        if answer[0]:
            self._memory.take([place._replace(most=math.inf) for place in places])
        return answer

    def forget(self, name):
        """Forget what was counted at a Place of that name."""
        self._memory.forget(name)
        if settings.REDIS_URL:
            self._shared.forget(name)

    def forget_all(self):
        """Forget what was counted in memory, as a new process does."""
        self._memory.forget_all()
