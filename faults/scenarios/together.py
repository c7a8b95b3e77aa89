"""Two application servers that must act as one: an edit, a count and limits hold on both."""

import http.client
import json
import secrets
import subprocess
import sys
import time
from collections import Counter
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from benchmarks.processes import ROOT, Failed, environment
from faults.questions import get
from faults.scenario import scenario
from faults.site import Site

# What an edit may take until it shows everywhere (settings.ASKED_EVERY), and to be built.
SECONDS_TO_SHOW = 10
# Each worker writes its counts so often, and what it counted last at the next request after.
SECONDS_TO_COUNT = 36
SEARCHES, TAPS = 20, 25
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
COUNTED = "SELECT kind, sum(number)::int FROM counters_dailycount GROUP BY kind"


@scenario("edit", "a phone number corrected: when both servers show it", changes=True)
def edit(site: Site) -> str:
    key, path = edited(site)
    started = time.monotonic()
    shown = [seconds_until_shown(node.port, path, started) for node in site.nodes]
    edited(site, withdrawn=key)
    return f"shown after {', '.join(f'{seconds:.1f} s' for seconds in shown)}"


def edited(site: Site, withdrawn: int = 0) -> tuple[int, str]:
    """Correct a facility's number, or withdraw that; return the correction and the page."""
    printed = manage(site, "shell", "-v", "0", "-c", EDIT.format(withdrawn=withdrawn), "")
    key, path = [*json.loads(printed.strip().splitlines()[-1]), 0, ""][:2]
    return key, path


def seconds_until_shown(port: int, path: str, started: float) -> float:
    """Return when a server showed the number eight times in a row: by whichever worker."""
    in_a_row = 0
    while in_a_row < 8:
        in_a_row = in_a_row + 1 if RIGHT in get(port, path)[1] else 0
        if time.monotonic() - started > SECONDS_TO_SHOW:
            raise Failed(f"an edit isn't shown {SECONDS_TO_SHOW} s later")
    return time.monotonic() - started


@scenario("count", f"{SEARCHES} searches and {TAPS} taps of one visitor on each server, counted")
def count(site: Site) -> str:
    before, identifier = counted(site), a_facility(site)
    for node in site.nodes:
        for _number in range(SEARCHES):
            get(node.port, "/search/?where=MA", counted=True)
        for _number in range(TAPS):
            tap(node.port, identifier)
    site.wait(SECONDS_TO_COUNT)
    now, servers = counted(site), len(site.nodes)
    searches, taps = (now[kind] - before[kind] for kind in ("searches", "calls"))
    return (
        f"{searches} of {SEARCHES * servers} searches are counted; of {TAPS * servers} taps, of "
        f"which one address has 30 an hour, {taps}"
    )


def counted(site: Site) -> Counter[str]:
    with site.primary.connected() as connection:
        return Counter(dict(connection.execute(COUNTED).fetchall()))


def a_facility(site: Site) -> str:
    with site.primary.connected() as connection:
        query = "SELECT public_id FROM facilities_facility ORDER BY id LIMIT 1"
        return str((connection.execute(query).fetchone() or ("",))[0])


def tap(port: int, identifier: str) -> None:
    """Tell a server, as a page does, that somebody tapped a facility's number."""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://127.0.0.1:{port}",
        "X-Real-IP": "192.0.2.17",
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("POST", "/counts/call/", urlencode({"id": identifier}), headers)
        connection.getresponse().read()
    finally:
        connection.close()


@scenario("log-in", "staff log in on one server, and work on the other", changes=True)
def log_in(site: Site) -> str:
    name, password = "faults", secrets.token_urlsafe(24)
    manage(site, "createsuperuser", "--noinput", "--username", name, "--email", "", password)
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    first, second = (f"http://127.0.0.1:{node.port}/admin/" for node in site.nodes)
    browser.open(f"{first}login/", timeout=10).read()
    token = next(cookie.value for cookie in jar if "csrf" in cookie.name)
    typed = {"username": name, "password": password, "csrfmiddlewaretoken": token, "next": ""}
    sent = Request(f"{first}login/", urlencode(typed).encode(), {"Referer": first})
    browser.open(sent, timeout=10).read()
    landed = [browser.open(page, timeout=10).url for page in (first, second)]
    is_in = ["/login/" not in address for address in landed]
    return "; ".join(
        f"{node.name}: {'logged in' if is_known else 'asked for a password'}"
        for node, is_known in zip(site.nodes, is_in, strict=True)
    )


def manage(site: Site, *arguments: str) -> str:
    """Run a management command as an operator does; the last argument is a password, or ""."""
    *command, password = arguments
    variables = {**environment(site.url()), "DJANGO_SUPERUSER_PASSWORD": password}
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Failed(f"manage.py {command[0]} failed: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout
