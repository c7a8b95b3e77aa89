"""Application servers: workers and machines that die, reload, freeze, or can't log."""

import signal

from faults.parts.program import send
from faults.scenario import CACHE, PROXY, scenario
from faults.site import Site


@scenario("worker-killed", "a worker of each server killed, three times")
def worker_killed(site: Site) -> None:
    for _round in range(3):
        for node in site.nodes:
            send(node.workers()[0], signal.SIGKILL)
        site.wait(5)


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


@scenario("reload", "both application servers reloaded (HUP), three times")
def reload(site: Site) -> None:
    for _round in range(3):
        for node in site.nodes:
            node.reload()
        site.wait(7)
