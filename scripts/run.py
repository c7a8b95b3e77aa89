"""Serve the finder on this machine (`make run`): set up what isn't yet, then gunicorn.

    scripts/python.sh scripts/run.py [real]

With "real" (`make real`) the directory is the official one, fetched from its publishers; without,
an invented one, unless a directory was imported.

Everything is checked for being done already, so a second run only serves.
"""

import errno
import os
import socket
import subprocess
import sys
from hashlib import sha256

import node
from install import PYTHON, REQUIREMENTS, ROOT, VAR, SetupError, alone, install, one_line_errors

WELCOME = """
Treatment Finder is at {site}/   (Ctrl-C stops it)

  {site}/search/?where=Denver,+CO&service=detox
      detox around Denver; click a facility, tap its number
  {site}/treatment/
      every state and city
  {site}/api/v1/facilities/?where=80202
      the same as JSON
"""
INVENTED = "Real facilities instead of invented ones: make real   (README.md)\n"


def main(is_real):
    port = free_port()
    install("base")
    manage("prepare", *(["--no-demo"] if is_real else []))
    if is_real:
        fetch_directory()
    collect_static()
    print(WELCOME.format(site=f"http://127.0.0.1:{port}"), flush=True)
    if not is_real:
        print(INVENTED, flush=True)
    os.chdir(ROOT)
    # Warnings only: what gunicorn says at its start would push the address off the screen.
    options = ["--config", "deploy/gunicorn.conf.py", "--log-level", "warning"]
    os.execv(PYTHON, [PYTHON, "-m", "gunicorn", *options, "finder.wsgi"])


def free_port():
    """Return the port to serve on, or say now, before anything slow, that it can't be."""
    port = os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise SetupError(f"PORT={port} is not a port number: choose one, as in PORT=8001")
    with socket.socket() as probe:
        # As gunicorn does: connections of an earlier run that still linger don't count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
            # Binding may succeed beside another server; listening doesn't.
            probe.listen()
        except OSError as error:
            taken = (
                "is taken"
                if error.errno == errno.EADDRINUSE
                else f"can't be used: {error.strerror}"
            )
            raise SetupError(f"Port {port} {taken}. Choose another: make run PORT=8001") from None
    return port


def manage(*arguments):
    command = [PYTHON, "manage.py", *arguments]
    if subprocess.run(command, cwd=ROOT).returncode != 0:
        raise SetupError(f"Not serving: `manage.py {arguments[0]}` failed, see above.")


def fetch_directory():
    """Import what is new in the official sources; a directory that is there is enough.

    Without either end here: the command has said why in one sentence, and what to do.
    """
    print("Asking the official sources for what is new …", flush=True)
    command = [PYTHON, "manage.py", "update_directory", "--or-keep"]
    if code := subprocess.run(command, cwd=ROOT).returncode:
        sys.exit(code)


def collect_static():
    """Collect, hash and compress static files, unless none has changed since."""
    stamp = VAR / "static.sha256"
    current = static_digest()
    with alone():
        if stamp.exists() and stamp.read_text() == current and (VAR / "static").exists():
            return
        # rest_framework's are for its browsable pages, which are off, and take the longest.
        manage("collectstatic", "--noinput", "--verbosity", "0", "--ignore", "rest_framework")
        stamp.write_text(current)


def static_digest():
    """Return a hash of all that decides what collectstatic makes."""
    settings = [ROOT / "finder" / "settings.py", *sorted(ROOT.glob("finder/configuration/*.py"))]
    files = [REQUIREMENTS / "base.txt", *settings, ROOT / "package-lock.json"]
    apps = [folder.parent for folder in ROOT.glob("*/apps.py")]
    for folder in (ROOT, *sorted(apps)):
        files += sorted(folder.glob("static/**/*"))
    files += sorted(node.ASSETS.rglob("*"))
    digest = sha256()
    for path in files:
        if path.is_file():
            digest.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["real"]):
        sys.exit("usage: run.py [real]")
    with one_line_errors():
        main(is_real="real" in sys.argv)
