"""Redis, which holds limits that several servers count together."""

import signal

from faults.scenario import scenario
from faults.site import Site

SECONDS = 15


@scenario("redis-stopped", f"Redis stopped for {SECONDS} s")
def stopped(site: Site) -> None:
    site.redis.stop(signal.SIGKILL)
    site.wait(SECONDS)
    site.redis.start()


@scenario("redis-frozen", f"Redis frozen for {SECONDS} s: it takes connections and says nothing")
def frozen(site: Site) -> None:
    site.redis.freeze()
    site.wait(SECONDS)
    site.redis.resume()
