"""Counts that all workers and machines share, in Redis or Valkey.

Redis holds sorted sets of times and random texts, under digests. Nothing is ever unpacked from it
(no pickle), so whoever can write to it can't run code here. One script does a whole step, so that
of two senders at once one is the last to have room.
"""

import hmac
import logging
import secrets
import time
from functools import cache
from hashlib import sha256
from threading import Lock

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

# Seconds that connecting and an answer may take.
TO_CONNECT, TO_ANSWER = 0.1, 0.2
# Seconds until a Redis that didn't answer is asked again.
PAUSE = 2
# A digest's key is another one each day, so that nobody can follow an address for longer.
PERIOD = 24 * 60 * 60

# KEYS: two for each place, of this period and the one before. ARGV: the window in milliseconds, a
# random text, then for each place below which count it has room, and how many times it keeps.
SCRIPT = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local window, has_room, counts = tonumber(ARGV[1]), 1, {}
for place = 1, #KEYS / 2 do
    local count = 0
    for key = 2 * place - 1, 2 * place do
        redis.call('ZREMRANGEBYSCORE', KEYS[key], '-inf', now - window)
        count = count + redis.call('ZCARD', KEYS[key])
    end
    counts[place] = count
    if count >= tonumber(ARGV[2 * place + 1]) then has_room = 0 end
end
if has_room == 1 then
    for place = 1, #KEYS / 2 do
        local key = KEYS[2 * place - 1]
        redis.call('ZADD', key, now, ARGV[2])
        redis.call('ZREMRANGEBYRANK', key, 0, -1 - tonumber(ARGV[2 * place + 2]))
        redis.call('PEXPIRE', key, window)
    end
end
return {has_room, unpack(counts)}
"""


class Server:
    """A Redis that may be away: after a failure it isn't asked again for a while."""

    def __init__(self, url):
        # Once more where the server closed an idle connection, never after it was silent.
        retry = Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,))
        self.client = redis.Redis.from_url(
            url, socket_timeout=TO_ANSWER, socket_connect_timeout=TO_CONNECT, retry=retry
        )
        self._script = self.client.register_script(SCRIPT)
        self._lock = Lock()
        self._next_try, self._is_away = 0.0, False

    def run(self, keys, arguments):
        """Return the numbers that the script answers, or None where Redis is away."""
        return self._ask(lambda: [int(number) for number in self._script(keys, arguments)])

    def delete(self, keys):
        """Delete keys, unless Redis is away."""
        self._ask(lambda: self.client.delete(*keys))

    def _ask(self, question):
        if time.monotonic() < self._next_try:
            return None
        try:
            answer = question()
        except (redis.RedisError, OSError, TypeError, ValueError) as error:
            self._next_try = time.monotonic() + PAUSE
            # Only the kind: its text may hold the address with its password.
            kind = type(error).__name__
            self._tell(True, f"Redis is away ({kind}): each worker counts in its own memory")
            return None
        self._tell(False, "Redis is back: workers count together")
        return answer

    def _tell(self, is_away, text):
        """Say it in the log once, however many ask."""
        with self._lock:
            is_news, self._is_away = is_away != self._is_away, is_away
        if is_news:
            logger.warning(text)


@cache
def server(url):
    """Return the Server at an address; its connections are shared by all limits of a worker."""
    return Server(url)


class SharedCounts:
    """Like MemoryCounts, in Redis."""

    def __init__(self, seconds):
        self.seconds = seconds

    def take(self, places):
        """Count once at each Place if all have room; return (whether they had, counts before).

        Return None where Redis is away.
        """
        keys = [key for place in places for key in self._keys(place.name)]
        limits = [number for place in places for number in (min(place.most, 2**50), place.kept)]
        arguments = [self.seconds * 1000, secrets.token_hex(8), *limits]
        answer = server(settings.REDIS_URL).run(keys, arguments)
        if answer is None or len(answer) != len(places) + 1:
            return None
        return bool(answer[0]), answer[1:]

    def forget(self, name):
        """Forget what was counted at a Place of that name."""
        server(settings.REDIS_URL).delete(self._keys(name))

    def _keys(self, name):
        """Return the keys of a Place in this period and the one before.

        Their common word in braces keeps them on one node of a cluster.
        """
        period = int(time.time() // PERIOD)
        return [f"{{limits}}:{digest(name, each)}" for each in (period, period - 1)]


def digest(name, period):
    """Return a digest of a Place's name that only who knows SECRET_KEY can make."""
    key = hmac.new(settings.SECRET_KEY.encode(), f"limits {period}".encode(), sha256).digest()
    return hmac.new(key, name.encode(), sha256).hexdigest()[:32]
