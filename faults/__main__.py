"""Break the parts of a whole site one after the other, under load: `make faults`."""

import argparse
import json
import shutil
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from benchmarks import report
from benchmarks.processes import ROOT, Failed, say
from faults import scenarios
from faults.matrix import figures, table
from faults.questions import Questions, questions
from faults.scenario import SCENARIOS, Outcome, Scenario, run
from faults.site import Site, site

KEPT = ROOT / "var" / "faults"
# Searches a second, over all ways together.
RATE = 12


def main() -> None:
    options = arguments()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: sys.exit(128 + number))
    KEPT.mkdir(parents=True, exist_ok=True)
    chosen = [SCENARIOS[name] for name in options.only or options.quick or SCENARIOS]
    try:
        with site() as whole:
            outcomes = run_all(whole, chosen, options.rate)
    except Failed as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        say("interrupted: all that was started is stopped")
        sys.exit(130)
    sys.stdout.write(table(outcomes))
    if options.strict and not all(outcome.is_good() for outcome in outcomes):
        sys.exit("a scenario didn't go as well as it should: see the table")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument(
        "--only", nargs="+", choices=SCENARIOS, metavar="NAME", help=", ".join(SCENARIOS)
    )
    parser.add_argument(
        "--quick",
        action="store_const",
        const=scenarios.QUICK,
        help=f"the most likely faults alone: {', '.join(scenarios.QUICK)}",
    )
    parser.add_argument("--rate", type=float, default=RATE, help="requests a second (%(default)s)")
    parser.add_argument("--strict", action="store_true", help="fail where visitors would notice")
    return parser.parse_args()


def run_all(whole: Site, chosen: list[Scenario], rate: float) -> list[Outcome]:
    """Run the scenarios; keep the table as far as it goes after each, and the logs."""
    with whole.primary.connected() as connection:
        asked = questions(connection, whole.nodes[0].port)
    outcomes = []
    try:
        for scenario in chosen:
            outcomes.append(tried(scenario, whole, asked, rate))
            say(table(outcomes[-1:]).splitlines()[-1])
            keep(whole, outcomes)
    finally:
        for log in whole.home.glob("*.log"):
            shutil.copy(log, KEPT)
    return outcomes


def tried(scenario: Scenario, whole: Site, asked: Questions, rate: float) -> Outcome:
    """Run a scenario; one that can't be run is a row of the table that says why."""
    try:
        return run(scenario, whole, asked, rate)
    except (Failed, OSError, psycopg.Error) as error:
        notes = [f"couldn't be run to its end: {error}"]
        notes += [f"{part} had to be started again" for part in whole.heal()]
        return Outcome(scenario.name, scenario.what, {}, [], notes)


def keep(whole: Site, outcomes: list[Outcome]) -> None:
    run = {
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": report.machine(),
        "load_after": report.load_average(),
        "is_published": whole.is_published,
        "scenarios": figures(outcomes),
    }
    (KEPT / "latest.json").write_text(json.dumps(run, indent=1))
    Path(KEPT / "latest.md").write_text(table(outcomes))


if __name__ == "__main__":
    main()
