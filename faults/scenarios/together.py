"""Two application servers that must act as one: an edit, a count and limits hold on both."""

import json
import subprocess
import sys
import time

from benchmarks.processes import ROOT, Failed, environment
from faults.questions import get
from faults.scenario import scenario
from faults.site import Site

# What an edit may take until it shows everywhere (derived.SECONDS_KEPT), and to be built.
SECONDS_TO_SHOW = 10
# Each worker writes its counts so often, and what it counted last at the next request after.
SECONDS_TO_COUNT = 36
SEARCHES = 20
EDIT = """
import json
from datetime import date
from facilities.importing.lock import import_lock
from facilities.importing.save_correction import put_right, withdraw
from facilities.models import Correction, Facility
withdrawn = {withdrawn!r}
if withdrawn:
    with import_lock():
        withdraw(Correction.objects.get(pk=withdrawn))
    print(json.dumps([]))
else:
    facility = Facility.objects.listed().exclude(phones=None).first()
    correction = Correction(
        facility=facility, what="phone", phone="617-555-0142",
        confirmed_on=date.today(), confirmed_by="call",
    )
    with import_lock():
        put_right(correction)
    print(json.dumps([correction.pk, facility.get_absolute_url()]))
"""
# The number as a page shows it.
RIGHT = "617-555-0142"
COUNTED = "SELECT coalesce(sum(number), 0)::int FROM counters_dailycount WHERE kind = 'searches'"


@scenario("edit", "a phone number corrected: when both servers show it", changes=True)
def edit(site: Site) -> str:
    key, path = edited(site)
    started = time.monotonic()
    shown = [seconds_until_shown(node.port, path, started) for node in site.nodes]
    edited(site, withdrawn=key)
    return f"shown after {', '.join(f'{seconds:.1f} s' for seconds in shown)}"


def edited(site: Site, withdrawn: int = 0) -> tuple[int, str]:
    """Correct a facility's number, or withdraw that; return the correction and the page."""
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c"]
    command.append(EDIT.format(withdrawn=withdrawn))
    variables = environment(site.url())
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"the edit failed: {done.stderr.strip().splitlines()[-1]}")
    key, path = [*json.loads(done.stdout.strip().splitlines()[-1]), 0, ""][:2]
    return key, path


def seconds_until_shown(port: int, path: str, started: float) -> float:
    """Return when a server showed the number eight times in a row: by whichever worker."""
    in_a_row = 0
    while in_a_row < 8:
        in_a_row = in_a_row + 1 if RIGHT in get(port, path)[1] else 0
        if time.monotonic() - started > SECONDS_TO_SHOW:
            raise Failed(f"an edit isn't shown {SECONDS_TO_SHOW} s later")
    return time.monotonic() - started


@scenario("count", f"{SEARCHES} searches on each server: one count of all")
def count(site: Site) -> str:
    before = counted(site)
    for _number in range(SEARCHES):
        for node in site.nodes:
            get(node.port, "/search/?where=MA", counted=True)
    site.wait(SECONDS_TO_COUNT)
    return f"{counted(site) - before} of {SEARCHES * len(site.nodes)} were counted"


def counted(site: Site) -> int:
    with site.primary.connected() as connection:
        (number,) = connection.execute(COUNTED).fetchone() or (0,)
    return int(number)
