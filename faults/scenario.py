"""A scenario: what is broken, and what visitors notice of it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from benchmarks.processes import say
from faults.load import Load, Stream, Tally
from faults.questions import Questions
from faults.rows import differing, sums
from faults.site import Site

# Seconds of load before anything is broken, and after it is whole again.
BEFORE, AFTER = 4, 8

Fault = Callable[[Site], str | None]
# How visitors reach the site: to one server as it is, through the proxy, through its cache.
STRAIGHT, PROXY, CACHE = "straight", "nginx", "nginx's cache"
WAYS = (STRAIGHT, PROXY, CACHE)


@dataclass(frozen=True)
class Scenario:
    """`fault` breaks something, waits, mends it, and returns what else there is to tell.

    `settings`: what the application servers have beside the usual, of a site. `ways`: those that
    can go on at all; nobody gets an answer of a machine that is gone. `changes`: the directory
    does: rows may, too, and an answer may be that of before or of after.
    """

    name: str
    what: str
    fault: Fault
    settings: Callable[[Site], Mapping[str, str]] = lambda site: {}
    ways: tuple[str, ...] = WAYS
    changes: bool = False
    is_secure: bool = False


@dataclass
class Outcome:
    name: str
    what: str
    tallies: dict[str, Tally]
    changed: list[str]
    notes: list[str] = field(default_factory=list)

    def is_good(self) -> bool:
        """Tell whether no visitor noticed, and nothing was lost."""
        return (
            not self.changed
            and bool(self.tallies)
            and all(
                tally.failed == tally.wrong == 0 and tally.p99 <= 1
                for tally in self.tallies.values()
            )
        )


SCENARIOS: dict[str, Scenario] = {}


def scenario(name: str, what: str, **options: object) -> Callable[[Fault], Fault]:
    """Register a fault as the Scenario of that name."""

    def register(fault: Fault) -> Fault:
        SCENARIOS[name] = Scenario(name, what, fault, **options)  # type: ignore[arg-type]
        return fault

    return register


def run(scenario: Scenario, site: Site, questions: Questions, rate: float) -> Outcome:
    """Run a scenario under load; leave the site as it was."""
    say(f"{scenario.name}: {scenario.what}")
    site.serve(**scenario.settings(site))
    with site.primary.connected() as connection:
        before = sums(connection)
    told = {node.name: node.log.stat().st_size for node in site.nodes}
    with Load(streams(scenario, site, rate), questions) as load:
        time.sleep(BEFORE)
        notes = [scenario.fault(site) or ""]
        time.sleep(AFTER)
    notes += [f"{part} had to be started again" for part in site.heal()]
    if scenario.changes:
        questions.renew(site.nodes[0].port)
    load.compare()
    notes += [tracebacks(site, told)]
    with site.primary.connected() as connection:
        changed = [] if scenario.changes else differing(before, sums(connection))
    notes = [note for note in notes if note]
    return Outcome(scenario.name, scenario.what, load.tallies, changed, notes)


def streams(scenario: Scenario, site: Site, rate: float) -> list[Stream]:
    """Return the ways of a scenario; all of them together send `rate` requests a second."""
    ports = {
        STRAIGHT: tuple(node.port for node in site.nodes),
        PROXY: (site.proxy.uncached,),
        CACHE: (site.proxy.secure if scenario.is_secure else site.proxy.cached,),
    }
    each = rate / len(scenario.ways)
    return [
        Stream(way, ports[way], each, scenario.is_secure and way == CACHE) for way in scenario.ways
    ]


def tracebacks(site: Site, told: dict[str, int]) -> str:
    """Say how many tracebacks the application servers wrote since they had `told` so much."""
    number = 0
    for node in site.nodes:
        with node.log.open("rb") as log:
            log.seek(told[node.name])
            number += log.read().count(b"Traceback")
    return f"{number} tracebacks in the logs" if number else ""
