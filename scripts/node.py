"""What comes from npm, all of it optional: node_modules, and the map's files made from it.

Without npm, or without a network, one line says what is missing and how to get it; the site
works, without its map. Standard library only: install.py uses this before anything is there,
and runs its own programs by it.
"""

import os
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "package-lock.json"
OUTLINES = ROOT / "scripts" / "outlines.mjs"
MODULES = ROOT / "node_modules"
# Static files: the map's outlines and libraries.
ASSETS = ROOT / "var" / "assets"
LOG = ROOT / "var" / "npm.log"

# npm's options for each set of packages; NODE_ENV must not decide it.
SETS = {"base": ["--omit=dev"], "dev": ["--include=dev"]}
NONE_FOUND = (
    "No npm found: the site works, without its map. "
    "To get it: install Node.js 18 or newer, then run this again."
)
# What npm prints, and what that means.
CAUSES = {
    r"ENOSPC": "the disk is full",
    r"EINTEGRITY": "a download differs from its locked hash, so it was refused",
    r"ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|CERT": (
        "the package registry can't be reached: check network and proxy"
    ),
}


def prepare(name):
    """Bring node_modules and var/assets to what `name` ("base" or "dev") needs, if it can be."""
    if is_ready(name):
        return
    if not find("npm"):
        print(NONE_FOUND, flush=True)
        return
    if not is_installed(name) and not install_packages(name):
        return
    if not has_assets():
        make_assets()


def is_ready(name):
    # Serving needs what was made of the packages, not the packages.
    return has_assets() and (name == "base" or is_installed(name))


def find(program):
    """Return the path of node or npm, .venv's before the system's, or None."""
    return shutil.which(program, path=search_path())


def search_path():
    return os.pathsep.join([str(ROOT / ".venv" / "bin"), os.environ.get("PATH", os.defpath)])


def is_installed(name):
    """Return whether node_modules holds at least what `name` needs."""
    return any(
        stamp(held).exists() and stamp(held).read_text() == digest(LOCK) for held in (name, "dev")
    )


def stamp(name):
    # npm empties the folder before it fills it: a run that was killed leaves no stamp.
    return MODULES / f"installed-{name}.sha256"


def digest(*paths):
    return sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def has_assets():
    return ASSETS.exists() and made().exists() and made().read_text() == digest(LOCK, OUTLINES)


def made():
    # Beside the folder, for all that is in it is served.
    return ASSETS.with_suffix(".sha256")


def install_packages(name):
    """Install the packages of `name`; return whether they are there now."""
    print("Installing package-lock.json into node_modules …", flush=True)
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    patience = ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"]
    if run([find("npm"), "ci", *SETS[name], *quiet, *patience]) != 0:
        print(f"Without the map, because npm failed: {cause()}", flush=True)
        return False
    stamp(name).write_text(digest(LOCK))
    return True


def make_assets():
    """Make var/assets anew, whole or not at all."""
    fresh = ASSETS.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    if run([find("node") or "node", OUTLINES, fresh]) != 0:
        print(f"Without the map, because scripts/outlines.mjs failed: {cause()}", flush=True)
        return
    shutil.rmtree(ASSETS, ignore_errors=True)
    fresh.rename(ASSETS)
    made().write_text(digest(LOCK, OUTLINES))


def run(command):
    # Programs of node_modules start "node", whichever that is.
    return run_logged(command, LOG, cwd=ROOT, env={**os.environ, "PATH": search_path()})


def cause():
    """Return in words why the last command failed."""
    if meaning := known_cause(LOG, CAUSES):
        return f"{meaning} (more in var/npm.log)."
    text = LOG.read_text(errors="replace")
    errors = re.findall(r"^(?:npm (?:error|ERR!) (?!code )|\w*Error: )(.+)", text, re.MULTILINE)
    return f"{(errors or ['no reason given'])[0]} (more in var/npm.log)."


def run_logged(command, path, **options):
    """Run `command` with its output in the file `path`; return its exit code."""
    with path.open("w") as log:
        return subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, **options).returncode


def known_cause(path, causes):
    """Return the first meaning of {pattern: meaning} whose pattern is in a log, or None."""
    text = path.read_text(errors="replace")
    return next((meaning for pattern, meaning in causes.items() if re.search(pattern, text)), None)
