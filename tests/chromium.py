"""Where the browser tests find Chromium, and how they start it."""

import os
import shutil

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ADVICE = "needs Chromium: apt install chromium, or set CHROMIUM=/path/to/it"
# Headless, and silent: nothing but the pages under test is asked for.
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium():
    """Return the path of the Chromium to use (the one CHROMIUM names, if any), or None."""
    given = os.environ.get("CHROMIUM")
    candidates = [given] if given else NAMES
    return next(filter(None, map(shutil.which, candidates)), None)
