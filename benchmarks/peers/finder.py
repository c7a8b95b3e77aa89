"""The finder: its page with 20 cards, that of all filters beside it, and its JSON."""

import json
import re
import sys
from contextlib import contextmanager

from benchmarks.conversation import conversation
from benchmarks.peers.contender import Answer, Contender, timed_get
from benchmarks.processes import Failed, environment
from benchmarks.server import megabytes_of, serving, workers_of

PER_PAGE = 20
# The box of a service, and the number beside it.
BOXES = re.compile(r'<b class="count" id="c-([\w-]+)">([\d,]+)</b>')
# Facilities: those at one address stand on one card.
SHOWN = re.compile(r'<li class="(?:card|program)" data-id=')
# What is added to each search so that it counts what the peers count.
INCLUDE = "&include=serves-only&include=mental-health"
SERVED = "which finds the city by its name; gunicorn, 2 workers, loopback HTTP"
ALONE = "a page's results and counts as objects, city found by its name; no HTTP, JSON or HTML"
IN_PROCESS = [sys.executable, "-m", "benchmarks.answering", "peers.in_process"]


@contextmanager
def finder(database, name, folder):
    """Yield the Contenders of a finder on that database."""
    url, log = database.url(name), folder / f"finder-{database.name}.log"
    inside = folder / f"in-process-{database.name}.log"
    with (
        serving(url, log) as (port, master),
        conversation(IN_PROCESS, inside, environment(url)) as (_first, ask_inside),
    ):
        served, alone = {}, {}

        def page(question):
            seconds, text = timed_get(port, f"/search/?{question['query']}{INCLUDE}")
            served["memory"] = f"{max(map(megabytes_of, workers_of(master))):.0f} MB a worker"
            return read(seconds, text, question)

        def both(question):
            seconds, text = timed_get(port, f"/search/filters/?{question['query']}{INCLUDE}")
            results = page(question)
            return Answer(seconds + results.seconds, results.total, ticked=ticked_of(text))

        def api(question):
            seconds, text = timed_get(port, f"/api/v1/facilities/?{question['query']}{INCLUDE}")
            return Answer(seconds, json.loads(text)["count"])

        def in_process(question):
            answer = ask_inside(question["query"] + INCLUDE)
            alone["memory"] = f"{answer['megabytes']:.0f} MB"
            return Answer(answer["seconds"], answer["total"], ticked=answer["ticked"])

        counted, uncounted = {"facts": served}, {"facts": served, "has_counts": False}
        yield [
            Contender(f"finder, {database.name}: {kind}", description, ask, is_ours=True, **more)
            for kind, description, ask, more in (
                ("page", f"HTML without counts, {SERVED}", page, uncounted),
                ("page and filters", f"two pages, one after the other, {SERVED}", both, counted),
                ("API", f"JSON without counts, {SERVED}", api, uncounted),
                ("in process", ALONE, in_process, {"facts": alone, "is_served": False}),
            )
        ]


def read(seconds, text, question):
    """Return the Answer of a page of results; all its facilities have to be there."""
    shown, total = len(SHOWN.findall(text)), question["answer"]["total"]
    if shown != min(total, PER_PAGE):
        raise Failed(f"{shown} shown for {question['query']}, of {total} facilities")
    return Answer(seconds, total)


def ticked_of(text):
    """Return {slug: the number beside its box} of the page of all filters."""
    return {slug: int(count.replace(",", "")) for slug, count in BOXES.findall(text)}
