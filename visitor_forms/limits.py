"""How often one visitor may send a form, without keeping who that was.

Counted in each worker's own memory, by a digest of the address under a key that is made when
the worker starts and is never written down: it can't be turned back, nor outlive the process.
"""

import hmac
import secrets
import time
from collections import deque
from hashlib import sha256
from ipaddress import ip_address, ip_network
from threading import Lock

from django.conf import settings

# More visitors than this at once: the oldest are forgotten, the site's own limit still holds.
MOST_KEPT = 10_000
# Whoever rents a server often has 65,536 networks of IPv6; all of them together, so many times
# what one may: else one of them could fill the limit for all, and nobody else could send.
NETWORKS_OF_ONE = 4


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
        where = address(request)
        now = time.monotonic()
        with self._lock:
            counted = [(self._all, self.times_for_all)]
            if where:
                counted.append((self._submissions(where), self.times))
            if "/" in where:
                wider = str(ip_network(where).supernet(new_prefix=48))
                counted.append((self._submissions(wider), self.times * NETWORKS_OF_ONE))
            if not all(self._has_room(times, most, now) for times, most in counted):
                return False
            for times, _most in counted:
                times.append(now)
        return True

    def _submissions(self, where):
        """Return when it was sent from an address or network before, to be added to."""
        who = hmac.new(self._key, where.encode(), sha256).digest()
        times = self._seen.pop(who, None) or deque()
        self._seen[who] = times  # last: dicts keep the order in which keys came
        if len(self._seen) > MOST_KEPT:
            self._seen.pop(next(iter(self._seen)))
        return times

    def _has_room(self, times, most, now):
        """Forget what is too long ago, and tell whether fewer than `most` are left."""
        while times and times[0] <= now - self.seconds:
            times.popleft()
        return len(times) < most


def address(request):
    """Return the address a request came from: the connection's, or what our proxy says it is.

    "" where that is this machine itself: behind a proxy that doesn't say, all visitors would
    be one, and the first of them would lock out the others. Of IPv6 the first half, a
    network of one household: within it everyone has 2^64 addresses. Of several addresses the
    last: our proxy added it to what a visitor's browser may have made up. "" if it is none.
    """
    header = settings.CLIENT_ADDRESS_HEADER
    header_value = header and request.headers.get(header, "") or request.META.get("REMOTE_ADDR", "")
    try:
        ip = ip_address(header_value.rpartition(",")[2].strip())
    except ValueError:
        return ""
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if ip.is_loopback:
        return ""
    if ip.version == 6:
        return str(ip_network((int(ip), 64), strict=False))
    return str(ip)
