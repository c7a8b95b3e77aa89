"""How soon the map of results has its streets, and in how many bytes:

    python -m scripts.sample_basemap var/chicago.pmtiles
    DATABASE_URL=sqlite:///var/finder.sqlite3 MAP_BASEMAP=var/chicago.pmtiles \\
        python -m benchmarks.basemap "/search/?where=Chicago,+IL"

A phone whose processor is slowed down four times opens the map of that search, each time with
nothing in its cache. It is ready when the streets of the first view and the places are drawn.
"""

import os
import sys
from collections import Counter
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from benchmarks.command import BENCH
from benchmarks.map import PASSES, SLOWER
from benchmarks.processes import Failed, manage, say
from benchmarks.server import serving
from tests.chromium import ARGUMENTS, find_chromium

PHONE = {"width": 390, "height": 844}
# Resolves with milliseconds from the press to all being drawn.
OPEN = """async () => {
    const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const begun = performance.now();
    document.querySelector(".views [value=map]").click();
    const isDrawn = () => document.querySelector(".pin")
        && document.querySelector(".leaflet-basemap-pane canvas")
        && !document.querySelector(".leaflet-basemap-pane canvas:not(.leaflet-tile-loaded)");
    while (!isDrawn()) await painted();
    await painted();
    return performance.now() - begun;
}"""


def main():
    url, basemap = os.environ.get("DATABASE_URL"), os.environ.get("MAP_BASEMAP")
    if not (url and basemap and len(sys.argv) == 2):
        sys.exit("Name a database (DATABASE_URL), a file of streets (MAP_BASEMAP), and a search.")
    BENCH.mkdir(parents=True, exist_ok=True)
    try:
        manage("collectstatic", "--noinput", "--verbosity", "0", "--ignore", "rest_framework")
        log = BENCH / "gunicorn-basemap.log"
        with serving(url, log, MAP_BASEMAP=os.path.abspath(basemap)) as (port, _master):
            report(measure(f"http://127.0.0.1:{port}{sys.argv[1]}"))
    except Failed as error:
        sys.exit(str(error))


def measure(address):
    """Return [(milliseconds, {what: bytes on the wire})] of each pass."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        passes = []
        for number in range(PASSES):
            say(f"pass {number + 1} of {PASSES}")
            passes.append(one_pass(browser, address))
        browser.close()
    return passes[1:]  # the first warms the server up


def one_pass(browser, address):
    """Open the map in a browser that knows nothing of it."""
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    session = context.new_cdp_session(page)
    names, sizes = {}, Counter()
    session.on("Network.responseReceived", lambda event: note(names, event))
    session.on("Network.loadingFinished", lambda event: add(names, sizes, event))
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    milliseconds = page.evaluate(OPEN)
    page.wait_for_load_state("networkidle")
    context.close()
    return milliseconds, sizes


def note(names, event):
    names[event["requestId"]] = (
        urlsplit(event["response"]["url"]).path.rpartition("/")[2] or "answer"
    )


def add(names, sizes, event):
    sizes[names.get(event["requestId"], "other")] += round(event["encodedDataLength"])


def report(passes):
    """Print the median time, and the bytes of one pass, headers included."""
    times = [milliseconds for milliseconds, _sizes in passes]
    print(f"streets after {median(times):.0f} ms, at 1/{SLOWER} of this processor's speed")
    sizes = passes[-1][1]
    for name, size in [*sizes.most_common(), ("all", sizes.total())]:
        print(f"{size:>9,}  {name}")


if __name__ == "__main__":
    main()
