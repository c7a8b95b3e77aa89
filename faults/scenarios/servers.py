"""Application servers: workers and machines that die, reload, freeze, or can't log."""

import signal

from faults.parts.program import send
from faults.scenario import CACHE, PROXY, scenario
from faults.site import Site


@scenario("worker-killed", "a worker of each server killed, twice", ways=(PROXY, CACHE))
def worker_killed(site: Site) -> None:
    for _round in range(2):
        for node in site.nodes:
            send(node.workers()[0], signal.SIGKILL)
        site.wait(12)


@scenario("server-killed", "an application server killed, started after 10 s", ways=(PROXY, CACHE))
def server_killed(site: Site) -> None:
    site.nodes[0].kill()
    site.wait(10)
    site.nodes[0].start()
    site.wait(5)


@scenario("server-frozen", "an application server frozen for 10 s", ways=(PROXY, CACHE))
def server_frozen(site: Site) -> None:
    site.nodes[0].freeze()
    site.wait(10)
    site.nodes[0].resume()


@scenario(
    "started-without-database",
    "an application server started while PostgreSQL and its standby are away, 20 s",
    ways=(PROXY, CACHE),
)
def started_without(site: Site) -> str:
    site.nodes[0].stop()
    site.standby.end()
    site.primary.end()
    site.nodes[0].start(wait=False)
    site.wait(20)
    path = "/search/?q=detox"
    told = site.nodes[0].status("/livez"), site.nodes[0].status(path, timeout=10)
    site.primary.start()
    site.standby.start()
    site.nodes[0].wait_until_ready()
    return f"by itself it answered /livez with {told[0]}, a search with {told[1]}"


@scenario("reload", "both application servers reloaded (HUP), three times")
def reload(site: Site) -> None:
    for _round in range(3):
        for node in site.nodes:
            node.reload()
        site.wait(7)
