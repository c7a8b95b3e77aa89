"""Limit how often one visitor may send a form, without storing who that was.

Each worker counts in its own memory, by a keyed digest of the address. The key is random, made
when the worker starts and never stored, so a digest can't be reversed or outlive the process.
"""

import hmac
import secrets
import time
from collections import deque
from hashlib import sha256
from ipaddress import ip_address, ip_network
from threading import Lock

from django.conf import settings

# Beyond this many visitors the oldest are forgotten; the limit for all still holds.
MOST_KEPT = 10_000
# A rented server often comes with 65,536 IPv6 networks (a /48). Together they may send this many
# times the limit of one: otherwise a single sender could use up the limit for all.
NETWORKS_OF_ONE = 4


class Limit:
    """At most `times` in `seconds` for one address; `times_for_all` for all of them together."""

    def __init__(self, times, seconds, times_for_all):
        self.times, self.seconds, self.times_for_all = times, seconds, times_for_all
        self._lock = Lock()
        self.forget()

    def forget(self):
        """Start over with a new key, as a new process does."""
        self._key = secrets.token_bytes(32)
        self._seen = {}
        self._all = deque()

    def allows(self, request):
        """Return whether one more submission is within the limit, and count it if so."""
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
        """Return the (mutable) times of earlier submissions from an address or network."""
        who = hmac.new(self._key, where.encode(), sha256).digest()
        times = self._seen.pop(who, None) or deque()
        self._seen[who] = times  # last: dicts keep the order in which keys came
        if len(self._seen) > MOST_KEPT:
            self._seen.pop(next(iter(self._seen)))
        return times

    def _has_room(self, times, most, now):
        """Drop times outside the window, and return whether fewer than `most` are left."""
        while times and times[0] <= now - self.seconds:
            times.popleft()
        return len(times) < most


def address(request):
    """Return the client's address: from the proxy's header if one is set, else the connection's.

    Return "" for a loopback address: behind a proxy that doesn't forward the address, all
    visitors would count as one, and the first would lock out the rest. Return "" if it isn't an
    address. For IPv6, return the /64 network: a household has 2^64 addresses in it. Of several
    addresses in the header take the last, which our proxy added; a browser may forge the others.
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
