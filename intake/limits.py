"""How often one visitor may send a form, without keeping who that was.

Counted in each worker's own memory, by a digest of the address under a key that is made when
the worker starts and is never written down: it can't be turned back, nor outlive the process.
"""

import hmac
import secrets
import time
from collections import deque
from hashlib import sha256
from threading import Lock

from django.conf import settings

# More visitors than this at once: the oldest are forgotten, the site's own limit still holds.
MOST_KEPT = 10_000


class Limit:
    """At most `times` in `seconds` for one address; `times_for_all` for all of them together."""

    def __init__(self, times, seconds, times_for_all):
        self.times, self.seconds, self.times_for_all = times, seconds, times_for_all
        self._lock = Lock()
        self.forget()

    def forget(self):
        """Start anew, as a new process does."""
        self._key = secrets.token_bytes(32)
        self._seen = {}
        self._all = deque()

    def allows(self, request):
        """Count one more sending, and tell whether it is still within the limit."""
        who = hmac.new(self._key, address(request).encode(), sha256).digest()
        now = time.monotonic()
        with self._lock:
            mine = self._seen.pop(who, None) or deque()
            for times in (mine, self._all):
                while times and times[0] <= now - self.seconds:
                    times.popleft()
            allowed = len(mine) < self.times and len(self._all) < self.times_for_all
            if allowed:
                mine.append(now)
                self._all.append(now)
            self._seen[who] = mine  # last: dicts keep the order in which keys came
            if len(self._seen) > MOST_KEPT:
                self._seen.pop(next(iter(self._seen)))
        return allowed


def address(request):
    """Return the address a request came from: the connection's, or what our proxy says it is."""
    header = settings.CLIENT_ADDRESS_HEADER
    return header and request.headers.get(header, "") or request.META.get("REMOTE_ADDR", "")
