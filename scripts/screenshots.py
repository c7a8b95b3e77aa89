"""
Take the pictures in docs/screenshots of the demonstration directory (`make screenshots`).

    python -m scripts.screenshots [FOLDER]
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.server import ROOT, prepare, serving
from tests.chromium import ADVICE, ARGUMENTS, find_chromium

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {320: 640, 1280: 800}  # a small phone, a laptop
SCHEMES = ("light", "dark")
REAL = "name = 'Northeast Addictions Treatment Center'"


def main():
    if not find_chromium():
        sys.exit(f"Screenshots: {ADVICE}")
    folder = Path(sys.argv[1]) if sys.argv[1:] else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        database = Path(scratch) / "finder.sqlite3"
        prepare(database)
        with serving(database, Path(scratch) / "server.log") as site:
            take_all(site, folder)


def take_all(site, folder):
    pages = {
        "home": "/",
        "results": "/search/?where=Quincy,+MA&service=detox&payment=medicaid",
        "facility": site.facility(REAL),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        page = browser.new_page()
        for name, path in pages.items():
            page.goto(site.url + path)
            for width, height in SIZES.items():
                page.set_viewport_size({"width": width, "height": height})
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    file = folder / f"{name}-{width}-{scheme}.png"
                    page.screenshot(path=file)
                    print(f"{file.name}: {file.stat().st_size:,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
