"""How soon the map of results can be used, with the whole directory on it:

    DATABASE_URL=sqlite:///var/finder.sqlite3 python -m benchmarks.map

A phone's browser, its processor slowed down four times, presses "Map" under a search of the whole
country, and under one around a city, each time with nothing in its cache. It is ready when the
places are drawn, the number of them is said, and a key that is pressed moves it on the screen.
"""

import os
import sys
from statistics import median

from playwright.sync_api import sync_playwright

from benchmarks.command import BENCH
from benchmarks.processes import Failed, manage, say
from benchmarks.server import serving
from tests.chromium import ARGUMENTS, find_chromium

SLOWER = 4  # times
PASSES = 7
SEARCHES = {
    "the whole country": "/search/?service=outpatient",
    "a city": "/search/?where=Boston,+MA",
}
# Resolves with milliseconds: from the press to all being drawn, and from a key to the screen.
PRESS = """async () => {
    const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const said = () => document.querySelector(".map__said")?.textContent ?? "";
    const begun = performance.now();
    document.querySelector(".views [value=map]").click();
    while (!/\\d/.test(said()) || !document.querySelector(".pin")) await painted();
    await painted();
    const shown = performance.now();
    const canvas = document.querySelector(".map__canvas");
    canvas.focus();
    const pane = canvas.querySelector(".leaflet-map-pane"), before = pane.style.transform;
    canvas.dispatchEvent(new KeyboardEvent("keydown", {keyCode: 39, bubbles: true}));
    while (pane.style.transform === before) await painted();
    await painted();
    return {shown: shown - begun, moved: performance.now() - begun};
}"""


def main():
    url = os.environ.get("DATABASE_URL")
    if not url:
        sys.exit("DATABASE_URL names no database: import a directory into one first.")
    BENCH.mkdir(parents=True, exist_ok=True)
    try:
        manage("collectstatic", "--noinput", "--verbosity", "0", "--ignore", "rest_framework")
        with serving(url, BENCH / "gunicorn-map.log") as (port, _master):
            for name, times in measure(f"http://127.0.0.1:{port}").items():
                print(f"{name}: ready after {times} ms, at 1/{SLOWER} of this processor's speed")
    except Failed as error:
        sys.exit(str(error))


def measure(site):
    """Return {search: milliseconds until its map can be used, the median}."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        medians = {}
        for name, path in SEARCHES.items():
            say(f"the map of {name}")
            times = [press(browser, site + path) for _pass in range(PASSES)]
            medians[name] = round(median(times[1:]))  # the first warms the server up
        browser.close()
    return medians


def press(browser, address):
    """Open the map of a search in a browser that knows nothing of it; return milliseconds."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    times = page.evaluate(PRESS)
    context.close()
    return times["moved"]


if __name__ == "__main__":
    main()
