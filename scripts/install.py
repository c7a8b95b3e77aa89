"""Install what requirements/NAME.txt locks into .venv, and write .env if there is none.

Then install the npm packages where npm is available (node.py).

    scripts/python.sh scripts/install.py base|dev

Does nothing when it is done already; mends what an interrupted run left behind.
Standard library only: this runs before anything is installed.
"""

import base64
import fcntl
import importlib.util
import os
import re
import secrets
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import node

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = ROOT / "var"
LOG = VAR / "install.log"
# Lies in .venv while that is being changed: a run that was killed half-way left it there.
UNFINISHED = VENV / "unfinished"
# dev.txt locks everything that base.txt does (tests/setup/test_requirements.py).
COVERS = {"base": ["base"], "dev": ["base", "dev"]}

# What pip prints, and what that means.
CAUSES = {
    r"No space left on device": "the disk is full",
    r"DO NOT MATCH THE HASHES": "a download differs from its locked hash, so it was refused",
    r"NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError"
    r"|connection broken": "the package index can't be reached: check network and proxy",
}

# So that callbacks can be tried here.
CALLBACKS = """\
# Nobody calls, and 555-01xx numbers reach no one.
CALLBACKS_ENABLED=on
CALLBACKS_BY=Nobody: this is a demonstration
CALLBACKS_FROM=+16175550142
CALLBACKS_HOURS=Never: this is a demonstration.
CALLBACKS_HOURS_ES=Nunca: esto es una demostración.
"""


class SetupError(Exception):
    """One line for whoever ran the command: what is wrong, what to do."""


def install(name):
    """Bring .env and .venv to what `name` ("base" or "dev") needs."""
    # Others may reach the files for the web server in it, and list nothing.
    VAR.mkdir(mode=0o711, exist_ok=True)
    with alone():
        write_env()
        if not is_installed(name):
            if not is_usable():
                create_venv()
            install_requirements(name)
        node.prepare(name)


@contextmanager
def alone():
    """Let two runs at once take turns instead of writing over each other."""
    with (VAR / "install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_env():
    """Write .env for local use, unless there is one or the environment has its own key."""
    path = ROOT / ".env"
    if "SECRET_KEY" in os.environ:
        return
    if os.path.lexists(path):
        complete_env(path)
        return
    with open(
        path, "x", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)
    ) as file:
        file.write(
            "# For this machine only; docs/deploying.md lists every setting.\n"
            f"SECRET_KEY={secrets.token_urlsafe(50)}\n"
            "ALLOWED_HOSTS=127.0.0.1,localhost,[::1]\n"
            "HTTPS=off\n" + key_line() + CALLBACKS
        )
    print("Wrote .env: settings for this machine, with a random SECRET_KEY.")


def key_line():
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    return f"FIELD_KEYS={key}\n"


def complete_env(path):
    """Add what an .env of ours from before callbacks lacks; what is there stays as it is.

    Nothing is added to a file made for a server (no HTTPS=off) or without keys on purpose,
    nor beside callbacks that someone set up.
    """
    text = path.read_text("utf-8", errors="replace") if path.is_file() else ""
    lines = text.splitlines()
    if "HTTPS=off" not in lines or "FIELD_KEYS=" in lines:
        return
    has_key = re.search("^FIELD_KEYS=", text, re.MULTILINE)
    has_callbacks = re.search("^CALLBACKS_", text, re.MULTILINE)
    added = ("" if has_key else key_line()) + ("" if has_callbacks else CALLBACKS)
    if added:
        with path.open("a", encoding="utf-8") as file:
            file.write(("" if text.endswith("\n") else "\n") + added)
        print("Completed .env: callbacks can be tried on this machine.")


def is_installed(name):
    return (
        PYTHON.exists()
        and not UNFINISHED.exists()
        and stamp(name).exists()
        and stamp(name).read_text() == digest(name)
    )


def stamp(name):
    return VENV / f"installed-{name}.sha256"


def digest(name):
    return node.digest(REQUIREMENTS / f"{name}.txt")


def is_usable():
    """Return whether .venv is whole, with pip and a Python that is new enough."""
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return (
        PYTHON.exists()
        and not UNFINISHED.exists()
        and subprocess.run([PYTHON, "-c", check], stderr=subprocess.DEVNULL).returncode == 0
    )


def create_venv():
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupError(
            f"This Python ({sys.executable}) can't make virtual environments: "
            "apt install python3-venv (Debian, Ubuntu), or name another one with PYTHON="
        )
    print("Creating .venv …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir()
    UNFINISHED.touch()
    # Not sys.executable: inside an activated .venv that has just been deleted.
    if node.run_logged([sys._base_executable, "-m", "venv", VENV], LOG) != 0:
        raise SetupError(f"Could not create .venv: {last_line()} (more in var/install.log)")


def install_requirements(name):
    print(f"Installing requirements/{name}.txt into .venv …", flush=True)
    UNFINISHED.touch()
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    pip += ["--retries", "3", "--require-hashes", "-r", REQUIREMENTS / f"{name}.txt"]
    failed = node.run_logged(pip, LOG)
    # Reached when pip ended by itself; it cleans up after its own failures.
    UNFINISHED.unlink()
    if failed:
        raise SetupError(f"Could not install requirements/{name}.txt: {cause()}")
    for covered in COVERS[name]:
        stamp(covered).write_text(digest(covered))


def cause():
    """Return in words why pip failed."""
    if meaning := node.known_cause(LOG, CAUSES):
        return f"{meaning}; then run this again (more in var/install.log)."
    return f"{last_line()} (more in var/install.log)"


def last_line():
    lines = LOG.read_text(errors="replace").strip().splitlines() or ["no reason given"]
    errors = [line for line in lines if line.startswith(("ERROR:", "Error:"))]
    return (errors or lines)[-1]


@contextmanager
def one_line_errors():
    """End the program with one line instead of a traceback."""
    try:
        yield
    except SetupError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"{error.filename or 'Set-up'}: {error.strerror}")
    except KeyboardInterrupt:
        print("\nInterrupted; run it again to go on.", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COVERS:
        sys.exit("usage: install.py base|dev")
    with one_line_errors():
        install(sys.argv[1])
