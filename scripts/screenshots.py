"""Take the pictures in docs/screenshots of the demonstration directory (`make screenshots`).

python -m scripts.screenshots [FOLDER]
"""

import argparse
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps
from playwright.sync_api import sync_playwright

from tests.browser.server import ROOT, prepare, serving
from tests.chromium import ADVICE, ARGUMENTS, find_chromium

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {320: 640, 390: 844, 768: 1024, 1280: 800}  # two phones, a tablet, a laptop
SCHEMES = ("light", "dark")
LANGUAGES = {"en": "", "es": "/es"}  # {code: what its addresses begin with}
# Of its pixels a picture keeps so many across, and so much of their quality: some 20 KB each.
SCALE, QUALITY = {320: 0.75, 390: 0.75, 768: 0.6, 1280: 0.6}, 45
REAL = "name = 'Northeast Addictions Treatment Center'"
SAVED = "state = 'MA' AND status = 'open' AND street != ''"
RESULTS = "/search/?where=Quincy,+MA&service=detox&payment=medicaid"
NOTHING = "/search/?where=Quincy,+MA&service=detox&service=sober-living&language=hmong"


def main():
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, default=FOLDER)
    folder = parser.parse_args().folder
    if not find_chromium():
        sys.exit(f"Screenshots: {ADVICE}")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        database = Path(scratch) / "finder.sqlite3"
        prepare(database)
        with serving(database, Path(scratch) / "server.log") as site:
            take_all(site, folder)


def take_all(site, folder):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        page = browser.new_page(reduced_motion="reduce")
        for name, path in pages(site).items():
            for language, start in LANGUAGES.items():
                for width, height in SIZES.items():
                    page.set_viewport_size({"width": width, "height": height})
                    page.goto(site.url + start + path)
                    if name == "map":
                        open_map(page)
                    for scheme in SCHEMES:
                        page.emulate_media(color_scheme=scheme)
                        take(page, folder / f"{name}-{language}-{width}-{scheme}.webp")
        browser.close()


def take(page, file):
    with Image.open(BytesIO(page.screenshot())) as picture:
        small = ImageOps.scale(picture.convert("RGB"), SCALE[picture.width])
        small.save(file, quality=QUALITY, method=6)
    print(f"{file.name}: {file.stat().st_size:,} bytes")


def pages(site):
    """Return {name of a picture: address of what it shows}."""
    saved = site.ids(SAVED, 3)
    return {
        "home": "/",
        "results": RESULTS,
        "facility": site.facility(REAL),
        "empty": NOTHING,
        "map": RESULTS,
        "shortlist": f"/shortlist/?{saved}",
        "call-sheet": f"/call-sheet/?{saved}",
        "guide": "/guides/overdose/",
        "self-check": "/self-check/",
        "callback": "/callback/",
    }


def open_map(page):
    """Press the map's button, where it isn't open, and wait until every place stands on it."""
    button = page.locator(".views [value=map]")
    if button.is_visible():
        button.click()
    page.locator(".leaflet-marker-icon").first.wait_for()
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main()
